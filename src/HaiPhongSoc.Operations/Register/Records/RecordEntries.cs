using HaiPhongSoc.Operations.Documents;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Operations.Register.Records;

/// <summary>A section as a register file gives it; whether it fits the profile is checked against the register.</summary>
internal sealed record RecordEntry(string Section, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> Rows, long Line, long Column);

/// <summary>Reads <c>record</c> of a register file: section → fields, or a list of rows of fields; a field is a text, or a list of options.</summary>
internal static class RecordEntries
{
    public static IReadOnlyList<RecordEntry> Read(YamlMap system)
    {
        var entries = new List<RecordEntry>();
        if (system.Map("record", isRequired: false) is not { } record)
            return entries;
        foreach (var section in record.Keys)
        {
            var node = record.Node.Children[new YamlScalarNode(section)];
            var rows = node is YamlSequenceNode ? record.Maps(section, isRequired: true) : record.Map(section) is { } one ? [one] : [];
            entries.Add(new RecordEntry(section, [.. rows.Select(Row)], node.Start.Line, node.Start.Column));
        }

        return entries;
    }

    private static Dictionary<string, IReadOnlyList<string>> Row(YamlMap map) => map.Keys.ToDictionary(
        key => key,
        IReadOnlyList<string> (key) => map.Node.Children[new YamlScalarNode(key)] is YamlSequenceNode ? map.Texts(key) : map.OptionalText(key) is { } text ? [text] : [],
        StringComparer.Ordinal);
}
