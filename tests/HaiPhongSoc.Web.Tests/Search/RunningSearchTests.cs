using Bunit;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Tests.Pages;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using NSubstitute;

namespace HaiPhongSoc.Web.Tests.Search;

/// <summary>One question runs at a time; what an older one still brings is nobody's.</summary>
public sealed class RunningSearchTests : BunitContext
{
    private readonly IEventStore _store = Substitute.For<IEventStore>();
    private readonly List<(SearchRequest Asked, CancellationToken Stop, TaskCompletionSource<SearchPage> Answer)> _searches = [];

    public RunningSearchTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.SignIn();
        Services.AddSingleton<Words>();
        var operations = Substitute.For<IOperations>();
        operations.SendAsync(Arg.Any<IQuery<EventReach>>(), Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new EventReach(Everything: true, []));
        Services.AddSingleton(operations);
        Services.AddSingleton<HaiPhongSoc.Web.Search.EventReading>();
        Services.AddSingleton(Substitute.For<IOperationsFeed>());
        Services.AddSingleton(Substitute.For<ISnackbar>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_store);
        _store.SearchAsync(Arg.Any<SearchRequest>(), Arg.Any<CancellationToken>()).ReturnsForAnyArgs(call =>
        {
            // A store that answers although it was told to stop.
            var answer = new TaskCompletionSource<SearchPage>();
            _searches.Add((call.Arg<SearchRequest>(), call.Arg<CancellationToken>(), answer));
            return answer.Task;
        });
        _store.State.Returns(new StoreState(0, 1, 0, 0, 0, 0, 0, null));
        _store.HistogramAsync(default!, default, default).ReturnsForAnyArgs([]);
    }

    [Fact]
    public async Task A_question_that_cannot_be_read_ends_the_one_before_it()
    {
        var page = Open();
        await GoAsync(page, "a:(");

        _searches.Single().Stop.IsCancellationRequested.ShouldBeTrue();
        page.FindAll("[data-testid=search-status]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaving_the_page_ends_the_search()
    {
        Open();
        await DisposeComponentsAsync();

        _searches.Single().Stop.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task More_of_an_old_question_is_not_put_under_a_new_one()
    {
        var page = Open();
        await page.InvokeAsync(() => _searches[0].Answer.SetResult(Found("cũ", "cursor")));
        page.Find("[data-testid=search-more]").Click();
        await GoAsync(page, "b");

        await page.InvokeAsync(() => _searches[1].Answer.SetResult(Found("cũ hơn", null)));
        await page.InvokeAsync(() => _searches[2].Answer.SetResult(Found("mới", null)));

        page.Markup.ShouldNotContain("cũ");
        page.FindAll("[data-testid=event-row]").Count.ShouldBe(1);
        _searches[1].Stop.IsCancellationRequested.ShouldBeTrue();
    }

    private IRenderedComponent<HaiPhongSoc.Web.Search.SearchPage> Open()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/tim-kiem?q=a");
        return Render<HaiPhongSoc.Web.Search.SearchPage>();
    }

    private Task GoAsync(IRenderedComponent<HaiPhongSoc.Web.Search.SearchPage> page, string query) => page.InvokeAsync(() =>
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/tim-kiem?q={Uri.EscapeDataString(query)}"));

    private static SearchPage Found(string text, string? cursor) => new([Event(text)], cursor, 1, 1, TimeSpan.Zero, false);

    private static StoredEvent Event(string text) => new()
    {
        Id = new Events.EventId(0, 1),
        Time = 0,
        ReceivedAt = 0,
        SourceId = "s",
        Realm = "r",
        LogSource = Events.EventLogSource.Unknown,
        Raw = System.Text.Encoding.UTF8.GetBytes(text),
        Fields = [],
    };
}
