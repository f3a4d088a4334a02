using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace HaiPhongSoc.Web.Api;

/// <summary>A parameter of an address: one declaration reads it, documents it, and lets every other be refused.</summary>
internal abstract class QueryParameter(string name, string description)
{
    public string Name => name;

    public string Description => description;

    public abstract OpenApiSchema Schema { get; }

    /// <summary>What is wrong with the text, or null.</summary>
    public abstract Wording? Read(string text, out object? value);
}

internal abstract class QueryParameter<T>(string name, string description, T absent) : QueryParameter(name, description)
{
    public T Absent => absent;

    protected abstract bool TryRead(string text, [MaybeNullWhen(false)] out T value);

    protected abstract Wording Expected { get; }

    public override Wording? Read(string text, out object? value)
    {
        var isRead = TryRead(text, out var read);
        value = read;
        return isRead ? null : Expected;
    }
}

internal sealed class TextParameter(string name, string description, int longest = 256, int least = 1) : QueryParameter<string?>(name, description, null)
{
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.String, MinLength = least, MaxLength = longest };

    protected override Wording Expected => new($"từ {least} đến {longest} ký tự", $"{least} to {longest} characters");

    protected override bool TryRead(string text, out string? value)
    {
        value = text;
        return text.Length >= least && text.Length <= longest;
    }
}

internal sealed class NumberParameter(string name, string description, int least, int most, int? absent = null) : QueryParameter<int?>(name, description, absent)
{
    public override OpenApiSchema Schema => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most.ToString(CultureInfo.InvariantCulture),
        Default = Absent is { } value ? JsonValue.Create(value) : null,
    };

    protected override Wording Expected => new(
        FormattableString.Invariant($"số nguyên từ {least} đến {most}"), FormattableString.Invariant($"an integer from {least} to {most}"));

    protected override bool TryRead(string text, out int? value)
    {
        value = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return value >= least && value <= most;
    }
}

internal sealed class FlagParameter(string name, string description) : QueryParameter<bool?>(name, description, null)
{
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.Boolean };

    protected override Wording Expected => new("true hoặc false", "true or false");

    protected override bool TryRead(string text, out bool? value)
    {
        value = text switch { "true" => true, "false" => false, _ => null };
        return value is not null;
    }
}

/// <summary>A point in time, RFC 3339 with its offset; UTC microseconds.</summary>
internal sealed class TimeParameter(string name, string description) : QueryParameter<long?>(name, description, null)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];

    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.String, Format = "date-time" };

    protected override Wording Expected => new("thời điểm RFC 3339, ví dụ 2026-11-24T02:00:00Z", "a time as RFC 3339 writes it, for example 2026-11-24T02:00:00Z");

    protected override bool TryRead(string text, out long? value)
    {
        value = text.Length > 10 && (text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? UtcMicroseconds.From(time)
            : null;
        return value is not null;
    }
}

/// <summary>One member of an enumeration, by its word.</summary>
internal sealed class WordParameter<T>(string name, string description) : QueryParameter<T?>(name, description, null)
    where T : struct, Enum
{
    public override OpenApiSchema Schema => EnumWords<T>.Schema;

    protected override Wording Expected => EnumWords<T>.Expected;

    protected override bool TryRead(string text, out T? value)
    {
        value = EnumWords<T>.Find(text);
        return value is not null;
    }
}

/// <summary>Several members of an enumeration, by their words, with commas.</summary>
internal sealed class WordsParameter<T>(string name, string description) : QueryParameter<IReadOnlyList<T>?>(name, description, null)
    where T : struct, Enum
{
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.Array, Items = EnumWords<T>.Schema };

    protected override Wording Expected => EnumWords<T>.Expected;

    protected override bool TryRead(string text, out IReadOnlyList<T>? value)
    {
        var read = text.Split(',').Select(EnumWords<T>.Find).ToList();
        value = [.. read.OfType<T>()];
        return value.Count == read.Count;
    }
}

internal sealed class CursorParameter() : QueryParameter<string?>("cursor", "Where to go on: `next` of the page before. Opaque.", null)
{
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.String };

    protected override Wording Expected => new("con trỏ không hợp lệ: đọc danh sách từ đầu", "not a cursor: read the list from its beginning");

    protected override bool TryRead(string text, out string? value)
    {
        var isRead = PageCursor.TryRead(text, out var cursor);
        value = cursor;
        return isRead;
    }
}

internal static class EnumWords<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Words = Enum.GetValues<T>().ToDictionary(ApiJson.Word, StringComparer.Ordinal);

    public static OpenApiSchema Schema => new() { Type = JsonSchemaType.String, Enum = [.. Words.Keys.Select(w => (JsonNode)JsonValue.Create(w))] };

    public static Wording Expected { get; } = new($"một trong: {string.Join(", ", Words.Keys)}", $"one of: {string.Join(", ", Words.Keys)}");

    public static T? Find(string word) => Words.TryGetValue(word, out var member) ? member : null;
}

/// <summary>The parameters of one request, read.</summary>
internal sealed class QueryValues
{
    private readonly Dictionary<QueryParameter, object?> _values = [];

    public T Get<T>(QueryParameter<T> parameter) => _values.TryGetValue(parameter, out var value) ? (T)value! : parameter.Absent;

    public bool Has(QueryParameter parameter) => _values.ContainsKey(parameter);

    public static QueryValues Read(IQueryCollection query, IReadOnlyList<QueryParameter> known, out List<ProblemPart> faults)
    {
        var values = new QueryValues();
        faults = [];
        foreach (var (name, given) in query)
        {
            var shown = name.Length <= 64 ? name : name[..64] + "…";
            var parameter = known.FirstOrDefault(p => p.Name == name);
            if (parameter is null)
                faults.Add(new ProblemPart(new Wording("không có tham số này", "there is no such parameter"), Parameter: shown));
            else if (given is not [{ } text])
                faults.Add(new ProblemPart(new Wording("tham số có hai lần", "the parameter is given twice"), Parameter: shown));
            else if (parameter.Read(text, out var value) is { } expected)
                faults.Add(new ProblemPart(expected, Parameter: shown));
            else
                values._values[parameter] = value;
        }

        return values;
    }
}
