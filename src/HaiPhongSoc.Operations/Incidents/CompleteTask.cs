using FluentValidation;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>A task is done, with its result in words. <paramref name="Version"/> is the task's.</summary>
public sealed record CompleteTask(Actor Actor, string Number, long TaskId, long Version, string? Result = null) : ICommand<Changed>
{
    /// <summary>Who completes a task: the people of the SOC stand in for each other; an owner answers for what the playbook asks of owners.</summary>
    public static bool IsFor(Actor actor, string role)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Kind == ActorKind.Program
            || actor.Is(RoleNames.Analyst) || actor.Is(RoleNames.ShiftLead) || actor.Is(RoleNames.Responder)
            || role == RoleNames.SystemOwner;
    }
}

/// <summary>A task was not done after all; the reason is mandatory. <paramref name="Version"/> is the task's.</summary>
public sealed record ReopenTask(Actor Actor, string Number, long TaskId, long Version, string Reason) : ICommand<Changed>;

internal sealed class CompleteTaskValidator : AbstractValidator<CompleteTask>
{
    public CompleteTaskValidator() =>
        RuleFor(r => r.Result).MaximumLength(4_000).WithMessage("kết quả dài nhất 4.000 ký tự | a result has 4,000 characters at most");
}

internal sealed class ReopenTaskValidator : AbstractValidator<ReopenTask>
{
    public ReopenTaskValidator() =>
        RuleFor(r => r.Reason).Filled(4_000).WithMessage("ghi lý do mở lại (nhiều nhất 4.000 ký tự) | say why it is reopened (4,000 characters at most)");
}

internal sealed class CompleteTaskHandler(IncidentChanges incidents) : IRequestHandler<CompleteTask, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(CompleteTask request, CancellationToken cancellationToken)
    {
        IncidentTask? task = null;
        var changed = await incidents.ChangeAsync(
            request.Actor,
            request.Number,
            version: null,
            (incident, now) =>
            {
                task = incident.Tasks.Find(t => t.Id == request.TaskId);
                return Decide(incident, task, request, now);
            },
            cancellationToken);
        return changed.IsSuccess ? new Changed(task!.Id, task.Version) : changed;
    }

    internal static Outcome<DiaryEntry> Decide(IncidentRecord incident, IncidentTask? task, CompleteTask request, long now)
    {
        if (TaskFaults.Of(incident, task, request.Version) is { } fault)
            return fault;
        if (!CompleteTask.IsFor(request.Actor, task!.Role))
            return Faults.Forbidden;
        if (task.DoneAt is not null)
            return Faults.Refused("task.done", "việc này đã xong", "the task is done already");
        var result = string.IsNullOrWhiteSpace(request.Result) ? null : request.Result.Trim();
        (task.DoneAt, task.DoneBy, task.Result) = (now, request.Actor.Name, result);
        task.Version++;
        var remark = result is null ? "" : $" — {result}";
        return new DiaryEntry(TimelineKind.TaskDone, new Wording($"xong việc «{task.Title.Vi}»{remark}", $"task \"{task.Title.En}\" done{remark}"));
    }
}

internal sealed class ReopenTaskHandler(IncidentChanges incidents) : IRequestHandler<ReopenTask, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(ReopenTask request, CancellationToken cancellationToken)
    {
        IncidentTask? task = null;
        var changed = await incidents.ChangeAsync(
            request.Actor,
            request.Number,
            version: null,
            (incident, _) =>
            {
                task = incident.Tasks.Find(t => t.Id == request.TaskId);
                return Decide(incident, task, request);
            },
            cancellationToken);
        return changed.IsSuccess ? new Changed(task!.Id, task.Version) : changed;
    }

    internal static Outcome<DiaryEntry> Decide(IncidentRecord incident, IncidentTask? task, ReopenTask request)
    {
        if (TaskFaults.Of(incident, task, request.Version) is { } fault)
            return fault;
        if (task!.DoneAt is null)
            return Faults.Refused("task.open", "việc này chưa xong", "the task is not done");
        (task.DoneAt, task.DoneBy, task.Result) = (null, null, null);
        task.Version++;
        return new DiaryEntry(
            TimelineKind.TaskReopened,
            new Wording($"mở lại việc «{task.Title.Vi}» — {request.Reason.Trim()}", $"task \"{task.Title.En}\" reopened — {request.Reason.Trim()}"));
    }
}

internal static class TaskFaults
{
    public static Fault? Of(IncidentRecord incident, IncidentTask? task, long version)
    {
        if (task is null)
            return Faults.NotFound("việc này", "this task");
        if (incident.State == IncidentState.Closed)
            return Faults.Refused("incident.closed", "sự cố đã đóng: mở lại trước", "the incident is closed: reopen it first");
        return task.Version == version ? null : Faults.Conflict;
    }
}
