using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>Mở lại a closed alert; the reason is mandatory.</summary>
public sealed record ReopenAlert(Actor Actor, long Id, long Version, string Reason) : ICommand<Changed>;
