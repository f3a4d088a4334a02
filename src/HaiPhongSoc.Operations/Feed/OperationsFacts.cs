using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Feed;

/// <summary>Something that happened, told after its commit. For live pages: what is told here can be read by a query at once.</summary>
/// <param name="At">UTC microseconds.</param>
public abstract record OperationsFact(long At);

public sealed record AlertRaised(long At, long AlertId, Severity Severity, string? SystemCode, string? IncidentNumber) : OperationsFact(At);

/// <summary>Count, status, severity, assignee or incident of an alert changed.</summary>
public sealed record AlertChanged(long At, long AlertId) : OperationsFact(At);

public sealed record IncidentOpened(long At, string Number, Severity Severity) : OperationsFact(At);

/// <summary>Anything of an incident changed: alerts, tasks, clocks, timeline, state.</summary>
public sealed record IncidentChanged(long At, string Number) : OperationsFact(At);

public sealed record DutyChanged(long At, long DutyId) : OperationsFact(At);

/// <summary>An organisation, or what is recorded of it, changed.</summary>
public sealed record OrganisationChanged(long At, string Code) : OperationsFact(At);

/// <summary>Findings of the register were opened or closed.</summary>
public sealed record FindingsChanged(long At) : OperationsFact(At);

public sealed record RegisterChanged(long At, long Version) : OperationsFact(At);

/// <summary>A section of a system's record was filled: nothing that detection reads.</summary>
public sealed record SystemRecordChanged(long At, string SystemCode, string Section) : OperationsFact(At);

/// <summary>A request for approval, or a review, was made or decided.</summary>
public sealed record ApprovalChanged(long At, long ApprovalId) : OperationsFact(At);

/// <summary>Somebody did alone what takes two: to be shown at once to everybody who may approve.</summary>
public sealed record ActedAlone(long At, long ApprovalId, string ActorName, Mediation.Wording What) : OperationsFact(At);

/// <summary>What the scheduler waits for changed: a clock was started, stopped or met.</summary>
internal sealed record DueRowsChanged(long At) : OperationsFact(At);

/// <summary>The reader was too slow and facts were left out: load again.</summary>
public sealed record FactsMissed(long At) : OperationsFact(At);

/// <summary>Facts as they happen, in this process. Not a history: who subscribes late reads the records.</summary>
public interface IOperationsFeed
{
    /// <summary>All facts from now on until cancelled. A slow reader never holds up anybody: it gets <see cref="FactsMissed"/> instead.</summary>
    IAsyncEnumerable<OperationsFact> ReadAsync(CancellationToken cancellationToken);
}
