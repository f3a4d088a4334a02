using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>
/// An event as rules see it: every name of a field resolves, original, alias or ECS; nested names are flat ones with dots. Texts are made when a
/// rule first asks for them and kept until the next event. Used again for each event, not thread-safe.
/// </summary>
internal sealed class LogEventView : ISigmaEvent
{
    private readonly Dictionary<string, SigmaValue[]> _asked = new(StringComparer.Ordinal);
    private SigmaValue[]? _all;

    public LogEvent Event { get; private set; } = null!;

    public void Show(LogEvent logEvent)
    {
        Event = logEvent;
        _asked.Clear();
        _all = null;
    }

    public IReadOnlyList<SigmaValue> Values(string field)
    {
        if (!_asked.TryGetValue(field, out var values))
        {
            values = Read(FieldCatalogue.Intern(field));
            _asked[field] = values;
        }

        return values;
    }

    /// <summary>What the sender wrote, value by value, and the record as a whole.</summary>
    public IReadOnlyList<SigmaValue> AllValues => _all ??= ReadAll();

    private SigmaValue[] Read(FieldId id)
    {
        var fields = Event.Fields;
        var first = fields.IndexOf(id);
        if (first < 0)
            return [];
        var next = fields.IndexOf(id, first + 1);
        if (next < 0)
            return [ValueOf(fields[first])];
        var values = new List<SigmaValue>(4) { ValueOf(fields[first]) };
        for (; next >= 0; next = fields.IndexOf(id, next + 1))
            values.Add(ValueOf(fields[next]));
        return [.. values];
    }

    private SigmaValue[] ReadAll()
    {
        var fields = Event.Fields;
        var values = new List<SigmaValue>(fields.Count + 1);
        for (var i = 0; i < fields.Count; i++)
        {
            // Further names show the same values again.
            if (fields[i].Naming == FieldNaming.Original && fields[i].Kind != FieldValueKind.Null)
                values.Add(ValueOf(fields[i]));
        }

        values.Add(new SigmaValue(Encoding.UTF8.GetString(Event.Raw.Span)));
        return [.. values];
    }

    private static SigmaValue ValueOf(EventField field) => field.Kind switch
    {
        FieldValueKind.Null => new SigmaValue("", SigmaValueKind.Null),
        FieldValueKind.Number => new SigmaValue(field.ValueText, SigmaValueKind.Number),
        FieldValueKind.Boolean => new SigmaValue(field.ValueText, SigmaValueKind.Boolean),
        _ => new SigmaValue(field.ValueText),
    };
}
