using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>Nhận: the incident is the actor's; an open one is then in progress.</summary>
public sealed record TakeIncident(Actor Actor, string Number, long Version) : ICommand<Changed>;

/// <summary>Giao, to an account; null takes it away from everybody.</summary>
public sealed record AssignIncident(Actor Actor, string Number, long Version, string? AccountId) : ICommand<Changed>;
