namespace HaiPhongSoc.Operations.Findings;

/// <summary>What contradicts the register. The numbers are stored: never renumber.</summary>
public enum FindingKind
{
    /// <summary>A system that may not be in use sends logs (Plan 40, principle 1).</summary>
    SystemNotInUse = 1,

    /// <summary>A test system with real data works without the conclusion that a system in use needs (Plan 40, principle 2).</summary>
    TestWithRealData = 2,

    /// <summary>A host that no system owns.</summary>
    UnownedHost = 3,

    /// <summary>A node in a system's range that the system's list of nodes does not name.</summary>
    UnknownNode = 4,

    /// <summary>A source that no system owns.</summary>
    UnownedSource = 5,

    /// <summary>A system in operation sends nothing.</summary>
    SilentSystem = 6,

    /// <summary>A source that was promised sends nothing.</summary>
    SilentSource = 7,

    /// <summary>A document of an organisation was not reviewed in time.</summary>
    LapsedDocument = 8,

    /// <summary>A system's level has to be approved anew.</summary>
    LapsedApproval = 9,

    /// <summary>A system in use was not assessed in its period.</summary>
    LapsedAssessment = 10,

    /// <summary>An organisation that has ended stands in the register as owner or operator of systems.</summary>
    EndedOrganisation = 11,
}
