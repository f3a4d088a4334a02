using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore;

namespace HaiPhongSoc.Web.Api.Shapes;

internal sealed record EventSourceShape(string Id, string Realm, string? System, EventTransport Transport, string? Peer);

internal sealed record EventSystemShape(string Code, string Name, int Level, string OwnerCode, string OwnerName);

internal sealed record ParseFaultShape(string Code, string Message, int? Position);

/// <summary>An event. All of its text was written by who wrote the log: never markup.</summary>
/// <param name="Fields">By ECS name where there is one, else by the sender's; every value as text, null where the sender wrote null.</param>
/// <param name="Original">The record as it came; broken UTF-8 shows as U+FFFD.</param>
internal sealed record EventShape(
    string Id, DateTimeOffset Time, DateTimeOffset ReceivedAt, EventSourceShape Source, EventSystemShape? System, ParseFaultShape? ParseFault,
    IReadOnlyDictionary<string, IReadOnlyList<string?>> Fields, string Original)
{
    public static EventShape Of(StoredEvent e) => new(
        e.Id.ToString(),
        Instant.Of(e.Time),
        Instant.Of(e.ReceivedAt),
        new EventSourceShape(e.SourceId, e.Realm, e.SourceSystem, e.Transport, e.Peer),
        e.System is { } s ? new EventSystemShape(s.Code, s.Name, s.Level, s.OwnerCode, s.OwnerName) : null,
        e.Fault is { } fault ? new ParseFaultShape(fault.Code, fault.Message, fault.Position) : null,
        e.Fields.GroupBy(f => f.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<string?>)[.. g.SelectMany(f => f.Values)], StringComparer.Ordinal),
        e.RawText);
}

/// <param name="Next">Cursor of older events; null where there are none.</param>
/// <param name="Truncated">The time limit ended the search early: what is here is right, and `next` carries on.</param>
internal sealed record EventPageShape(IReadOnlyList<EventShape> Items, string? Next, bool HasMore, bool Truncated, DateTimeOffset From, DateTimeOffset To);

internal sealed record BucketShape(DateTimeOffset From, DateTimeOffset To, long Count);

internal sealed record HistogramShape(long Total, IReadOnlyList<BucketShape> Buckets);

internal sealed record ValueCountShape(string Value, long Count);

internal sealed record TopShape(string Field, IReadOnlyList<ValueCountShape> Values);
