using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Pipelines;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Reads the lines of one document's detections: <c>field|modifier|modifier: value(s)</c>.</summary>
internal sealed class ItemReader(
    DocumentProblems problems, PlaceholderResolver? placeholders, bool keepsValues = false, ReadingCache? cache = null, TimeSpan? backtracking = null)
{
    private const int MaxVariants = 20_000;
    private const int MaxVariantsOfDocument = 100_000;

    private int _variants;

    /// <summary>Null where the line is wrong; what is wrong has been noted.</summary>
    public DetectionItem? Read(YamlScalarNode key, YamlNode value)
    {
        var read = ItemKey.Read(key);
        return ItemKeyRules.Holds(read, problems) ? Read(read, value) : null;
    }

    /// <summary>A list of keywords, or one.</summary>
    public DetectionItem? ReadKeywords(YamlNode value) => Read(new ItemKey(null, null, [], (int)value.Start.Line), value);

    private DetectionItem? Read(ItemKey key, YamlNode node)
    {
        var nodes = node is YamlSequenceNode list ? list.Children : [node];
        if (nodes.Count == 0)
        {
            problems.Error("value-empty", node, "an empty list matches nothing: give values or remove the line");
            return null;
        }

        var tests = new List<ValueTest>(nodes.Count);
        var values = new List<ItemValue>(keepsValues ? nodes.Count : 0);
        foreach (var child in nodes)
        {
            if (child is not YamlScalarNode scalar)
            {
                problems.Error("type", child, "a value must be text, a number, true, false or null");
                continue;
            }

            if (TryTest(key, scalar, out var value, out var isOfKey))
            {
                tests.Add(value!.Test);
                if (value.Test is RegexTest { MatchTimeout: { } timeout })
                    problems.Warning("regex-backtracking", scalar, $"the pattern needs backtracking, which this rule is allowed: it is left out once a value takes it longer than {(long)timeout.TotalMilliseconds} ms");
                if (keepsValues)
                    values.Add(value);
            }
            else if (isOfKey)
            {
                return null;
            }
        }

        if (tests.Count < nodes.Count)
            return null;
        var all = key.Modifiers.Contains("all", StringComparer.Ordinal);
        if (all && tests.Count == 1)
            problems.Warning("all-single", node, "'all' changes nothing with a single value");
        return new DetectionItem
        {
            Field = key.Field,
            Modifiers = key.Modifiers,
            Tests = tests,
            Values = values,
            Folded = all ? tests : LargeLists.Fold(tests),
            RequiresAll = all,
            Negated = key.Modifiers.Contains("neq", StringComparer.Ordinal),
            Line = key.Line,
        };
    }

    // An order that cannot work is the key's fault, whatever the value: it is told once, at the modifier.
    private bool TryTest(ItemKey key, YamlScalarNode scalar, out ItemValue? value, out bool isOfKey)
    {
        var step = 0;
        try
        {
            var operand = ReadOperand(key.Modifiers, scalar);
            for (; step < key.Modifiers.Length; step++)
            {
                var name = key.Modifiers[step];
                if (name == "expand")
                    operand = Expand(operand);
                else if (Modifier.TryFind(name, out var modifier))
                    operand = modifier!.ApplyTo(operand);
            }

            step--;
            var written = Written(key.Modifiers, scalar);
            value = new ItemValue(operand, written, OperandTests.ToTest(operand, written, isKeyword: key.Field is null, cache));
            isOfKey = false;
            return true;
        }
        catch (ModifierException fault)
        {
            value = null;
            isOfKey = fault.Id == "modifier-order" && key.Node is not null;
            if (isOfKey)
                problems.Error(fault.Id, key.Node!, key.OffsetOf(step), fault.Message);
            else
                problems.Error(fault.Id, scalar, fault.Message);
            return false;
        }
    }

    private Operand ReadOperand(string[] chain, YamlScalarNode scalar)
    {
        if (chain.Contains("re", StringComparer.Ordinal))
            return new Operand.Pattern(scalar.Value ?? "", RegexOptions.None, Backtracking: backtracking);
        return YamlScalars.Read(scalar, forPlaceholders: chain.Contains("expand", StringComparer.Ordinal));
    }

    private Operand Expand(Operand operand)
    {
        if (operand is Operand.Number or Operand.Boolean or Operand.Null)
            return operand;
        if (operand is not Operand.Text { NoPlaceholders: false } text)
            throw new ModifierException("modifier-order", "'expand' replaces placeholders in text: put it before what encodes or compares, and not beside 're'");
        var texts = Placeholders.Expand(text.Value, placeholders, MaxVariants);
        if ((_variants += texts.Count) > MaxVariantsOfDocument)
            throw new ModifierException("expand-too-many", $"placeholders expand to more than {MaxVariantsOfDocument} values in one rule: shorten their lists");
        return texts is [var only]
            ? text with { Value = only, NoPlaceholders = true }
            : new Operand.Variants([.. texts.Select(value => (Operand)(text with { Value = value, NoPlaceholders = true }))]);
    }

    private static string Written(string[] chain, YamlScalarNode scalar)
    {
        var quoted = YamlScalars.IsNull(scalar) ? "null" : $"'{scalar.Value}'";
        return chain.Length == 0 ? quoted : $"{string.Join('|', chain)} {quoted}";
    }
}
