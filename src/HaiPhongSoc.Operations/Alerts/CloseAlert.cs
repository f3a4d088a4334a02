using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>Đóng, with a verdict; a note is kept in the history.</summary>
public sealed record CloseAlert(Actor Actor, long Id, long Version, Verdict Verdict, string? Note = null) : ICommand<Changed>;
