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
            document.Add(0, 0, $"larger than {MostCharacters / 1024 / 1024} MB: split it", $"lớn hơn {MostCharacters / 1024 / 1024} MB: chia thành nhiều tệp");
            return document;
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
                document.Root = new YamlMap(document, root, "");
            else
                document.Add(1, 1, "one mapping of keys is expected", "phải là một nhóm khóa");
        }
        catch (YamlException broken)
        {
            document.Add(broken.Start.Line, broken.Start.Column, Reason(broken), $"không đúng cách viết YAML hoặc JSON ({Reason(broken)}): sửa ở chỗ này hoặc ngay trước đó");
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

    /// <param name="vi">The same in Vietnamese; null where only the program's keepers read it.</param>
    public void Add(YamlNode at, string message, string? vi = null) => Add(at.Start.Line, at.Start.Column, message, vi);

    public void Add(long line, long column, string message, string? vi = null) => _faults.Add(DocumentFault.Of(File, line, column, vi ?? message, message));

    private static string Reason(YamlException broken) => (broken.InnerException ?? broken).Message;
}
