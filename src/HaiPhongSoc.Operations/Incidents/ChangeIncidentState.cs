using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// Moves an incident on or back. Closing needs a verdict and closes its open alerts with it; it is refused while mandatory tasks are open unless a
/// reason is given (<c>incident.open-tasks</c>). Reopening a closed one needs a reason.
/// </summary>
public sealed record ChangeIncidentState(
    Actor Actor, string Number, long Version, IncidentState State, Verdict? Verdict = null, string? Reason = null) : ICommand<Changed>;
