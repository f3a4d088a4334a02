using System.Text;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore;

/// <summary>An event as the store gives it back. Its text was written by whoever sent the log: never markup.</summary>
public sealed record StoredEvent
{
    public required EventId Id { get; init; }

    /// <summary>When it happened, UTC microseconds.</summary>
    public required long Time { get; init; }

    /// <summary>When the listener had read it, UTC microseconds.</summary>
    public required long ReceivedAt { get; init; }

    public required string SourceId { get; init; }

    public required string Realm { get; init; }

    /// <summary>The register's code of the system that the source belongs to.</summary>
    public string? SourceSystem { get; init; }

    /// <summary>The system that owned the asset at the event's time.</summary>
    public SystemIdentity? System { get; init; }

    public required EventLogSource LogSource { get; init; }

    public EventTransport Transport { get; init; }

    /// <summary>The sender's address without port; null for files.</summary>
    public string? Peer { get; init; }

    public ParseFault? Fault { get; init; }

    /// <summary>The record byte for byte as it came.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The record as text; broken UTF-8 shows as U+FFFD.</summary>
    public string RawText => Encoding.UTF8.GetString(Raw.Span);

    /// <summary>In the order of the event; several values of one name stand side by side.</summary>
    public required IReadOnlyList<StoredField> Fields { get; init; }

    /// <summary>The first value under that name (ECS or original), or null.</summary>
    public string? Text(string name)
    {
        foreach (var field in Fields)
        {
            if (field.IsNamed(name) && field.Values is [{ } first, ..])
                return first;
        }

        return null;
    }
}
