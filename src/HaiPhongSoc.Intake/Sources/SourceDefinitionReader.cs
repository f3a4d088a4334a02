using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using HaiPhongSoc.Events;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Intake.Sources;

/// <summary>Compiles one definition file. The format is told in <c>rules/sources/README.md</c>.</summary>
internal static class SourceDefinitionReader
{
    /// <summary>The definition, or null where anything in it is wrong; the problems say what and where.</summary>
    public static SourceDefinition? Read(string file, string text, List<SourceProblem> problems)
    {
        var before = problems.Count;
        if (StrictYaml.Parse(file, text, problems) is not { } yaml)
            return null;

        var id = yaml.Required("id");
        if (id != Path.GetFileNameWithoutExtension(file))
            yaml.Problem(yaml.Node("id"), $"'id' is '{id}' but the file is called '{Path.GetFileName(file)}': give both the same name");
        var format = Enum.Parse<RecordFormat>(yaml.Choice("format", "json", "json", "text", "cef"), ignoreCase: true);
        var logSource = LogSource(yaml) ?? EventLogSource.Unknown;
        var zone = Zone(yaml, "zone", TimeSpan.FromHours(7));
        var recognise = yaml.Map("recognise");
        var definition = new SourceDefinition(id, yaml.Required("title"))
        {
            Format = format,
            Order = yaml.Number("order", 500),
            LogSource = logSource,
            Zone = zone,
            UnmatchedIsFault = yaml.Choice("unmatched", "fault", "fault", "accept") == "fault",
            Programs = (recognise?.Texts("program") ?? []).ToFrozenSet(StringComparer.Ordinal),
            RecogniseText = recognise is null ? null : Pattern(recognise, "match"),
            RecogniseFields = recognise is null ? [] : RecogniseFields(recognise),
            LogSourceByProgram = yaml.Pairs("services").ToFrozenDictionary(
                pair => pair.Key, pair => logSource with { Service = pair.Values.FirstOrDefault() }, StringComparer.Ordinal),
            Strip = [.. yaml.Texts("strip").Select(Prefix)],
            NamesWithoutSpaces = yaml.Flag("names_without_spaces"),
            Rest = yaml.Text("rest") ?? "",
            Times = Times(yaml, zone),
            Hosts = Fields(yaml.Texts("host")),
            Messages = Fields(yaml.Texts("message")),
            Patterns = [.. yaml.Maps("patterns").Select(ReadPattern)],
            Mapping = MappingReader.Read(yaml),
            Variants = [.. yaml.Maps("variants").Select(ReadVariant)],
        };
        recognise?.Close();
        CheckFormat(yaml, definition);
        yaml.Close();
        return problems.Count == before ? definition : null;
    }

    /// <summary>The three attributes of a log source, or null where the key is absent.</summary>
    internal static EventLogSource? LogSource(StrictYaml yaml)
    {
        if (yaml.Map("logsource") is not { } map)
            return null;
        var source = new EventLogSource(map.Text("product"), map.Text("category"), map.Text("service"));
        map.Close();
        return source;
    }

    /// <summary>A linear-time expression, or null.</summary>
    internal static Regex? Pattern(StrictYaml yaml, string key)
    {
        if (yaml.Text(key) is not { } text)
            return null;
        try
        {
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            yaml.Problem(yaml.Node(key), $"'{key}' is no linear-time expression: {fault.Message}");
            return null;
        }
    }

    private static void CheckFormat(StrictYaml yaml, SourceDefinition definition)
    {
        var isText = definition.Format == RecordFormat.Text;
        if (!isText && definition.Patterns.Length > 0)
            yaml.Problem(yaml.Node("patterns"), "'patterns' read text, this definition reads json or cef: drop them or set 'format: text'");
        if (isText && definition.Patterns.Length == 0)
            yaml.Problem(null, "a text definition needs 'patterns'");
        if (definition.Format == RecordFormat.Cef && definition.RecogniseText is null)
            yaml.Problem(null, "a cef definition needs 'recognise' with 'match'");
        if (isText && definition.Programs.Count == 0 && definition.RecogniseText is null)
            yaml.Problem(null, "a text definition needs 'recognise' with 'program' or 'match'");
    }

