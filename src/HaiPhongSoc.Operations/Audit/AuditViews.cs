using System.Text.Json;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>An entry in a list.</summary>
/// <param name="Sequence">Its place on the chain; null for about a second.</param>
/// <param name="At">UTC microseconds.</param>
/// <param name="ActorKind">person, service, kiosk or program.</param>
/// <param name="Outcome"><see cref="AuditOutcomes"/>.</param>
/// <param name="Fault">A code where it was refused, else empty.</param>
/// <param name="Count">How often, where equal ones of a minute stand as one.</param>
public sealed record AuditRow(
    long Id,
    long? Sequence,
    long At,
    string ActorId,
    string ActorName,
    string ActorKind,
    string Address,
    string Action,
    string Outcome,
    string Fault,
    IReadOnlyList<string> Subjects,
    Wording Details,
    long Count);

/// <summary>A value before and after; null = there was none.</summary>
public sealed record AuditValue(string Subject, string Property, string? Before, string? After);

/// <summary>An entry with everything that is hashed and sealed.</summary>
/// <param name="Values">What changed, readable.</param>
public sealed record AuditDetail(
    AuditRow Row, IReadOnlyList<string> Roles, string TraceId, IReadOnlyList<AuditValue> Values, string? PreviousHash, string? Hash, string? Seal, string? SealKey);

internal static class AuditViews
{
    public static AuditRow Row(AuditEntry entry) => new(
        entry.Id,
        entry.Sequence,
        entry.At,
        entry.ActorId,
        entry.ActorName,
        entry.ActorKind,
        entry.Address,
        entry.Action,
        entry.Outcome,
        entry.Fault,
        entry.Subjects.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        new Wording(entry.DetailsVi, entry.DetailsEn),
        entry.Count);

    public static AuditDetail Detail(AuditEntry entry) => new(
        Row(entry),
        entry.ActorRoles.Split(',', StringSplitOptions.RemoveEmptyEntries),
        entry.TraceId,
        Values(entry.Before, entry.After),
        entry.PreviousHash,
        entry.Hash,
        entry.Seal,
        entry.SealKey);

    private static List<AuditValue> Values(string before, string after)
    {
        var (old, now) = (Read(before), Read(after));
        return [.. old.Keys.Union(now.Keys).Select(k => new AuditValue(k.Subject, k.Property, old.GetValueOrDefault(k), now.GetValueOrDefault(k)))];
    }

    // A text that somebody changed by hand may be anything.
    private static Dictionary<(string Subject, string Property), string?> Read(string json)
    {
        var values = new Dictionary<(string, string), string?>();
        if (json.Length == 0)
            return values;
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var record in document.RootElement.EnumerateObject())
            {
                if (record.Value.ValueKind != JsonValueKind.Object)
                {
                    values[("…", "")] = record.Value.ToString();
                    continue;
                }

                foreach (var property in record.Value.EnumerateObject())
                    values[(record.Name, property.Name)] = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.ToString();
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            values[("?", "")] = json;
        }

        return values;
    }
}
