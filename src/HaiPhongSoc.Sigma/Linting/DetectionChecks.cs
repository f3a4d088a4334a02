using HaiPhongSoc.Sigma.Parsing;
using HaiPhongSoc.Sigma.Strings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Linting;

/// <summary>Log source, lines of detections and their values: pySigma's validators of log sources, modifiers and values.</summary>
internal static class DetectionChecks
{
    private static readonly string[] Text = ["contains", "startswith", "endswith"];

    // Event ids of Sysmon whose category has a name of its own; Security 4688 likewise.
    private static readonly Dictionary<string, string> OfSysmon = new(StringComparer.Ordinal)
    {
        ["1"] = "process_creation",
        ["2"] = "file_change",
        ["3"] = "network_connection",
        ["4"] = "sysmon_status",
        ["5"] = "process_termination",
        ["6"] = "driver_load",
        ["7"] = "image_load",
        ["8"] = "create_remote_thread",
        ["9"] = "raw_access_thread",
        ["10"] = "process_access",
        ["11"] = "file_event",
        ["12"] = "registry_event",
        ["13"] = "registry_set",
        ["14"] = "registry_rename",
        ["15"] = "create_stream_hash",
        ["16"] = "sysmon_status",
        ["17"] = "pipe_created",
        ["18"] = "pipe_created",
        ["19"] = "wmi_event",
        ["20"] = "wmi_event",
        ["21"] = "wmi_event",
        ["22"] = "dns_query",
        ["23"] = "file_delete",
        ["24"] = "clipboard_change",
        ["25"] = "process_tampering",
        ["26"] = "file_delete_detected",
        ["27"] = "file_block_executable",
        ["28"] = "file_block_shredding",
        ["29"] = "file_executable_detected",
        ["255"] = "sysmon_error",
    };

    public static void Run(LintDocument document)
    {
        var generic = LogSource(document);
        foreach (var (key, values) in document.Items())
        {
            Modifiers(document, key);
            if (key.Field == "EventID" && generic is not null)
                Specific(document, values, generic);
            if (!key.Modifiers.Contains("re", StringComparer.Ordinal))
                Values(document, key, values);
            Repeated(document, values);
        }
    }

    private static Dictionary<string, string>? LogSource(LintDocument document)
    {
        if (!document.Map.TryGet("logsource", out var node) || node is not YamlMappingNode map)
            return null;
        foreach (var (name, value) in map.Children)
        {
            if (name is not YamlScalarNode { Value: { } key } || value is not YamlScalarNode { Value: { } text } scalar)
                continue;
            if (key is not ("category" or "product" or "service" or "definition"))
                document.Inform("logsource-attribute", name, $"'{key}' is no attribute of the specification: other tools may not know it");
#pragma warning disable CA1308 // Log sources are written in lower case.
            else if (key != "definition" && text.ToLowerInvariant() is var lower && lower != text)
                document.Warn("logsource-case", scalar, $"'{text}' is written '{lower}'", document.Replacing(scalar, lower));
#pragma warning restore CA1308
        }

        return (map.TryGet("product", out var product), product?.ToString(), map.TryGet("service", out var service) ? service.ToString() : null) switch
        {
            (true, "windows", "sysmon") => OfSysmon,
            (true, "windows", "security") => new Dictionary<string, string>(StringComparer.Ordinal) { ["4688"] = "process_creation" },
            _ => null,
        };
    }

    private static void Specific(LintDocument document, IReadOnlyList<YamlScalarNode> values, Dictionary<string, string> generic)
    {
        foreach (var value in values)
        {
            if (value.Value is { } id && generic.TryGetValue(id, out var category))
                document.Warn("logsource-specific", value, $"event {id} is what the category '{category}' means: with it, the rule finds the same from other sources too");
        }
    }

