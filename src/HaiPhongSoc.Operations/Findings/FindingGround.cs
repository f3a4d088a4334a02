using System.Net;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>What of a system decides about findings.</summary>
/// <param name="ObeysTheRules">In use, or on trial with real data: it has to send logs and to be assessed.</param>
internal sealed record SystemFact(string Code, string Name, string OwnerCode, int Level, bool MayBeInUse, bool OwesConclusion, bool ObeysTheRules);

/// <summary>The register, the configuration and the clock as one turn of the sweep sees them.</summary>
/// <param name="Lapsed">Documents, approvals and assessments that lapsed, and organisations that ended, as causes.</param>
/// <param name="Alerts">The latest open alert of each system that may not be in use.</param>
internal sealed record FindingGround(
    SystemDirectorySnapshot Register,
    IReadOnlyDictionary<string, SystemFact> Systems,
    IReadOnlyList<PromisedSource> Sources,
    IReadOnlyList<Cause> Lapsed,
    IReadOnlyDictionary<string, long> Alerts,
    SeverityRules Severities,
    FindingOptions Options,
    long Now)
{
    public SystemFact? System(string? code) => code is null ? null : Systems.GetValueOrDefault(code);

    public Severity SeverityOf(FindingKind kind, SystemFact? system) => Severities.Of(FindingWords.LevelOf(kind), system?.Level ?? 0);

    /// <summary>Whether the register knows the host by its name or address now.</summary>
    public bool Knows(FindingRecord host) =>
        (AddressOf(host.Address) is { } address && Register.ByAddress(host.Realm, address, Now) is not null) || KnowsName(host);

    public bool KnowsName(FindingRecord host) => host.HostName is { } name
        && (Register.ByHostName(host.Realm, name, Now) ?? Register.ByDomain(host.Realm, name, Now)) is not null;

    /// <summary>Whether the address still lies in a range whose owner keeps a list that does not name it.</summary>
    public bool IsUnlisted(FindingRecord node)
    {
        var lacks = false;
        if (AddressOf(node.Subject) is { } address)
            Register.ByAddress(node.Realm, address, Now, out lacks);
        return lacks && !KnowsName(node);
    }

    /// <summary>Whether the source, or the sender that nobody declared, has a system now.</summary>
    public bool HasOwner(FindingRecord source) => Sources.Any(s =>
        Systems.ContainsKey(s.SystemCode) && (s.Id == source.Subject || (s.Id != source.SourceId && Holds(s.Addresses, source.Address))));

    private static bool Holds(IReadOnlyList<string> ranges, string? sender) =>
        AddressOf(sender) is { } address && ranges.Any(r => AddressRanges.TryParse(r, out var range) && range.Contains(address));

    private static IPAddress? AddressOf(string? text) => IPAddress.TryParse(text, out var address) ? address : null;
}
