using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Presence;

/// <summary>A source that spoke of a system within one hour of receipt.</summary>
/// <param name="System">As the register had it when the events were processed; null where no system owns what they say.</param>
/// <param name="Hour">Hours since 1970, UTC.</param>
public sealed record Heard(string SourceId, SystemIdentity? System, long Hour, Sighting Sighting);

/// <summary>What kind of thing the register does not know.</summary>
public enum StrangerKind
{
    /// <summary>A host that no system owns.</summary>
    Host = 1,

    /// <summary>A node within a system's range that the system's list of nodes does not name.</summary>
    Node = 2,

    /// <summary>A source that no system owns, of events that name no host.</summary>
    Source = 3,
}

/// <summary>Somebody in the logs whom the register does not know.</summary>
/// <param name="Key">What it is told apart by within its realm: the host's name or address, the node's address, the source's id or the address of an undeclared sender.</param>
/// <param name="HostName">As last written, lower case.</param>
/// <param name="Address">Canonical.</param>
/// <param name="System">Whose range a node lies in; else null.</param>
public sealed record Stranger(
    StrangerKind Kind, string Realm, string Key, string? HostName, string? Address, string SourceId, SystemIdentity? System, Sighting Sighting);

/// <summary>What was heard since the last taking.</summary>
/// <param name="Reached">The last event of each partition that is counted in.</param>
/// <param name="LeftOut">Events that fell beyond the bound of memory.</param>
public sealed record PresenceTaken(
    IReadOnlyList<Heard> Heard, IReadOnlyList<Stranger> Strangers, IReadOnlyDictionary<int, long> Reached, long LeftOut);
