namespace HaiPhongSoc.Operations.Register.Gaps;

/// <summary>What a system that is not retired lacks. The numbers stand in addresses of pages: never renumber.</summary>
public enum SystemGap
{
    /// <summary>No decision approves its level.</summary>
    NotApproved = 1,

    /// <summary>A higher level was determined or proposed than the approved one.</summary>
    AboveApproval = 2,

    /// <summary>It sends logs and may not be in use, or not without a conclusion (Plan 40, both principles).</summary>
    SpeaksUnconcluded = 3,

    /// <summary>Required entries of its record are empty.</summary>
    RecordIncomplete = 4,

    /// <summary>Findings of whatever kind are open.</summary>
    OpenFindings = 5,

    /// <summary>Duties of it are overdue.</summary>
    OverdueDuties = 6,

    /// <summary>No anti-malware agent has ever reported one of its hosts.</summary>
    HostsWithoutAgent = 7,

    /// <summary>It, or a source that is declared for it, sends nothing.</summary>
    Silent = 8,
}
