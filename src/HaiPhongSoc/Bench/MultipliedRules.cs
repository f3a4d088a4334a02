using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Bench;

/// <summary>Rule files written again with other literals and ids, so that a rule set grows without its rules being alike.</summary>
internal static class MultipliedRules
{
    private static readonly string[] Kept = ["re", "cidr", "fieldref", "exists", "gt", "gte", "lt", "lte", "base64", "base64offset", "wide", "expand"];

    /// <summary>Writes copy number <paramref name="copy"/> (from 1) of the files into a folder.</summary>
    public static void Write(IEnumerable<string> files, int copy, string folder)
    {
        var number = 0;
        foreach (var file in files)
        {
            var stream = new YamlStream();
            try
            {
                stream.Load(new StringReader(File.ReadAllText(file)));
            }
            catch (YamlException)
            {
                continue;
            }

            if (stream.Documents is not [{ RootNode: YamlMappingNode root }] || !root.Children.TryGetValue("detection", out var detection))
                continue;
            root.Children["id"] = new YamlScalarNode(string.Create(CultureInfo.InvariantCulture, $"{copy:00000000}-0000-4000-8000-{number:000000000000}"));
            foreach (var (name, value) in ((YamlMappingNode)detection).Children)
            {
                if (name is not YamlScalarNode { Value: "condition" or "timeframe" })
                    Alter(value, copy);
            }

            using var writer = new StreamWriter(Path.Combine(folder, $"{copy}-{number++}.yml"));
            stream.Save(writer, assignAnchors: false);
        }
    }

    private static void Alter(YamlNode node, int copy)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                {
                    if (!((YamlScalarNode)key).Value!.Split('|').Skip(1).Intersect(Kept, StringComparer.Ordinal).Any())
                        Alter(value, copy);
                }

                break;
            case YamlSequenceNode list:
                foreach (var child in list.Children)
                    Alter(child, copy);
                break;
            case YamlScalarNode { Value.Length: >= 4 } scalar when scalar.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '\\' or '-' or '_' or ' ') && scalar.Value.Any(char.IsAsciiLetter):
                scalar.Value = scalar.Value.Insert(scalar.Value.Length / 2, string.Create(CultureInfo.InvariantCulture, $"zq{copy}")).Replace("\\zq", "zq", StringComparison.Ordinal);
                break;
        }
    }
}
