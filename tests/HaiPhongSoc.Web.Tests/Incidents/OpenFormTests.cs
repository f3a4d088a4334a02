using Bunit;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Incidents;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Tests.Pages;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Web.Tests.Incidents;

/// <summary>A form decides on what its reader saw: the version that stood when it was opened, not the one that came in since.</summary>
public sealed class OpenFormTests : BunitContext
{
    public OpenFormTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.SignIn();
        Services.AddSingleton<Words>();
    }

    [Fact]
    public void A_classification_sends_the_version_that_was_read_and_says_that_it_is_old()
    {
        var sent = new List<Classification>();
        var clocks = Render<IncidentClocks>(c => c.Add(i => i.Incident, Incident("SC-1", 3)).Add(i => i.OnClassify, Refuse(sent)));
        clocks.Find("summary").Click();
        clocks.Find("[data-testid=classify-reason]").Input("vì lý do");
        clocks.FindAll("[data-testid=form-changed]").ShouldBeEmpty();

        clocks.Render(c => c.Add(i => i.Incident, Incident("SC-1", 4)));

        clocks.FindAll("[data-testid=form-changed]").Count.ShouldBe(1);
        clocks.Find("form.reason").Submit();
        sent.Single().Version.ShouldBe(3);
        clocks.Find("[data-testid=classify-reason]").GetAttribute("value").ShouldBe("vì lý do");

        clocks.Find("[data-testid=form-reviewed]").Click();
        clocks.FindAll("[data-testid=form-changed]").ShouldBeEmpty();
        clocks.Find("form.reason").Submit();
        sent[1].Version.ShouldBe(4);
    }

    [Fact]
    public void Ticks_are_those_of_the_incident_as_it_now_is()
    {
        var sent = new List<Classification>();
        var clocks = Render<IncidentClocks>(c => c.Add(i => i.Incident, Incident("SC-1", 3, running: "a")).Add(i => i.OnClassify, Refuse(sent)));
        clocks.Find("summary").Click();
        clocks.FindAll("input[type=checkbox]")[1].Change(true);

        clocks.Render(c => c.Add(i => i.Incident, Incident("SC-1", 4, running: "b")));
        clocks.Find("[data-testid=classify-reason]").Input("x");
        clocks.Find("form.reason").Submit();

        sent.Single().Conditions.ShouldBe(["b"]);
    }

    [Fact]
    public void A_met_clock_sends_the_version_that_was_read()
    {
        var sent = new List<MetClock>();
        var clocks = Render<IncidentClocks>(c => c.Add(i => i.Incident, Incident("SC-1", 3, running: "a")).Add(i => i.OnMet, Refuse(sent)));
        clocks.Find("[data-testid=clock-meet]").Click();

        clocks.Render(c => c.Add(i => i.Incident, Incident("SC-1", 4, running: "a")));
        clocks.Find("[data-testid=reason]").Input("công văn 12");
        clocks.Find("form.reason").Submit();

        sent.ShouldBe([new MetClock(3, 1, "công văn 12")]);
        clocks.Find("[data-testid=reason]").GetAttribute("data-draft").ShouldBe("meet-clock-1");
    }

    [Fact]
    public void Closing_sends_the_version_that_was_read_and_stays_open_when_refused()
    {
        var sent = new List<IncidentMove>();
        var head = Render<IncidentHead>(h => h.Add(i => i.Incident, Incident("SC-1", 3)).Add(i => i.OnMove, Refuse(sent)));
        head.Find("[data-testid=incident-close]").Click();

        head.Render(h => h.Add(i => i.Incident, Incident("SC-1", 4)));
        head.FindAll("[data-testid=form-changed]").Count.ShouldBe(1);
        head.Find("[data-testid=verdict-1]").Change(true);
        head.Find("[data-testid=closing]").Submit();

        sent.Single().Version.ShouldBe(3);
        head.Find("textarea").GetAttribute("data-draft").ShouldBe("close-incident-SC-1");
    }

    [Fact]
    public void Assigning_sends_the_version_that_was_read_and_stays_open_when_refused()
    {
        var sent = new List<Assignment>();
        var head = Render<IncidentHead>(h => h.Add(i => i.Incident, Incident("SC-1", 3)).Add(i => i.OnAssign, Refuse(sent)));
        head.Find("[data-testid=incident-assign]").Click();

        head.Render(h => h.Add(i => i.Incident, Incident("SC-1", 4)));
        head.Find("form.reason").Submit();

        sent.ShouldBe([new Assignment(3, null)]);
        head.FindAll("[data-testid=assignee]").Count.ShouldBe(1);
    }

    private static Func<T, Task<bool>> Refuse<T>(List<T> sent) => asked =>
    {
        sent.Add(asked);
        return Task.FromResult(false);
    };

    private static IncidentDetail Incident(string number, long version, string running = "") => new(
        new IncidentRow(1, number, version, Wording.Empty, Severity.High, IncidentState.Open, null, [], null, null, 0, 0, 0, 1, 0, 0, null),
        Wording.Empty, [], [], [], [], [], [Clock(1, "a", running), Clock(2, "b", running), Clock(3, "c", running)], [], [], null, null, []);

    private static IncidentClockView Clock(long id, string condition, string running) => new(
        id, condition, new(condition, condition), new(condition, condition), condition, Wording.Empty, "", "", condition == running, 0, null, null);
}
