using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using Microsoft.AspNetCore.Components;

namespace HaiPhongSoc.Web.Incidents;

/// <summary>One incident. It is loaded again after every change, whoever made it; what a person is typing stays in its own component.</summary>
public partial class IncidentPage
{
    internal const string Timeline = "dien-bien";
    internal const string Tasks = "viec";
    internal const string Alerts = "canh-bao";
    internal const string Events = "su-kien";

    private static readonly (string Part, string Key)[] Parts =
        [(Timeline, "Incident.Timeline"), (Tasks, "Incident.Tasks"), (Alerts, "Incident.Alerts"), (Events, "Incident.Events")];

    private IncidentDetail? _incident;
    private IReadOnlyList<AccountRow> _people = [];
    private string? _shown;
    private bool _busy;

    [Inject]
    private Undo Undo { get; set; } = default!;

    [Parameter]
    public string Number { get; set; } = "";

    [SupplyParameterFromQuery(Name = "phan")]
    private string? Asked { get; set; }

    private string Part => Asked is Tasks or Alerts or Events ? Asked : Timeline;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Number)
            return;
        _shown = Number;
        _incident = null;
        _people = May<ListAccounts>() ? await AskAsync(new ListAccounts(Me)) ?? [] : [];
        await RefreshAsync();
    }

    protected override bool Concerns(OperationsFact fact) => fact is IncidentChanged changed && changed.Number == Number;

    // An answer about an incident that is no longer asked for is dropped.
    protected override async Task RefreshAsync()
    {
        var asked = Number;
        if (await AskAsync(new GetIncident(Me, asked), () => asked == Number) is { } incident)
            _incident = incident;
    }

    private string CountOf(string part) => _incident is not { } incident ? "" : part switch
    {
        Tasks => $" {Figures.Of(incident.Row.DoneTasks)}/{Figures.Of(incident.Row.DoneTasks + incident.Row.OpenTasks)}",
        Alerts => $" {Figures.Of(incident.Row.AlertCount)}",
        Events => $" {Figures.Of(incident.EventIds.Count)}",
        _ => "",
    };

    private async Task TakeAsync(long version)
    {
        var number = Number;
        await ChangeAsync(new TakeIncident(Me, number, version));
    }

    private async Task<bool> AssignAsync(Assignment to)
    {
        var number = Number;
        return await ChangeAsync(new AssignIncident(Me, number, to.Version, to.AccountId)) is not null;
    }

    private async Task<bool> MoveAsync(IncidentMove move)
    {
        var number = Number;
        var draft = move.State == IncidentState.Closed ? $"close-incident-{number}" : $"reopen-incident-{number}";
        return await ChangeAsync(new ChangeIncidentState(Me, number, move.Version, move.State, move.Verdict, move.Reason), draft) is not null;
    }

    private async Task<bool> ClassifyAsync(Classification decision)
    {
        var number = Number;
        return await ChangeAsync(
            new ClassifyIncident(Me, number, decision.Version, decision.Conditions, decision.Reason), $"classify-{number}") is not null;
    }

    private async Task<bool> MeetAsync(MetClock met)
    {
        var number = Number;
        return await ChangeAsync(new MeetClock(Me, number, met.Version, met.ClockId, met.Evidence), $"meet-clock-{met.ClockId}") is not null;
    }

    private async Task NoteAsync(string text)
    {
        var number = Number;
        await ChangeAsync(new AddNote(Me, number, text), $"note-{number}");
    }

    private async Task CompleteAsync(TaskResult task)
    {
        var number = Number;
        if (await ChangeAsync(new CompleteTask(Me, number, task.TaskId, task.Version, task.Text), $"task-{task.TaskId}") is not { } done)
            return;
        Func<Task> takeBack = () => TakeBackAsync(number, done);
        Undo.Offer(takeBack);
        SayWithUndo(Texts["Tasks.Completed"], takeBack);
    }

    // Runs also when the page has been left: the notice outlives it.
    private async Task TakeBackAsync(string number, Changed done)
    {
        await DoAsync(new ReopenTask(Me, number, done.Id, done.Version, Texts["Undo.Reason"]), CancellationToken.None);
        if (HasLeft)
            return;
        await RefreshAsync();
        StateHasChanged();
    }

    private async Task ReopenTaskAsync(TaskResult task)
    {
        var number = Number;
        await ChangeAsync(new ReopenTask(Me, number, task.TaskId, task.Version, task.Text ?? ""), $"reopen-{task.TaskId}");
    }

    // Refused because somebody else was faster: the page shows what is now true, and what was typed is still in its box.
    private async Task<Changed?> ChangeAsync(ICommand<Changed> command, string? draft = null)
    {
        if (_busy)
            return null;
        _busy = true;
        try
        {
            var changed = await DoAsync(command);
            if (changed is not null && draft is not null)
                await ForgetDraftAsync(draft);
            await RefreshAsync();
            return changed;
        }
        finally
        {
            _busy = false;
            StateHasChanged();
        }
    }
}

/// <summary>Whom an incident is given to, null = nobody, as of the version that the form showed.</summary>
public sealed record Assignment(long Version, string? AccountId);

/// <summary>A state to move to, with what closing or reopening asks for, as of the version that was shown.</summary>
public sealed record IncidentMove(long Version, IncidentState State, Verdict? Verdict, string? Reason);

/// <summary>Which conditions of law a person decided to hold, and why, as of the version that the form showed.</summary>
public sealed record Classification(long Version, IReadOnlyList<string> Conditions, string Reason);

/// <summary>A clock that was met, and how, as of the version that the form showed.</summary>
public sealed record MetClock(long Version, long ClockId, string Evidence);

/// <summary>A task, its version as shown, and what was written about it.</summary>
public sealed record TaskResult(long TaskId, long Version, string? Text);
