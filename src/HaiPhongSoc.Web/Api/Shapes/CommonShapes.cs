using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <summary>A page of a list.</summary>
/// <param name="Next">Cursor of what follows; null at the end. In the order of change always given: ask with it again later.</param>
/// <param name="HasMore">Whether something follows already.</param>
internal sealed record PageShape<T>(IReadOnlyList<T> Items, string? Next, bool HasMore);

/// <summary>A text in both languages. May quote logs: never markup.</summary>
internal sealed record TextShape(string Vi, string En)
{
    public static TextShape Of(Wording words) => new(words.Vi, words.En);
}

/// <summary>What a change leaves.</summary>
/// <param name="Etag">For If-Match of the next change.</param>
internal sealed record ChangedShape(long Version, string Etag);

internal sealed record EntityShape(string Kind, string Value, string Realm)
{
    public static EntityShape Of(EntityView entity) => new(entity.Kind, entity.Value, entity.Realm);
}

internal sealed record SystemRefShape(string Code, string Name, int Level, string OwnerCode, string OwnerName)
{
    public static SystemRefShape Of(SystemView system) => new(system.Code, system.Name, system.Level, system.OwnerCode, system.OwnerName);
}

internal sealed record PersonShape(string Id, string Name)
{
    public static PersonShape? Of(string? id, string? name) => id is null ? null : new(id, name ?? "");
}

internal sealed record HistoryShape(DateTimeOffset At, string Actor, TextShape What)
{
    public static HistoryShape Of(HistoryView entry) => new(Instant.Of(entry.At), entry.ActorName, TextShape.Of(entry.What));
}

internal sealed record ContactShape(string Name, string? Phone, string? Email)
{
    public static ContactShape? Of(SystemContact? contact) => contact is null ? null : new(contact.Name, contact.Phone, contact.Email);
}

internal sealed record SeverityCountsShape(long Informational, long Low, long Medium, long High, long Critical)
{
    public static SeverityCountsShape Of(IReadOnlyDictionary<Severity, long> counts) => new(
        counts.GetValueOrDefault(Severity.Informational), counts.GetValueOrDefault(Severity.Low), counts.GetValueOrDefault(Severity.Medium),
        counts.GetValueOrDefault(Severity.High), counts.GetValueOrDefault(Severity.Critical));
}

internal static class Instant
{
    public static DateTimeOffset Of(long microseconds) => UtcMicroseconds.ToDateTimeOffset(microseconds);

    public static DateTimeOffset? Of(long? microseconds) => microseconds is { } at ? UtcMicroseconds.ToDateTimeOffset(at) : null;
}
