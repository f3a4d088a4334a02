namespace HaiPhongSoc.Events;

/// <summary>
/// One event: the raw bytes as they came and a flat index of fields. ECS is the vocabulary of storage and search; the original names
/// address the same values. Immutable but for <see cref="System"/>, which the enrich stage sets once.
/// </summary>
public sealed class LogEvent
{
    public required EventId Id { get; init; }

    /// <summary>When the event happened as its record says, UTC microseconds; where the record says nothing, <see cref="ReceivedAt"/>.</summary>
    public required long Time { get; init; }

    /// <summary>When the listener had read it, UTC microseconds.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>The id of the configured source that sent it.</summary>
    public required string SourceId { get; init; }

    /// <summary>The network in which addresses and host names of this event mean something (vùng mạng).</summary>
    public required string Realm { get; init; }

    /// <summary>The register's code of the system that the source belongs to; null for a source that nobody declared.</summary>
    public string? SourceSystem { get; init; }

    public EventTransport Transport { get; init; }

    /// <summary>The sender's address as text, without port; null for files.</summary>
    public string? Peer { get; init; }

    public EventLogSource LogSource { get; init; } = EventLogSource.Unknown;

    /// <summary>The record as it came, without its framing.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    public FieldSet Fields { get; init; } = FieldSet.Empty;

    public ParseFault? Fault { get; init; }

    /// <summary>The system that owns the asset this event speaks of, as it was at the event's time; null where none is known.</summary>
    public SystemIdentity? System { get; set; }
}
