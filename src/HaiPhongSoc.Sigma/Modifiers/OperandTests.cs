using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Modifiers;

/// <summary>What stands at the end of the modifiers becomes a test.</summary>
internal static class OperandTests
{
    public static ValueTest ToTest(Operand operand, string written, bool isKeyword, ReadingCache? cache = null) => operand switch
    {
        Operand.Text text => new TextTest(new StringPattern(isKeyword ? text.Value.WithAnyRunBefore().WithAnyRunAfter() : text.Value, text.Cased)) { Written = written },
        Operand.Number number when isKeyword => Keyword(number.Written, written),
        Operand.Boolean boolean when isKeyword => Keyword(boolean.Written, written),
        Operand.Number number => new NumberTest(number.Written, number.Value) { Written = written },
        Operand.Boolean boolean => new TextTest(new StringPattern(SigmaString.Literal(boolean.Value ? "true" : "false"), cased: false)) { Written = written },
        Operand.Null when isKeyword => throw new ModifierException("keyword-null", "a keyword cannot be null"),
        Operand.Null => new NullTest { Written = written },
        Operand.Pattern pattern => RegexModifiers.ToTest(pattern, written, cache),
        Operand.FieldRef reference => new FieldRefTest(reference.Field, reference.Mode) { Written = written },
        Operand.Variants variants => new AnyOfTest([.. variants.Items.Select(item => ToTest(item, written, isKeyword, cache))]) { Written = written },
        Operand.Final final => final.Test,
        Operand.Bytes => throw new ModifierException("modifier-order", "an encoding (wide, utf16…) must be followed by base64 or base64offset: no log holds such bytes as text"),
        _ => throw new ModifierException("modifier-value", "the value cannot be used"),
    };

    private static TextTest Keyword(string text, string written) =>
        new(new StringPattern(SigmaString.Literal(text).WithAnyRunBefore().WithAnyRunAfter(), cased: false)) { Written = written };
}
