using System.Text;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Tests.Enrichment;

/// <summary>Builds events for tests: <c>AnEvent().With("host.name", "web-01")</c>.</summary>
internal sealed class EventTwin
{
    private readonly FieldSetBuilder _fields = new();
    private EventLogSource _logSource = EventLogSource.Unknown;
    private string _realm = "r1";
    private string? _sourceSystem;
    private long _time = At(0);
    private long _receivedAt = At(0);
    private long _offset;
    private string _raw = "raw";

    public static EventTwin AnEvent() => new();

    /// <summary>A moment of the tests' day, in seconds after it began.</summary>
    public static long At(double seconds) =>
        UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)) + (long)(seconds * 1_000_000);

    public EventTwin With(string field, string value, FieldNaming naming = FieldNaming.Ecs)
    {
        _fields.Add(field, value, naming: naming);
        return this;
    }

    public EventTwin Of(string? product = null, string? category = null, string? service = null)
    {
        _logSource = new EventLogSource(product, category, service);
        return this;
    }

    public EventTwin In(string realm)
    {
        _realm = realm;
        return this;
    }

    public EventTwin FromSystem(string code)
    {
        _sourceSystem = code;
        return this;
    }

    public EventTwin Happened(double seconds)
    {
        _time = At(seconds);
        return this;
    }

    public EventTwin Received(double seconds)
    {
        _receivedAt = At(seconds);
        return this;
    }

    public EventTwin Number(long offset)
    {
        _offset = offset;
        return this;
    }

    public EventTwin Raw(string raw)
    {
        _raw = raw;
        return this;
    }

    public LogEvent Build() => new()
    {
        Id = new EventId(0, _offset),
        Time = _time,
        ReceivedAt = _receivedAt,
        SourceId = "src-1",
        Realm = _realm,
        SourceSystem = _sourceSystem,
        LogSource = _logSource,
        Raw = Encoding.UTF8.GetBytes(_raw),
        Fields = _fields.Build(),
    };
}
