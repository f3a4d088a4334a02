using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Strings;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Reads one line of a detection: <c>field|modifier|modifier: value(s)</c>.</summary>
internal sealed class ItemReader(DocumentProblems problems, PlaceholderResolver? placeholders)
{
    private const int MaxVariants = 20_000;

    /// <summary>Null where the line is wrong; what is wrong has been noted.</summary>
    public DetectionItem? Read(YamlScalarNode key, YamlNode value)
    {
        var parts = (key.Value ?? "").Split('|');
        var chain = parts[1..];
        if (!IsLegal(key, chain))
            return null;

        var field = parts[0].Length == 0 ? null : parts[0];
        return Read(field, chain, value, (int)key.Start.Line);
    }

    /// <summary>A list of keywords, or one.</summary>
    public DetectionItem? ReadKeywords(YamlNode value) => Read(null, [], value, (int)value.Start.Line);

    private DetectionItem? Read(string? field, string[] chain, YamlNode value, int line)
    {
        var nodes = value is YamlSequenceNode list ? list.Children : [value];
        if (nodes.Count == 0)
        {
            problems.Error("value-empty", value, "an empty list matches nothing: give values or remove the line");
            return null;
        }

        var tests = new List<ValueTest>(nodes.Count);
        foreach (var node in nodes)
        {
            if (node is not YamlScalarNode scalar)
            {
                problems.Error("type", node, "a value must be text, a number, true, false or null");
                continue;
            }

            try
            {
                tests.Add(Test(field, chain, scalar));
            }
            catch (ModifierException fault)
            {
                problems.Error(fault.Id, scalar, fault.Message);
            }
        }

        if (tests.Count < nodes.Count)
            return null;
        var all = chain.Contains("all", StringComparer.Ordinal);
        if (all && tests.Count == 1)
            problems.Warning("all-single", value, "'all' changes nothing with a single value");
        return new DetectionItem { Field = field, Modifiers = chain, Tests = tests, RequiresAll = all, Negated = chain.Contains("neq", StringComparer.Ordinal), Line = line };
    }

    private ValueTest Test(string? field, string[] chain, YamlScalarNode scalar)
    {
        var operand = ReadOperand(chain, scalar);
        foreach (var name in chain)
        {
            if (name == "expand")
                operand = Expand(operand);
            else if (Modifier.TryFind(name, out var modifier))
                operand = modifier!.ApplyTo(operand);
        }

        return OperandTests.ToTest(operand, Written(chain, scalar), isKeyword: field is null);
    }

    private static Operand ReadOperand(string[] chain, YamlScalarNode scalar)
    {
        if (chain is ["re", ..] or ["all" or "neq", "re", ..])
            return new Operand.Pattern(scalar.Value ?? "", RegexOptions.None);
        if (YamlScalars.IsNull(scalar))
            return new Operand.Null();
        if (YamlScalars.TryBoolean(scalar, out var boolean))
            return new Operand.Boolean(scalar.Value!, boolean);
        return YamlScalars.TryNumber(scalar, out var number)
            ? new Operand.Number(scalar.Value!, number)
            : new Operand.Text(SigmaString.Read(scalar.Value ?? ""), Cased: false);
    }

    private Operand Expand(Operand operand)
    {
        if (operand is not Operand.Text text)
            return operand;
        var texts = Placeholders.Expand(text.Value, placeholders, MaxVariants);
        return texts is [var only] ? text with { Value = only } : new Operand.Variants([.. texts.Select(value => (Operand)(text with { Value = value }))]);
    }

    private bool IsLegal(YamlScalarNode key, string[] chain)
    {
        var ok = true;
        var changed = false;
        var closed = "";
        foreach (var name in chain)
        {
            if (Modifier.OfItem.Contains(name))
                continue;
            if (!Modifier.TryFind(name, out var modifier))
            {
                problems.Error("modifier-unknown", key, $"unknown modifier '{name}'{Nearest(name)}");
                return false;
            }

            if ((changed && modifier!.Place != ModifierPlace.Anywhere) || closed.Length > 0)
            {
                problems.Error("modifier-order", key, closed.Length > 0 ? $"'{name}' cannot follow '{closed}'" : $"'{name}' must be the first modifier");
                ok = false;
            }

            changed = true;
            if (modifier!.Place == ModifierPlace.FirstAndOnly)
                closed = name;
        }

        return ok;
    }

    private static string Nearest(string name)
    {
        var near = Modifier.Names.FirstOrDefault(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase) || name.StartsWith(known, StringComparison.OrdinalIgnoreCase) && known.Length > 2);
        return near is null ? "" : $": did you mean '{near}'?";
    }

    private static string Written(string[] chain, YamlScalarNode scalar)
    {
        var quoted = YamlScalars.IsNull(scalar) ? "null" : $"'{scalar.Value}'";
        return chain.Length == 0 ? quoted : $"{string.Join('|', chain)} {quoted}";
    }
}
