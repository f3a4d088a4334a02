using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// A person decides which conditions of law the incident fulfils; clocks of these run from T0, clocks of the others stop. The law does not define
/// "nghiêm trọng": the program proposes nothing here, and keeps who decided it and why.
/// </summary>
/// <param name="Conditions">Keys of <see cref="IncidentClockView.Condition"/> that hold; empty = none.</param>
/// <param name="Reason">Mandatory.</param>
public sealed record ClassifyIncident(
    Actor Actor, string Number, long Version, IReadOnlyList<string> Conditions, string Reason) : ICommand<Changed>;

/// <summary>The notice or report of a running clock was sent; <paramref name="Evidence"/> says how (document number, channel).</summary>
public sealed record MeetClock(Actor Actor, string Number, long Version, long ClockId, string Evidence) : ICommand<Changed>;
