using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

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

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

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
        _people = await AskAsync(new ListAccounts()) ?? [];
        await RefreshAsync();
    }

    protected override bool Concerns(OperationsFact fact) => fact is IncidentChanged changed && changed.Number == Number;

    protected override async Task RefreshAsync() => _incident = await AskAsync(new GetIncident(Number)) ?? _incident;

    private string CountOf(string part) => _incident is not { } incident ? "" : part switch
    {
        Tasks => $" {Figures.Of(incident.Row.DoneTasks)}/{Figures.Of(incident.Row.DoneTasks + incident.Row.OpenTasks)}",
        Alerts => $" {Figures.Of(incident.Row.AlertCount)}",
        Events => $" {Figures.Of(incident.EventIds.Count)}",
        _ => "",
    };

    private async Task TakeAsync() => await ChangeAsync(me => new TakeIncident(me, Number, Version));

    private async Task AssignAsync(string? accountId) => await ChangeAsync(me => new AssignIncident(me, Number, Version, accountId));

    private async Task MoveAsync(IncidentMove move) =>
        await ChangeAsync(me => new ChangeIncidentState(me, Number, Version, move.State, move.Verdict, move.Reason), "closing");

    private async Task ClassifyAsync(Classification decision) =>
        await ChangeAsync(me => new ClassifyIncident(me, Number, Version, decision.Conditions, decision.Reason), "classify");

    private async Task MeetAsync(MetClock met) => await ChangeAsync(me => new MeetClock(me, Number, Version, met.ClockId, met.Evidence), "meet-clock");

    private async Task NoteAsync(string text) => await ChangeAsync(me => new AddNote(me, Number, text), "note-" + Number);

    private async Task CompleteAsync(TaskResult task)
    {
        if (await ChangeAsync(me => new CompleteTask(me, Number, task.TaskId, task.Version, task.Text), $"task-{task.TaskId}") is not { } done)
            return;
        Func<Task> takeBack = () => ChangeAsync(me => new ReopenTask(me, Number, done.Id, done.Version, Texts["Undo.Reason"]));
        Undo.Offer(takeBack);
        SayWithUndo(Texts["Tasks.Completed"], takeBack);
    }

    private async Task ReopenTaskAsync(TaskResult task) =>
        await ChangeAsync(me => new ReopenTask(me, Number, task.TaskId, task.Version, task.Text ?? ""), $"reopen-{task.TaskId}");

    private long Version => _incident?.Row.Version ?? 0;

    // Refused because somebody else was faster: the page shows what is now true, and what was typed is still in its box.
    private async Task<Changed?> ChangeAsync(Func<Actor, ICommand<Changed>> command, string? draft = null)
    {
        if (_busy)
            return null;
        _busy = true;
        try
        {
            var changed = await DoAsync(command(await MeAsync()));
            if (changed is not null && draft is not null)
                await Browser.InvokeVoidAsync("socDrafts.clear", Gone, draft);
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

/// <summary>A state to move to, with what closing or reopening asks for.</summary>
public sealed record IncidentMove(IncidentState State, Verdict? Verdict, string? Reason);

/// <summary>Which conditions of law a person decided to hold, and why.</summary>
public sealed record Classification(IReadOnlyList<string> Conditions, string Reason);

/// <summary>A clock that was met, and how.</summary>
public sealed record MetClock(long ClockId, string Evidence);

/// <summary>A task, its version as shown, and what was written about it.</summary>
public sealed record TaskResult(long TaskId, long Version, string? Text);
