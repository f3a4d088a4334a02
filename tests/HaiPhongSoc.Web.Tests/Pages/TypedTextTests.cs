using Bunit;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Web.Access;
using HaiPhongSoc.Web.Alerts;
using HaiPhongSoc.Web.Audit;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Incidents;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.People;
using HaiPhongSoc.Web.Register;
using HaiPhongSoc.Web.Regulation;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using NSubstitute;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Web.Tests.Pages;

/// <summary>Two people at one record: what the slower one typed stays.</summary>
public sealed class TypedTextTests : BunitContext
{
    public TypedTextTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.SignIn();
        Services.AddSingleton<Words>();
    }

    [Fact]
    public void A_filter_that_is_being_typed_stays_while_the_queue_is_drawn_again()
    {
        var address = AlertsAddress.Read(null, null, null, null, null, "cũ");
        var filters = Render<AlertFilters>(f => f.Add(x => x.Address, address).Add(x => x.Systems, []));
        filters.Find("input[type=search]").Change("mới gõ");

        filters.Render(f => f.Add(x => x.Address, address with { }));
        filters.Find("input[type=search]").GetAttribute("value").ShouldBe("mới gõ");

        filters.Render(f => f.Add(x => x.Address, address with { Text = "khác" }));
        filters.Find("input[type=search]").GetAttribute("value").ShouldBe("khác");
    }

    [Fact]
    public void A_filter_of_the_audit_search_that_is_being_typed_stays_too()
    {
        var address = AuditAddress.Read("cũ", null, null, null, null, null, null, null, null);
        var filters = Render<AuditFilters>(f => f.Add(x => x.Address, address));
        filters.Find("[data-testid=audit-who]").Change("lan");

        filters.Render(f => f.Add(x => x.Address, address with { Text = "khác", Entry = 7 }));

        filters.Find("[data-testid=audit-who]").GetAttribute("value").ShouldBe("lan");
        filters.Find("[data-testid=audit-text]").GetAttribute("value").ShouldBe("khác");
    }

    [Fact]
    public void Clearing_takes_what_was_typed_and_not_sent()
    {
        var filters = Render<AlertFilters>(f => f.Add(x => x.Address, AlertsAddress.Read(null, "3", null, null, null, null)).Add(x => x.Systems, []));
        filters.Find("input[type=search]").Change("mới gõ");

        filters.Find("button").Click();

        filters.Find("input[type=search]").GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Theory]
    [InlineData(typeof(SystemsPage))]
    [InlineData(typeof(IncidentsPage))]
    [InlineData(typeof(AccountsPage))]
    [InlineData(typeof(ServiceAccountsPage))]
    [InlineData(typeof(RegulationPage))]
    public async Task A_filter_that_is_being_typed_stays_while_its_page_is_drawn_again(Type page)
    {
        var operations = Substitute.For<IOperations>();
        operations.SendAsync(Arg.Any<IQuery<RegulationView>>(), Arg.Any<CancellationToken>()).Returns(new RegulationView("vn", Wording.Empty, []));
        Refuse<ListPage<SystemRow>>(operations);
        Refuse<ListPage<IncidentRow>>(operations);
        Refuse<ListPage<AccountSummary>>(operations);
        Refuse<ListPage<ServiceAccountRow>>(operations);
        Services.AddSingleton(operations);
        Services.AddSingleton(Substitute.For<IOperationsFeed>());
        Services.AddSingleton(Substitute.For<ISnackbar>());
        Services.AddSingleton(TimeProvider.System);
        var drawn = Render<DynamicComponent>(d => d.Add(x => x.Type, page));
        drawn.Find("input[type=search]").Change("mới gõ");

        await drawn.InvokeAsync(() => ((ConsolePage)drawn.Instance.Instance!).SetParametersAsync(ParameterView.Empty));

        drawn.Find("input[type=search]").GetAttribute("value").ShouldBe("mới gõ");
        drawn.Find("form[role=search]").Submit();
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("?q=m%E1%BB%9Bi%20g%C3%B5");
    }

    [Fact]
    public void A_refused_completion_keeps_the_result_that_was_typed()
    {
        var asked = new List<TaskResult>();
        var row = Render<IncidentTaskRow>(task => task.Add(t => t.Work, Work(version: 1)).Add(t => t.Open, true).Add(t => t.OnComplete, asked.Add));
        row.Find("textarea").Input("đã gọi, không gặp");

        row.Find("[data-testid=task-complete]").Click();
        // The refusal made the page load the task again: somebody else had changed it.
        row.Render(task => task.Add(t => t.Work, Work(version: 2)));

        asked.ShouldBe([new TaskResult(7, 1, "đã gọi, không gặp")]);
        row.Find("textarea").GetAttribute("value").ShouldBe("đã gọi, không gặp");
        row.Find("[data-testid=task-complete]").Click();
        asked[1].ShouldBe(new TaskResult(7, 2, "đã gọi, không gặp"));
    }

    [Fact]
    public void A_note_that_did_not_arrive_stays_in_its_box()
    {
        var incident = Incident();
        var page = Render<IncidentTimeline>(timeline => timeline.Add(t => t.Incident, incident).Add(t => t.OnNote, (string _) => { }));
        page.Find("textarea").Input("ghi chú");

        page.Find("form").Submit();

        page.Find("textarea").GetAttribute("value").ShouldBe("ghi chú");
    }

    private static void Refuse<T>(IOperations operations) => operations.SendAsync(Arg.Any<IQuery<T>>(), Arg.Any<CancellationToken>())
        .Returns((Outcome<T>)new Fault(FaultKind.NotFound, "none", Wording.Empty));

    private static IncidentTaskView Work(long version) => new(
        7, version, TaskPhase.Identify, new("Gọi", "Call"), new("Gọi đi", "Do call"), "analyst", true, false, 0, false, null, null, null, "p");

    private static IncidentDetail Incident() => new(
        new IncidentRow(1, "SC-2026-000001", 1, Wording.Empty, Severity.High, IncidentState.Open, null, [], null, null, 0, 0, 0, 1, 0, 0, null),
        Wording.Empty, [], [], [], [], [], [], [], [], null, null, []);
}
