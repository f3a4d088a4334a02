using Bunit;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Incidents;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Tests.Pages;
using MudBlazor;
using NSubstitute;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Web.Tests.Incidents;

/// <summary>Going from one incident to another on the same page: nothing of the first stays.</summary>
public sealed class IncidentPageTests : BunitContext
{
    private readonly IOperations _operations = Substitute.For<IOperations>();

    public IncidentPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.SignIn();
        Services.AddSingleton<Words>();
        Services.AddScoped<Undo>();
        Services.AddSingleton(_operations);
        Services.AddSingleton(Substitute.For<IOperationsFeed>());
        Services.AddSingleton(Substitute.For<ISnackbar>());
        Services.AddSingleton(TimeProvider.System);
        _operations.SendAsync(Arg.Any<ListAccounts>(), Arg.Any<CancellationToken>())
            .ReturnsForAnyArgs(new List<AccountRow>());
        Answer("SC-1", Task.FromResult<Outcome<IncidentDetail>>(Incident("SC-1")));
        Answer("SC-2", Task.FromResult<Outcome<IncidentDetail>>(Incident("SC-2")));
    }

    [Fact]
    public void A_note_typed_for_one_incident_is_not_in_the_box_of_the_next()
    {
        var page = Render<IncidentPage>(p => p.Add(i => i.Number, "SC-1"));
        page.Find("[data-testid=note]").Input("chỉ cho sự cố một");
        page.Find("[data-testid=incident-close]").Click();

        page.Render(p => p.Add(i => i.Number, "SC-2"));

        page.Find("[data-testid=incident-number]").TextContent.ShouldBe("SC-2");
        page.Find("[data-testid=note]").GetAttribute("value").ShouldBeNullOrEmpty();
        page.FindAll("[data-testid=closing]").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_comes_late_is_not_shown_in_the_place_of_another()
    {
        var late = new TaskCompletionSource<Outcome<IncidentDetail>>();
        Answer("SC-1", late.Task);
        var page = Render<IncidentPage>(p => p.Add(i => i.Number, "SC-1"));
        page.Render(p => p.Add(i => i.Number, "SC-2"));

        await page.InvokeAsync(() => late.SetResult((Outcome<IncidentDetail>)Incident("SC-1")));

        page.Find("[data-testid=incident-number]").TextContent.ShouldBe("SC-2");
    }

    private void Answer(string number, Task<Outcome<IncidentDetail>> answer) => _operations
        .SendAsync(Arg.Is<IQuery<IncidentDetail>>(q => ((GetIncident)q).Number == number), Arg.Any<CancellationToken>()).Returns(answer);

    private static IncidentDetail Incident(string number) => new(
        new IncidentRow(number[^1], number, 1, Wording.Empty, Severity.High, IncidentState.Open, null, [], null, null, 0, 0, 0, 1, 0, 0, null),
        Wording.Empty, [], [], [], [], [], [], [], [], null, null, []);
}
