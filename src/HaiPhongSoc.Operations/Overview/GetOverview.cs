using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Overview;

/// <summary>Trực ca: what the person who comes in needs to see first.</summary>
public sealed record GetOverview(string AccountId) : IQuery<ShiftOverview>;

/// <param name="OpenIncidents">By severity; all that are not closed.</param>
/// <param name="MyIncidents">Open ones assigned to the account, worst first, at most 10.</param>
/// <param name="UnassignedIncidents">Open ones that nobody took, worst first, at most 10.</param>
/// <param name="RunningClocks">Statutory clocks that run and are not met, nearest first, at most 20.</param>
/// <param name="TasksDue">Open tasks of open incidents, nearest due first, at most 20.</param>
/// <param name="DutiesAhead">Duties overdue or due within 30 days, nearest first, at most 20.</param>
public sealed record ShiftOverview(
    AlertCounts Alerts,
    IReadOnlyDictionary<Severity, long> OpenIncidents,
    IReadOnlyList<IncidentRow> MyIncidents,
    IReadOnlyList<IncidentRow> UnassignedIncidents,
    IReadOnlyList<ClockAhead> RunningClocks,
    IReadOnlyList<TaskAhead> TasksDue,
    IReadOnlyList<DutyRow> DutiesAhead,
    long OpenFindings,
    long Systems);

public sealed record ClockAhead(string IncidentNumber, Wording IncidentTitle, IncidentClockView Clock);

public sealed record TaskAhead(string IncidentNumber, Wording IncidentTitle, IncidentTaskView Task);
