using Bunit;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Access;
using HaiPhongSoc.Web.Alerts;
using HaiPhongSoc.Web.Audit;
using HaiPhongSoc.Web.Incidents;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Search;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Web.Tests.Pages;

/// <summary>Whatever an attacker writes into a log is text wherever it is shown: no element of it, nothing of it in a style, a class or a handler.</summary>
public sealed class HostileTextTests : BunitContext
{
    private const string Hostile = "<script id=zz>zz()</script><img src=x onerror=zz() style=\"zz:url(//zz)\" class=zz>\"' zz";

    public HostileTextTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.SignIn();
        Services.AddSingleton<Words>();
    }

    [Fact]
    public void An_alert_shows_what_was_written() => IsTextOnly(Render<AlertPane>(pane => pane.Add(p => p.Alert, Alert())), 8);

    [Fact]
    public void The_queue_shows_what_was_written() => IsTextOnly(
        Render<AlertTable>(table => table.Add(t => t.Rows, [Alert().Row]).Add(t => t.Marked, new HashSet<long>()).Add(t => t.Href, id => $"/canh-bao?id={id}")), 3);

    [Fact]
    public void An_event_shows_what_was_written() => IsTextOnly(Render<EventDetail>(detail => detail.Add(d => d.Event, Event()).Add(d => d.OnPivot, _ => { })), 4);

    [Fact]
    public void A_list_of_events_shows_what_was_written() => IsTextOnly(Render<EventTable>(table => table.Add(t => t.Events, [Event()])), 2);

    [Fact]
    public void The_diary_shows_what_was_written() => IsTextOnly(
        Render<IncidentTimeline>(timeline => timeline.Add(t => t.Incident, Incident())), 2);

    [Fact]
    public void The_alerts_of_an_incident_show_what_was_written() => IsTextOnly(
        Render<IncidentAlerts>(alerts => alerts.Add(a => a.Incident, Incident())), 3);

    [Fact]
    public void The_audit_log_shows_what_was_written() => IsTextOnly(
        Render<AuditTable>(table => table.Add(t => t.Rows, [Entry().Row]).Add(t => t.Href, id => $"/kiem-toan?muc={id}")), 4);

    [Fact]
    public void An_entry_of_the_audit_log_shows_what_was_written() => IsTextOnly(Render<AuditPane>(pane => pane.Add(p => p.Entry, Entry()).Add(p => p.Leave, "/kiem-toan")), 10);

    [Fact]
    public void Tokens_show_what_was_written() => IsTextOnly(
        Render<TokenTable>(table => table.Add(t => t.Tokens, [new(Hostile, Hostile, [Hostile], TokenState.Expired, 0, Hostile, 0, 0, 0, Hostile, Hostile)])), 4);

    private static void IsTextOnly<T>(IRenderedComponent<T> shown, int atLeast)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        var all = shown.FindAll("*");
        all.ShouldNotContain(e => e.LocalName == "script" || e.LocalName == "img" || e.Id == "zz");
        foreach (var element in all)
        {
            foreach (var attribute in element.Attributes.Where(a => a.Value.Contains("zz", StringComparison.Ordinal)))
            {
                // What people read, and addresses in which it is escaped; nowhere else.
                attribute.Name.ShouldBeOneOf("title", "aria-label", "href");
                if (attribute.Name == "href")
                    attribute.Value.ShouldNotContain("<");
            }
        }

        shown.Markup.Split("&lt;script id=zz&gt;").Length.ShouldBeGreaterThan(atLeast, "the text itself is shown");
    }

    private static AuditDetail Entry() => new(
        new AuditRow(1, 1, 0, Hostile, Hostile, Hostile, Hostile, Hostile, Hostile, Hostile, [Hostile, Hostile], new Wording(Hostile, Hostile), 2),
        [Hostile], Hostile, [new(Hostile, Hostile, Hostile, Hostile)], Hostile, Hostile, Hostile, Hostile);

    private static AlertDetail Alert()
    {
        var text = new Wording(Hostile, Hostile);
        var row = new AlertRow(
            1, 1, AlertOrigin.Event, Hostile, text, Severity.High, Severity.High, AlertStatus.New, null, new SystemView("dvc", Hostile, 3, "o", Hostile),
            Hostile, Hostile, [new("source-address", Hostile, "r"), new("field", Hostile, "r"), new("user", Hostile, "r")], 1, 0, 0, 0, "x", Hostile, null);
        return new AlertDetail(row, text, text, [Hostile], [Hostile], Hostile, Hostile, [new(Hostile, Hostile, Hostile, Hostile)], [], Hostile, [new(0, Hostile, text)]);
    }

    private static IncidentDetail Incident()
    {
        var text = new Wording(Hostile, Hostile);
        var row = new IncidentRow(1, "SC-2026-000001", 1, text, Severity.High, IncidentState.Open, null, [], null, Hostile, 0, 0, 0, 1, 0, 0, null);
        return new IncidentDetail(row, text, [new(Alert().Row, text)], Alert().Row.Entities, [], [], [], [], [new(1, 0, TimelineKind.Note, Hostile, text, 1)], [], null, null, []);
    }

    private static StoredEvent Event() => new()
    {
        Id = new Events.EventId(0, 1),
        Time = 0,
        ReceivedAt = 0,
        SourceId = Hostile,
        Realm = Hostile,
        LogSource = EventLogSource.Unknown,
        Raw = System.Text.Encoding.UTF8.GetBytes(Hostile),
        Fault = new ParseFault("code", Hostile),
        Fields = [new StoredField(Hostile, [Hostile], [Hostile]), new StoredField("host.name", [], [Hostile])],
    };
}