    private static TextPattern ReadPattern(StrictYaml yaml)
    {
        var match = Pattern(yaml, "match");
        if (match is null && yaml.Node("match") is null)
            yaml.Problem(null, "a pattern needs 'match'");
        match ??= new Regex("$.", RegexOptions.NonBacktracking);
        var pattern = new TextPattern(
            yaml.Required("name"),
            yaml.Texts("program").ToFrozenSet(StringComparer.Ordinal),
            match,
            [.. match.GetGroupNames().Where(IsName).Select(name => new TextGroup(match.GroupNumberFromName(name), FieldCatalogue.Intern(name)))],
            MappingReader.Set(yaml),
            LogSource(yaml));
        yaml.Close();
        return pattern;
    }

    private static MappingVariant ReadVariant(StrictYaml yaml)
    {
        var when = yaml.Pairs("when").Select(pair => (FieldCatalogue.Intern(pair.Key), pair.Values)).ToArray();
        if (when.Length == 0)
            yaml.Problem(null, "a variant needs 'when'");
        var variant = new MappingVariant(when, MappingReader.Read(yaml));
        yaml.Close();
        return variant;
    }

    private static RecogniseName[][] RecogniseFields(StrictYaml yaml)
    {
        if (yaml.Node("fields") is not { } node)
            return [];
        if (node is YamlSequenceNode list)
            return [.. list.Select(group => yaml.TextsOf(group, "fields").Select(Name).ToArray())];
        yaml.Problem(node, "'fields' must be a list of lists of field names");
        return [];

        static RecogniseName Name(string text)
        {
            var isPrefix = text.EndsWith('*');
            var name = isPrefix ? text[..^1] : text;
            return new RecogniseName(isPrefix ? FieldId.None : FieldCatalogue.Intern(name), Encoding.UTF8.GetBytes(name), isPrefix);
        }
    }

    private static TimeField[] Times(StrictYaml yaml, TimeSpan zone)
    {
        if (yaml.Node("time") is not { } node)
            return [];
        var times = new List<TimeField>();
        foreach (var item in node as YamlSequenceNode ?? new YamlSequenceNode(node))
        {
            if (item is not YamlMappingNode map)
            {
                times.AddRange(yaml.TextsOf(item, "time").Where(name => name.Length > 0).Select(name => new TimeField(FieldCatalogue.Intern(name), zone)));
                continue;
            }

            var entry = yaml.At(map);
            if (entry.Required("field") is { Length: > 0 } field)
                times.Add(new TimeField(FieldCatalogue.Intern(field), Zone(entry, "zone", zone)));
            entry.Close();
        }

        return [.. times];
    }

    private static TimeSpan Zone(StrictYaml yaml, string key, TimeSpan otherwise)
    {
        if (yaml.Text(key) is not { } text)
            return otherwise;
        if (text.Length == 6 && text[0] is '+' or '-'
            && TimeSpan.TryParseExact(text[1..], @"hh\:mm", System.Globalization.CultureInfo.InvariantCulture, out var offset))
        {
            return text[0] == '-' ? -offset : offset;
        }

        yaml.Problem(yaml.Node(key), $"'{key}' is '{text}', expected an offset such as \"+07:00\"");
        return otherwise;
    }

    private static NamePrefix Prefix(string text) =>
        text.EndsWith("*.", StringComparison.Ordinal)
            ? new NamePrefix(Encoding.UTF8.GetBytes(text[..^2]), true)
            : new NamePrefix(Encoding.UTF8.GetBytes(text), false);

    private static FieldId[] Fields(string[] names) => [.. names.Where(name => name.Length > 0).Select(FieldCatalogue.Intern)];

    private static bool IsName(string group) => !char.IsAsciiDigit(group[0]);
}
