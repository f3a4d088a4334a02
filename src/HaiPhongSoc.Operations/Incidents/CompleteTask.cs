using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>A task is done, with its result in words. <paramref name="Version"/> is the task's.</summary>
public sealed record CompleteTask(Actor Actor, string Number, long TaskId, long Version, string? Result = null) : ICommand<Changed>;

/// <summary>A task was not done after all; the reason is mandatory.</summary>
public sealed record ReopenTask(Actor Actor, string Number, long TaskId, long Version, string Reason) : ICommand<Changed>;
