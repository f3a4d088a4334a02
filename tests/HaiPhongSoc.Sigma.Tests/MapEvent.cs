using System.Globalization;

namespace HaiPhongSoc.Sigma.Tests;

/// <summary>An event from name and value: text, number, true/false, null, or an array of these.</summary>
internal sealed class MapEvent : ISigmaEvent
{
    private readonly Dictionary<string, IReadOnlyList<SigmaValue>> _fields = new(StringComparer.Ordinal);

    public MapEvent(params ReadOnlySpan<(string Field, object? Value)> fields)
    {
        foreach (var (field, value) in fields)
            _fields[field] = value is object?[] many ? [.. many.Select(Read)] : [Read(value)];
    }

    public IReadOnlyList<SigmaValue> AllValues => [.. _fields.Values.SelectMany(values => values)];

    public IReadOnlyList<SigmaValue> Values(string field) => _fields.TryGetValue(field, out var values) ? values : [];

    private static SigmaValue Read(object? value) => value switch
    {
        null => new SigmaValue("", SigmaValueKind.Null),
        string text => new SigmaValue(text),
        bool flag => new SigmaValue(flag ? "true" : "false", SigmaValueKind.Boolean),
        IFormattable number => new SigmaValue(number.ToString(null, CultureInfo.InvariantCulture), SigmaValueKind.Number),
        _ => throw new ArgumentException($"no value of an event: {value}", nameof(value)),
    };
}
