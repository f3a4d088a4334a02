using System.Text;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore.Tests;

/// <summary>Builds events for the tests of the store.</summary>
internal sealed class AnEvent(long offset, int partition = 0)
{
    public const long Noon = 1_795_521_600_000_000; // 2026-11-24T12:00:00Z
    private readonly FieldSetBuilder _fields = new();
    private long? _time;
    private byte[] _raw = "x"u8.ToArray();
    private SystemIdentity? _system;
    private long _received = Noon;
    private ParseFault? _fault;

    public AnEvent At(long microsecondsAfterNoon) => AtTime(Noon + microsecondsAfterNoon);

    public AnEvent AtTime(long time)
    {
        _time = time;
        return this;
    }

    public AnEvent Received(long time)
    {
        _received = time;
        return this;
    }

    public AnEvent Raw(string text) => Raw(Encoding.UTF8.GetBytes(text));

    public AnEvent Raw(byte[] bytes)
    {
        _raw = bytes;
        return this;
    }

    public AnEvent OfLevel(int level)
    {
        _system = new SystemIdentity("s" + level, "Hệ thống " + level, level, "stttt", "Sở Thông tin", true, false);
        return this;
    }

    public AnEvent Faulted(string code)
    {
        _fault = new ParseFault(code, "cut", 7);
        return this;
    }

    /// <summary>A name that the catalogue need not know.</summary>
    public AnEvent With(string name, string? value, params string[] alsoAs)
    {
        var entry = value is null
            ? _fields.Add(Encoding.UTF8.GetBytes(name), default, FieldValueKind.Null)
            : _fields.Add(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        foreach (var other in alsoAs)
            _fields.AddName(entry, other, other.Contains('.') ? FieldNaming.Ecs : FieldNaming.Alias);
        return this;
    }

    public AnEvent WithBytes(byte[] name, byte[] value)
    {
        _fields.Add(name, value);
        return this;
    }

    public LogEvent Build() => new()
    {
        Id = new EventId(partition, offset),
        Time = _time ?? Noon + offset,
        ReceivedAt = _received,
        SourceId = "dvc-auth",
        Realm = "ttthdl",
        SourceSystem = "dvc",
        Transport = EventTransport.SyslogTcp,
        Peer = "10.20.1.10",
        LogSource = new EventLogSource("linux", null, "sshd"),
        Raw = _raw,
        Fields = _fields.Build(),
        Fault = _fault,
        System = _system,
    };

    public static implicit operator LogEvent(AnEvent of) => of.Build();
}
