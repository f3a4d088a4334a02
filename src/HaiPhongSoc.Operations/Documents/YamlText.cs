using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Operations.Documents;

/// <summary>
/// A YAML file read strictly: every fault is kept with its place, unknown keys are faults, nothing throws for what people wrote.
/// </summary>
internal sealed class YamlText
{
    // Far above any real file; keeps a mistaken upload from eating the memory.
    private const int MostCharacters = 8 * 1024 * 1024;

    private readonly List<DocumentFault> _faults = [];

    private YamlText(string file, bool refusesEmpty = false) => (File, RefusesEmpty) = (file, refusesEmpty);

    public string File { get; }

    public IReadOnlyList<DocumentFault> Faults => _faults;

    /// <summary>A key without a value is a fault even where the key may be left out; so is a list that has to hold something and is empty.</summary>
    public bool RefusesEmpty { get; }

    /// <summary>The root mapping; null with a fault where there is none.</summary>
    public YamlMap? Root { get; private set; }

    public static YamlText Parse(string text, string file, bool refusesEmpty = false)
    {
        var document = new YamlText(file, refusesEmpty);
        if (text.Length > MostCharacters)
        {
            document.Add(0, 0, $"larger than {MostCharacters / 1024 / 1024} MB: split it");
            return document;
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
                document.Root = new YamlMap(document, root, "");
            else
                document.Add(1, 1, "one mapping of keys is expected");
        }
        catch (YamlException broken)
        {
            document.Add(broken.Start.Line, broken.Start.Column, Reason(broken));
        }

        return document;
    }

    /// <summary>Nodes as a file that was read.</summary>
    public static YamlText Of(YamlMappingNode root, string file, bool refusesEmpty = false)
    {
        var document = new YamlText(file, refusesEmpty);
        document.Root = new YamlMap(document, root, "");
        return document;
    }

    public void Add(YamlNode at, string message) => Add(at.Start.Line, at.Start.Column, message);

    public void Add(long line, long column, string message) => _faults.Add(new DocumentFault(File, line, column, message));

    private static string Reason(YamlException broken) => (broken.InnerException ?? broken).Message;
}