    private static void Modifiers(LintDocument document, ItemKey key)
    {
        if (key.Node is not { } node)
            return;
        bool Has(string modifier) => key.Modifiers.Contains(modifier, StringComparer.Ordinal);
        if (key.Field is not null && Has("all") && !Has("contains") && !Has("re") && !Has("fieldref") && !Has("startswith") && !Has("endswith") && !Has("neq"))
            document.Warn("modifier-all-without-contains", node, "one value cannot be equal to all of several: 'all' needs 'contains' (or an event with several values)");
        if (Has("base64offset") && !Has("contains"))
            document.Warn("modifier-base64offset-without-contains", node, "what 'base64offset' gives stands within other characters: add 'contains'");
        foreach (var name in key.Modifiers.GroupBy(modifier => modifier, StringComparer.Ordinal).Where(group => group.Count() > 1 && group.Key != "base64").Select(group => group.Key))
            document.Warn("modifier-repeated", node, $"'{name}' stands there twice");
        if (key.Field is { } field && field.Trim() != field)
            document.Warn("field-whitespace", node, "the name of the field begins or ends with a blank");
    }

    private static void Values(LintDocument document, ItemKey key, IReadOnlyList<YamlScalarNode> values)
    {
        foreach (var value in values)
        {
            if (value.Value is not { } text || (value.Style == ScalarStyle.Plain && YamlScalars.IsNull(value)))
                continue;
            if (text.Any(c => c < ' ' && c is not '\t' || c == '\t' && value.Style == ScalarStyle.DoubleQuoted))
                document.Warn("value-control-character", value, "the value holds a control character: in double quotes a backslash must be doubled; single quotes are safer");
            if (Double(text) is { } at)
                document.Inform("wildcard-repeated", value, "several * in a row mean the same as one", document.Replacing(value, at.From, at.Length, "*"));
            if (value.Style != ScalarStyle.Plain && text.Length is > 0 and < 19 && text.All(char.IsAsciiDigit) && (text[0] != '0' || text.Length == 1) && !key.Modifiers.Any(Text.Contains))
                document.Inform("number-as-text", value, "a number in quotes: write it without");
            if (text.Contains("\\*", StringComparison.Ordinal) || text.Contains("\\?", StringComparison.Ordinal))
                Escaped(document, value, text);
        }

        if (values.Count > 0 && !key.Modifiers.Any(Text.Contains) && key.Node is { } node)
            Wildcards(document, node, values);
    }

    private static void Escaped(LintDocument document, YamlScalarNode value, string text)
    {
        foreach (var part in SigmaString.Read(text).Parts)
        {
            if (part.Kind == SigmaString.PartKind.Literal && part.Text.AsSpan().ContainsAny('*', '?'))
            {
                document.Inform("wildcard-escaped", value, "\\* and \\? mean the characters themselves; for a backslash before a wildcard write \\\\*");
                return;
            }
        }
    }

    private static void Wildcards(LintDocument document, YamlScalarNode key, IReadOnlyList<YamlScalarNode> values)
    {
        var shapes = values.Select(value => new StringPattern(SigmaString.Read(value.Value ?? ""), cased: false).Kind).Distinct().ToList();
        if (shapes is not [var shape])
            return;
        var modifier = shape switch
        {
            StringPattern.Shape.Contains => "contains",
            StringPattern.Shape.Starts => "startswith",
            StringPattern.Shape.Ends => "endswith",
            _ => null,
        };
        if (modifier is not null)
            document.Inform($"wildcard-instead-of-{modifier}", key, $"wildcards at the ends of every value: write '{modifier}' and leave them out");
    }

    private static void Repeated(LintDocument document, IReadOnlyList<YamlScalarNode> values)
    {
        var seen = new HashSet<(string?, bool)>();
        foreach (var value in values)
        {
            if (!seen.Add((value.Value, value.Style == ScalarStyle.Plain)))
                document.Inform("value-repeated", value, $"the list names '{value.Value}' twice", document.Removing(value));
        }
    }

    // The first run of two or more stars of which none is escaped.
    private static (int From, int Length)? Double(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                continue;
            }

            if (text[i] != '*' || text[i + 1] != '*')
                continue;
            var end = i;
            while (end < text.Length && text[end] == '*')
                end++;
            return (i, end - i);
        }

        return null;
    }
}
