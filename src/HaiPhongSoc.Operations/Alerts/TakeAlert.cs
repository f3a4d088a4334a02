using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>Nhận: the alert is the actor's, in progress.</summary>
public sealed record TakeAlert(Actor Actor, long Id, long Version) : ICommand<Changed>;
