using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Modifiers;

/// <summary><c>contains startswith endswith cased windash</c>.</summary>
internal static class TextModifiers
{
    public static Operand Contains(Operand operand) => operand switch
    {
        Operand.Text text => text with { Value = text.Value.WithAnyRunBefore().WithAnyRunAfter() },
        Operand.Pattern pattern => pattern, // a search is unanchored anyhow
        Operand.FieldRef reference => reference with { Mode = FieldRefMode.Contains },
        _ => Contains(AsText(operand, "contains")),
    };

    public static Operand StartsWith(Operand operand) => operand switch
    {
        Operand.Text text => text with { Value = text.Value.WithAnyRunAfter() },
        Operand.Pattern pattern => pattern with { AtStart = true },
        Operand.FieldRef reference => reference with { Mode = FieldRefMode.StartsWith },
        _ => StartsWith(AsText(operand, "startswith")),
    };

    public static Operand EndsWith(Operand operand) => operand switch
    {
        Operand.Text text => text with { Value = text.Value.WithAnyRunBefore() },
        Operand.Pattern pattern => pattern with { AtEnd = true },
        Operand.FieldRef reference => reference with { Mode = FieldRefMode.EndsWith },
        _ => EndsWith(AsText(operand, "endswith")),
    };

    public static Operand Cased(Operand operand) => AsText(operand, "cased") with { Cased = true };

    public static Operand WinDash(Operand operand)
    {
        var text = AsText(operand, "windash");
        return text with { Value = text.Value.WithAnyDash() };
    }

    /// <summary>Numbers and booleans are text to a text modifier; what has no text is refused.</summary>
    public static Operand.Text AsText(Operand operand, string modifier) => operand switch
    {
        Operand.Text text => text,
        Operand.Number number => new Operand.Text(SigmaString.Literal(number.Written), Cased: false),
        Operand.Boolean boolean => new Operand.Text(SigmaString.Literal(boolean.Written), Cased: false),
        Operand.Bytes => throw new ModifierException("modifier-order", $"'{modifier}' after an encoding: put base64 or base64offset between"),
        Operand.Null => throw new ModifierException("modifier-value", $"'{modifier}' needs a text, not null"),
        _ => throw new ModifierException("modifier-order", $"'{modifier}' cannot follow the modifier before it"),
    };
}
