using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static HaiPhongSoc.Web.Api.AlertsApi;
using static HaiPhongSoc.Web.Api.ListParameters;

namespace HaiPhongSoc.Web.Api;

internal static class IncidentsApi
{
    private static readonly WordsParameter<IncidentState> State = new("state", "States.");
    private static readonly WordParameter<Severity> MinSeverity = new("min_severity", "At least so severe.");
    private static readonly TextParameter SystemCode = new("system", "Code of a system that one of its alerts concerns.");
    private static readonly TextParameter Assignee = new("assignee", "Account id.");
    private static readonly FlagParameter Unassigned = new("unassigned", "Whether nobody has it.");
    private static readonly TimeParameter OpenedSince = new("opened_since", "Opened at or after.");
    private static readonly TextParameter Text = new("text", "Part of the number, the title, a system or an entity; without case and diacritics.");

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/incidents", ListAsync).Asks<ListIncidents, PageShape<IncidentShape>>(
            "incidents.list", "Incidents, open ones first, worst first", r => r with { IsPaged = true },
            State, MinSeverity, SystemCode, Assignee, Unassigned, OpenedSince, Text, UpdatedSince, Order, Limit, Cursor);
        var one = api.MapGroup("/incidents/{number}");
        one.MapGet("", GetAsync).Asks<GetIncident, IncidentDetailShape>("incidents.get", "An incident in full", r => r with { HasTag = true });
        one.MapPost("/take", TakeAsync).Asks<TakeIncident, ChangedShape>("incidents.take", "Take an incident, with those of its alerts that nobody has", NeedsVersion);
        one.MapPost("/assign", AssignAsync).Asks<AssignIncident, ChangedShape>("incidents.assign", "Assign an incident to an account", NeedsVersion);
        one.MapPost("/state", StateAsync).Asks<ChangeIncidentState, ChangedShape>("incidents.state", "Move an incident on or back, or close it", NeedsVersion);
        one.MapPost("/classify", ClassifyAsync).Asks<ClassifyIncident, ChangedShape>("incidents.classify", "Decide which conditions of law hold: their clocks run", NeedsVersion);
        one.MapPost("/clocks/{id:long}/met", MetAsync).Asks<MeetClock, ChangedShape>("incidents.clocks.met", "Record that what a running clock asks for was sent", NeedsVersion);
        one.MapGet("/tasks/{id:long}", TaskAsync).Asks<GetIncident, TaskShape>("incidents.tasks.get", "A task of an incident", r => r with { HasTag = true });
        one.MapPost("/tasks/{id:long}/complete", CompleteAsync).Asks<CompleteTask, ChangedShape>("incidents.tasks.complete", "A task is done; If-Match names the task's version", NeedsVersion);
        one.MapPost("/tasks/{id:long}/reopen", ReopenAsync).Asks<ReopenTask, ChangedShape>("incidents.tasks.reopen", "A task was not done after all; If-Match names the task's version", NeedsVersion);
        one.MapPost("/notes", NoteAsync).Asks<AddNote, ChangedShape>("incidents.notes.add", "A note in the diary", r => r with { IsCreated = true });
        one.MapPost("/restrict", RestrictAsync).Asks<RestrictIncident, ChangedShape>("incidents.restrict", "Open an incident to named accounts only, or to everybody again", NeedsVersion);
    }

    private static Task<IResult> ListAsync(ApiCall call)
    {
        var filter = new IncidentFilter(
            call.Get(State), call.Get(MinSeverity), call.Get(SystemCode), call.Get(Assignee), call.Get(Unassigned), call.Get(OpenedSince), call.Get(Text),
            call.Get(UpdatedSince));
        return call.AskAsync(
            new ListIncidents(call.Actor, filter, call.Get(Cursor), call.Get(Limit)!.Value, call.IsByChange()),
            page => call.Page<IncidentRow, IncidentShape>(page, IncidentShape.Of));
    }

    private static Task<IResult> GetAsync(ApiCall call, string number) => call.OneAsync(new GetIncident(call.Actor, number), IncidentDetailShape.Of, i => i.Row.Version);

    private static Task<IResult> TaskAsync(ApiCall call, string number, long id) => call.AskAsync<IncidentDetail>(
        new GetIncident(call.Actor, number),
        incident => incident.Tasks.FirstOrDefault(t => t.Id == id) is { } task
            ? call.One(TaskShape.Of(task), task.Version)
            : ApiProblem.OfStatus(StatusCodes.Status404NotFound));

    private static Task<IResult> TakeAsync(ApiCall call, string number) => call.DoAsync(new TakeIncident(call.Actor, number, call.Version));

    private static Task<IResult> AssignAsync(ApiCall call, string number, Body<AssignShape> body) =>
        call.DoAsync(new AssignIncident(call.Actor, number, call.Version, body.Value.AccountId), body);

    private static Task<IResult> StateAsync(ApiCall call, string number, Body<ChangeStateShape> body) =>
        call.DoAsync(new ChangeIncidentState(call.Actor, number, call.Version, body.Value.State, body.Value.Verdict, body.Value.Reason), body);

    private static Task<IResult> ClassifyAsync(ApiCall call, string number, Body<ClassifyShape> body) =>
        call.DoAsync(new ClassifyIncident(call.Actor, number, call.Version, body.Value.Conditions, body.Value.Reason), body);

    private static Task<IResult> MetAsync(ApiCall call, string number, long id, Body<MeetClockShape> body) =>
        call.DoAsync(new MeetClock(call.Actor, number, call.Version, id, body.Value.Evidence), body);

    private static Task<IResult> CompleteAsync(ApiCall call, string number, long id, Body<TaskResultShape> body) =>
        call.DoAsync(new CompleteTask(call.Actor, number, id, call.Version, body.Value.Result), body);

    private static Task<IResult> ReopenAsync(ApiCall call, string number, long id, Body<ReasonShape> body) =>
        call.DoAsync(new ReopenTask(call.Actor, number, id, call.Version, body.Value.Reason), body);

    private static Task<IResult> NoteAsync(ApiCall call, string number, Body<NoteShape> body) =>
        call.DoAsync(new AddNote(call.Actor, number, body.Value.Text), body, StatusCodes.Status201Created);

    private static Task<IResult> RestrictAsync(ApiCall call, string number, Body<RestrictShape> body) =>
        call.DoAsync(new RestrictIncident(call.Actor, number, call.Version, body.Value.AccountIds, body.Value.Reason), body);
}
