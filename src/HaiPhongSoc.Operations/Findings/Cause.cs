using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Why a finding is open: seen in events since the last turn, or standing now.</summary>
/// <param name="Subject">What it is about, within kind and realm.</param>
/// <param name="Since">Since when it stands, UTC microseconds; of no use where events show it.</param>
/// <param name="Seen">The events that show it; null for what stands without any.</param>
internal sealed record Cause(FindingKind Kind, string Realm, string Subject, string? SystemCode, Wording Detail, long Since, Sighting? Seen)
{
    public string? OrganisationCode { get; init; }

    public string? HostName { get; init; }

    public string? Address { get; init; }

    public string? SourceId { get; init; }

    /// <summary>Equal for the same cause, whenever it shows.</summary>
    public string Key => FormattableString.Invariant($"{(int)Kind}|{Realm}|{Subject}");

    /// <summary>Of each stranger, and of each system that spoke though it may not, or not without a conclusion.</summary>
    public static IEnumerable<Cause> Of(PresenceTaken taken)
    {
        foreach (var own in taken.Heard.Where(h => h.System is { MayBeInUse: false } or { OwesConclusion: true })
            .GroupBy(h => (h.System!.Code, Kind: h.System.MayBeInUse ? FindingKind.TestWithRealData : FindingKind.SystemNotInUse)))
        {
            var seen = new Sighting();
            foreach (var part in own.OrderBy(h => h.Hour).ThenBy(h => h.Sighting.FirstSeen))
                seen.Add(part.Sighting);
            var system = own.Last().System!;
            yield return new Cause(own.Key.Kind, "", system.Code, system.Code, new Wording(system.Name, system.Name), seen.FirstSeen, seen)
            {
                SourceId = own.Last().SourceId,
            };
        }

        foreach (var stranger in taken.Strangers)
            yield return Of(stranger);
    }

    private static Cause Of(Stranger stranger)
    {
        var (kind, detail) = stranger.Kind switch
        {
            StrangerKind.Host => (FindingKind.UnownedHost, new Wording($"máy {stranger.Key}, vùng mạng {stranger.Realm}", $"host {stranger.Key}, realm {stranger.Realm}")),
            StrangerKind.Node => (FindingKind.UnknownNode, new Wording(
                $"địa chỉ {stranger.Key}{Named(stranger)}, vùng mạng {stranger.Realm}", $"address {stranger.Key}{Named(stranger)}, realm {stranger.Realm}")),
            _ => (FindingKind.UnownedSource, new Wording($"nguồn {stranger.Key}, vùng mạng {stranger.Realm}", $"source {stranger.Key}, realm {stranger.Realm}")),
        };
        return new Cause(kind, stranger.Realm, stranger.Key, stranger.System?.Code, detail, stranger.Sighting.FirstSeen, stranger.Sighting)
        {
            HostName = stranger.HostName,
            Address = stranger.Address,
            SourceId = stranger.SourceId,
        };
    }

    private static string Named(Stranger stranger) => stranger.HostName is { } name ? $" ({name})" : "";
}
