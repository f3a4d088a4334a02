namespace HaiPhongSoc.Detection.Enrichment;

/// <summary>How the host that an event names stands in the register.</summary>
internal enum HostStanding
{
    /// <summary>The event names none.</summary>
    NotNamed,

    Owned,

    /// <summary>No system owns it.</summary>
    Unowned,

    /// <summary>It lies in a system's range, and the system's list of nodes does not name it.</summary>
    UnknownNode,
}
