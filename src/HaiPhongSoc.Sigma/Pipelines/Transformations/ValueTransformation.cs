using System.Globalization;
using System.Text;
using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Pipelines.Transformations;

/// <summary>
/// Other values: <c>map_string replace_string set_value convert_type case regex</c>. What modifiers made of a value is what is changed, wildcards included; one value may
/// become several, joined as the values of the item are.
/// </summary>
/// <param name="change">Null where a value stays as it is.</param>
internal sealed class ValueTransformation(Func<Operand, IReadOnlyList<Operand>?> change) : Transformation
{
    protected override void Apply(RuleDraft draft, ProcessingItem step) => draft.Replace(item => step.Meets(draft, item) ? Changed(step, item) : null);

    /// <summary><c>map_string</c>: the whole text, wildcards as <c>*</c> and <c>?</c>.</summary>
    public static Func<Operand, IReadOnlyList<Operand>?> Map(IReadOnlyDictionary<string, IReadOnlyList<string>> mapping) => operand =>
        operand is Operand.Text text && mapping.TryGetValue(PipelineText.Write(text.Value), out var texts)
            ? [.. texts.Select(target => (Operand)(text with { Value = SigmaString.Read(target) }))]
            : null;

    /// <summary><c>replace_string</c>: numbers as their text.</summary>
    public static Func<Operand, IReadOnlyList<Operand>?> Replace(PythonRegex regex, string replacement, bool skipsSpecial, bool interpretsSpecial) => operand =>
    {
        if (operand is Operand.Number number)
            operand = new Operand.Text(SigmaString.Literal(number.Written), Cased: false);
        if (operand is not Operand.Text text)
            return null;
        if (skipsSpecial)
            return [text with { Value = EachLiteral(text.Value, literal => regex.Replace(literal, replacement), interpretsSpecial) }];
        var before = PipelineText.Write(text.Value);
        var after = regex.Replace(before, replacement);
        if (string.Equals(before, after, StringComparison.Ordinal))
            return null;
        var read = PipelineText.Read(after);
        return [text with { Value = text.Value.HasDashes ? read.WithAnyDash() : read }];
    };

    /// <summary><c>case</c>.</summary>
    public static Func<Operand, IReadOnlyList<Operand>?> Case(string method) => operand => operand is Operand.Text text
        ? [text with { Value = EachLiteral(text.Value, literal => Cased(literal, method), interpretsSpecial: false) }]
        : null;

    /// <summary>
    /// <c>regex</c> is there for engines that compare with case: the methods that ignore case change nothing here, where text is compared without; <c>plain</c> asks for case.
    /// </summary>
    public static Func<Operand, IReadOnlyList<Operand>?> Regex(string method) => operand =>
        operand is Operand.Text text && method == "plain" ? [text with { Cased = true }] : null;

    /// <summary><c>convert_type</c>.</summary>
    public static Func<Operand, IReadOnlyList<Operand>?> Convert(string type) => operand => (type, operand) switch
    {
        ("str", Operand.Number number) => [new Operand.Text(SigmaString.Literal(number.Written), Cased: false)],
        ("str", Operand.Boolean boolean) => [new Operand.Text(SigmaString.Literal(boolean.Written), Cased: false)],
        ("num", Operand.Text text) => [Number(text)],
        _ => null,
    };

    private static Operand.Number Number(Operand.Text text)
    {
        var written = PipelineText.Write(text.Value);
        return decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new Operand.Number(written, value)
            : throw new PipelineRefusal($"'{written}' cannot be converted to a number");
    }

    private static string Cased(string literal, string method)
    {
        if (method == "upper")
            return literal.ToUpperInvariant();
#pragma warning disable CA1308 // The pipeline asks for lower case.
        if (method == "lower")
            return literal.ToLowerInvariant();
        var snake = new StringBuilder();
        for (var i = 0; i < literal.Length; i++)
        {
            if (i > 0 && char.IsUpper(literal[i]) && (char.IsLower(literal[i - 1]) || char.IsDigit(literal[i - 1])))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(literal[i]));
        }
#pragma warning restore CA1308

        return snake.ToString();
    }

    private static SigmaString EachLiteral(SigmaString text, Func<string, string> change, bool interpretsSpecial)
    {
        var changed = SigmaString.Literal("");
        foreach (var part in text.Parts)
        {
            if (part.Kind != SigmaString.PartKind.Literal)
                changed = changed.With(part);
            else
                changed = changed.With(interpretsSpecial ? PipelineText.Read(change(part.Text)) : SigmaString.Literal(change(part.Text)));
        }

        return changed;
    }

    private IReadOnlyList<DraftItem>? Changed(ProcessingItem step, DraftItem item)
    {
        var values = new List<ItemValue>(item.Values.Count);
        var isChanged = false;
        foreach (var value in item.Values)
        {
            if (Changed(value.Operand) is not { } operands)
            {
                values.Add(value);
                continue;
            }

            isChanged = true;
            values.AddRange(operands.Select(operand => value.With(operand, Shown(operand), item.IsKeyword)));
        }

        if (!isChanged)
            return null;
        return values.Count == 0 ? [] : Mark(step, [item.With(values)]);
    }

    // What one written value became several of (base64offset) is changed one by one and stays one value.
    private IReadOnlyList<Operand>? Changed(Operand operand)
    {
        if (operand is not Operand.Variants variants)
            return change(operand);
        var isChanged = false;
        var all = new List<Operand>(variants.Items.Count);
        foreach (var variant in variants.Items)
        {
            var changed = Changed(variant);
            isChanged |= changed is not null;
            all.AddRange(changed ?? [variant]);
        }

        return isChanged ? [new Operand.Variants(all)] : null;
    }

    private static string Shown(Operand operand) => operand switch
    {
        Operand.Text text => PipelineText.Write(text.Value),
        Operand.Number number => number.Written,
        Operand.Boolean boolean => boolean.Written,
        Operand.Variants variants => string.Join("' or '", variants.Items.Select(Shown)),
        _ => "null",
    };
}
