using System.Globalization;
using HaiPhongSoc.Operations.Mediation;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Operations.Documents;

/// <summary>
/// One mapping of a file. Every accessor notes a fault with its place and goes on with a harmless value, so that all faults of a file are told at
/// once; <see cref="Close"/> tells the keys that nobody asked for.
/// </summary>
internal sealed class YamlMap(YamlText document, YamlMappingNode node, string path)
{
    private const string Missing = "chưa có: bổ sung";

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public YamlMappingNode Node => node;

    public YamlText Document => document;

    /// <param name="vi">The same in Vietnamese; null where only the program's keepers read it.</param>
    public void Fault(string key, string message, string? vi = null)
    {
        var at = Find(key) ?? node;
        document.Add(at, $"{At(key)} {message}", $"{At(key)} {vi ?? message}");
    }

    public bool Has(string key) => Find(key) is not null;

    public string Text(string key)
    {
        var value = Scalar(key, isRequired: true);
        return value ?? "";
    }

    public string? OptionalText(string key) => Scalar(key, isRequired: false);

    /// <summary>A required text in both languages: <c>{vi: …, en: …}</c>.</summary>
    public Wording Wording(string key)
    {
        var map = Map(key);
        if (map is null)
            return Mediation.Wording.Empty;
        var wording = new Wording(map.Text("vi"), map.Text("en"));
        map.Close();
        return wording;
    }

    public int Integer(string key, int least, int most, int otherwise)
    {
        var text = Scalar(key, isRequired: false);
        if (text is null)
            return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        Fault(key, $"is \"{text}\", not a whole number from {least} to {most}", $"là \"{text}\": ghi một số nguyên từ {least} đến {most}");
        return otherwise;
    }

    public int? OptionalInteger(string key, int least, int most) => Has(key) ? Integer(key, least, most, least) : NotThere(key);

    public bool Flag(string key, bool otherwise)
    {
        var text = Scalar(key, isRequired: false);
        switch (text)
        {
            case null:
                return otherwise;
            case "true":
                return true;
            case "false":
                return false;
            default:
                Fault(key, $"is \"{text}\": write true or false", $"là \"{text}\": ghi true (có) hoặc false (không)");
                return otherwise;
        }
    }

    /// <summary>A date <c>yyyy-MM-dd</c>.</summary>
    public DateOnly? OptionalDate(string key)
    {
        var text = Scalar(key, isRequired: false);
        if (text is null)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Fault(key, $"is \"{text}\": write a date as yyyy-MM-dd", $"là \"{text}\": ghi ngày dạng năm-tháng-ngày, như 2026-11-24");
        return null;
    }

    /// <summary>A length of time: a whole number and <c>m</c>, <c>h</c> or <c>d</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan? otherwise = null)
    {
        var text = Scalar(key, isRequired: otherwise is null);
        if (text is null)
            return otherwise ?? TimeSpan.Zero;
        if (Durations.TryParse(text, out var value))
            return value;
        Fault(key, $"is \"{text}\": write a length of time as 30m, 4h or 2d");
        return otherwise ?? TimeSpan.Zero;
    }

    /// <summary>One of the words of <paramref name="words"/>.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T? otherwise = null)
        where T : struct
    {
        var text = Scalar(key, isRequired: otherwise is null);
        if (text is null)
            return otherwise ?? default;
        if (words.TryGetValue(text, out var value))
            return value;
        Fault(key, $"is \"{text}\": write one of {string.Join(", ", words.Keys)}", $"là \"{text}\": ghi một trong {string.Join(", ", words.Keys)}");
        return otherwise ?? default;
    }

    public YamlMap? Map(string key, bool isRequired = true)
    {
        switch (Find(key))
        {
            case YamlMappingNode map:
                return new YamlMap(document, map, At(key));
            case null:
                if (isRequired)
                    Fault(key, "is missing", Missing);
                return null;
            default:
                Fault(key, "must be a mapping of keys", "phải là một nhóm khóa");
                return null;
        }
    }

    public IReadOnlyList<YamlMap> Maps(string key, bool isRequired)
    {
        var items = new List<YamlMap>();
        foreach (var item in Sequence(key, isRequired))
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"{At(key)}[{items.Count}]");
            if (item is YamlMappingNode map)
                items.Add(new YamlMap(document, map, where));
            else
                document.Add(item, $"{where} must be a mapping of keys", $"{where} phải là một nhóm khóa");
        }

        return items;
    }

    public IReadOnlyList<string> Texts(string key, bool isRequired = false)
    {
        var items = new List<string>();
        foreach (var item in Sequence(key, isRequired))
        {
            if (item is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value))
                items.Add(value.Trim());
            else
                document.Add(item, $"{At(key)} must hold texts only", $"{At(key)} chỉ được gồm các dòng chữ");
        }

        return items;
    }

    /// <summary>All keys, in the file's order, for mappings whose keys are data.</summary>
    public IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>Call at the end: a key that nobody asked for is a fault.</summary>
    public void Close()
    {
        foreach (var (key, value) in node.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_asked.Contains(name))
                document.Add(key, $"{At(key.ToString())} is not known here: take it out or correct it", $"{At(key.ToString())} không có ở đây: bỏ đi hoặc sửa lại");
            else if (document.RefusesEmpty && value is YamlScalarNode scalar && (string.IsNullOrWhiteSpace(scalar.Value) || IsNull(scalar)))
                document.Add(key, $"{At(name)} is empty: take it out or fill it", $"{At(name)} để trống: bỏ đi hoặc điền vào");
        }
    }

    private string At(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private IEnumerable<YamlNode> Sequence(string key, bool isRequired)
    {
        switch (Find(key))
        {
            case YamlSequenceNode sequence:
                if (isRequired && document.RefusesEmpty && sequence.Children.Count == 0)
                    Fault(key, "is empty", "để trống");
                return sequence.Children;
            case null:
                if (isRequired)
                    Fault(key, "is missing", Missing);
                return [];
            default:
                Fault(key, "must be a list", "phải là một danh sách");
                return [];
        }
    }

    private string? Scalar(string key, bool isRequired)
    {
        switch (Find(key))
        {
            case YamlScalarNode { Value: { } value } scalar when !string.IsNullOrWhiteSpace(value) && !IsNull(scalar):
                return value.Trim();
            case null or YamlScalarNode:
                if (isRequired)
                    Fault(key, "is missing", Missing);
                return null;
            default:
                Fault(key, "must be a single value", "phải là một giá trị");
                return null;
        }
    }

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && scalar.Value is "null" or "~";

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    private int? NotThere(string key)
    {
        _asked.Add(key);
        return null;
    }
}
