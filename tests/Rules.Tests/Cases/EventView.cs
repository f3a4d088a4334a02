using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma;

namespace HaiPhongSoc.Rules.Tests.Cases;

/// <summary>An event as a Sigma matcher reads it, by the plainest way there is: every name, every value, looked up anew.</summary>
internal sealed class EventView(LogEvent logEvent) : ISigmaEvent
{
    public IReadOnlyList<SigmaValue> AllValues
    {
        get
        {
            var values = new List<SigmaValue>();
            for (var i = 0; i < logEvent.Fields.Count; i++)
                values.Add(Value(logEvent.Fields[i]));
            values.Add(new SigmaValue(Encoding.UTF8.GetString(logEvent.Raw.Span)));
            return values;
        }
    }

    public IReadOnlyList<SigmaValue> Values(string field)
    {
        var name = Encoding.UTF8.GetBytes(field);
        var values = new List<SigmaValue>();
        for (var i = logEvent.Fields.IndexOf(name); i >= 0; i = logEvent.Fields.IndexOf(name, i + 1))
            values.Add(Value(logEvent.Fields[i]));
        return values;
    }

    private static SigmaValue Value(EventField field) => new(field.ValueText, field.Kind switch
    {
        FieldValueKind.Number => SigmaValueKind.Number,
        FieldValueKind.Boolean => SigmaValueKind.Boolean,
        FieldValueKind.Null => SigmaValueKind.Null,
        _ => SigmaValueKind.Text,
    });
}
