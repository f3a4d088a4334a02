using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static HaiPhongSoc.Web.Api.ListParameters;

namespace HaiPhongSoc.Web.Api;

internal static class AlertsApi
{
    private static readonly WordsParameter<AlertStatus> Status = new("status", "States.");
    private static readonly WordParameter<Severity> MinSeverity = new("min_severity", "At least so severe.");
    private static readonly NumberParameter MinLevel = new("min_level", "Of systems of at least this level.", 0, 5);
    private static readonly TextParameter SystemCode = new("system", "Code of a system.");
    private static readonly WordsParameter<AlertOrigin> Origin = new("origin", "What raised it.");
    private static readonly TextParameter Assignee = new("assignee", "Account id.");
    private static readonly FlagParameter Unassigned = new("unassigned", "Whether nobody has it.");
    private static readonly TextParameter Incident = new("incident", "Number of its incident.");
    private static readonly TextParameter Rule = new("rule", "Rule id.");
    private static readonly TimeParameter Since = new("since", "Last seen at or after.");
    private static readonly TimeParameter Until = new("until", "Last seen before.");
    private static readonly TextParameter Text = new("text", "Part of the title, an entity or a rule id; without case and diacritics.");

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/alerts", ListAsync).Asks<ListAlerts, PageShape<AlertShape>>(
            "alerts.list", "Alerts, worst first", r => r with { IsPaged = true },
            Status, MinSeverity, MinLevel, SystemCode, Origin, Assignee, Unassigned, Incident, Rule, Since, Until, Text, UpdatedSince, Order, Limit, Cursor);
        api.MapGet("/alerts/counts", CountAsync).Asks<CountAlerts, AlertCountsShape>("alerts.counts", "Figures over the open alerts");
        api.MapGet("/alerts/{id:long}", GetAsync).Asks<GetAlert, AlertDetailShape>("alerts.get", "An alert with evidence and history", r => r with { HasTag = true });
        api.MapPost("/alerts/{id:long}/take", TakeAsync).Asks<TakeAlert, ChangedShape>("alerts.take", "Take an alert: it is then the asker's, in progress", NeedsVersion);
        api.MapPost("/alerts/{id:long}/close", CloseAsync).Asks<CloseAlert, ChangedShape>("alerts.close", "Close an alert with a verdict", NeedsVersion);
        api.MapPost("/alerts/{id:long}/reopen", ReopenAsync).Asks<ReopenAlert, ChangedShape>("alerts.reopen", "Open a closed alert again", NeedsVersion);
    }

    internal static ApiRoute NeedsVersion(ApiRoute route) => route with { NeedsVersion = true };

    private static Task<IResult> ListAsync(ApiCall call)
    {
        var filter = new AlertFilter(
            call.Get(Status), call.Get(MinSeverity), call.Get(MinLevel), call.Get(SystemCode), call.Get(Origin), call.Get(Assignee), call.Get(Unassigned),
            call.Get(Incident), call.Get(Rule), call.Get(Since), call.Get(Until), call.Get(Text), call.Get(UpdatedSince));
        return call.AskAsync(
            new ListAlerts(call.Actor, filter, call.Get(Cursor), call.Get(Limit)!.Value, call.IsByChange()), page => call.Page<AlertRow, AlertShape>(page, AlertShape.Of));
    }

    private static Task<IResult> CountAsync(ApiCall call) => call.AskAsync(new CountAlerts(call.Actor), counts => ApiCall.Json(AlertCountsShape.Of(counts)));

    private static Task<IResult> GetAsync(ApiCall call, long id) => call.OneAsync(new GetAlert(call.Actor, id), AlertDetailShape.Of, a => a.Row.Version);

    private static Task<IResult> TakeAsync(ApiCall call, long id) => call.DoAsync(new TakeAlert(call.Actor, id, call.Version));

    private static Task<IResult> CloseAsync(ApiCall call, long id, Body<CloseAlertShape> body) =>
        call.DoAsync(new CloseAlert(call.Actor, id, call.Version, body.Value.Verdict, body.Value.Note), body);

    private static Task<IResult> ReopenAsync(ApiCall call, long id, Body<ReasonShape> body) =>
        call.DoAsync(new ReopenAlert(call.Actor, id, call.Version, body.Value.Reason), body);
}
