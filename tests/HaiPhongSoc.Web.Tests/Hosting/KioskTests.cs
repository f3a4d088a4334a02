using System.Net;
using System.Text.RegularExpressions;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>A wall screen: its link opens once, what it carries shows the board and nothing else, and ends with its time or when it is revoked.</summary>
public sealed partial class KioskTests : IAsyncLifetime
{
    private const string Board = "/bang-truc";
    private const string Cookie = "__Host-soc-board";
    private const string Session = "__Host-soc";

    private readonly LeapingClock _clock = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
    private readonly ServedConsole _console;

    public KioskTests() => _console = new ServedConsole { Clock = _clock };

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_link_opens_the_board_once_and_leaves_the_address()
    {
        var issued = await IssueAsync();
        using var client = _console.Client();
        using var opened = await client.SendAsync(Visits.Page($"{Board}/mo/{issued.Text}"));

        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        opened.Headers.Location!.ToString().ShouldBe(Board);
        var set = opened.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ToLowerInvariant();
        set.ShouldStartWith(Cookie);
        foreach (var guard in new[] { "; secure", "; httponly", "; samesite=lax", "; path=/" })
            set.ShouldContain(guard);

        var again = await new Visitor(_console).GetAsync($"{Board}/mo/{issued.Text}");
        again.Location.ShouldBe($"{Board}/mo");
        again.Cookies.ShouldNotContainKey(Cookie);
    }

    [Fact]
    public async Task A_screen_sees_the_board_and_of_every_other_route_what_a_stranger_sees()
    {
        var screen = await OpenedAsync();
        (await screen.GetAsync(Board)).Status.ShouldBe(HttpStatusCode.OK);
        var stranger = new Visitor(_console);
        (await stranger.GetAsync(Board)).Status.ShouldBe(HttpStatusCode.Redirect);

        var paths = Pages();
        paths.Count.ShouldBeGreaterThan(40);
        foreach (var path in paths)
        {
            var (asScreen, asStranger) = (await screen.Copy().GetAsync(path), await new Visitor(_console).GetAsync(path));
            (path, asScreen.Status, asScreen.Location).ShouldBe((path, asStranger.Status, asStranger.Location));
        }
    }

    [Fact]
    public async Task A_screen_ends_with_its_days()
    {
        var screen = await OpenedAsync(days: 2);
        _clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(1));
        (await screen.GetAsync(Board)).Status.ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromMinutes(2));
        (await screen.GetAsync(Board)).Location.ShouldContain("/dang-nhap");
    }

    [Fact]
    public async Task A_screen_that_is_revoked_goes_dark_and_a_link_that_is_revoked_opens_nothing()
    {
        var (shown, waiting) = (await IssueAsync(), await IssueAsync());
        var screen = await new Visitor(_console).GetAsync($"{Board}/mo/{shown.Text}");
        (await screen.GetAsync(Board)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var id in new[] { shown.Id, waiting.Id })
            (await SendAsync(new RevokeKiosk(Actor.Program, id, "màn hình chuyển chỗ"))).IsSuccess.ShouldBeTrue();

        (await screen.GetAsync(Board)).Location.ShouldContain("/dang-nhap");
        (await new Visitor(_console).GetAsync($"{Board}/mo/{waiting.Text}")).Location.ShouldBe($"{Board}/mo");
    }

    [Fact]
    public async Task A_link_that_was_not_opened_within_a_day_opens_nothing()
    {
        var issued = await IssueAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        (await new Visitor(_console).GetAsync($"{Board}/mo/{issued.Text}")).Location.ShouldBe($"{Board}/mo");
    }

    [Fact]
    public async Task What_a_screen_carries_is_no_session_no_token_and_cannot_be_made_up()
    {
        var issued = await IssueAsync();
        var screen = await OpenedAsync();
        var asSession = new Visitor(_console);
        asSession.Put(Session, screen.Cookies[Cookie]);
        (await asSession.IsInAsync()).ShouldBeFalse();

        var forged = new Visitor(_console);
        forged.Put(Cookie, screen.Cookies[Cookie][..^6] + "AAAAAA");
        (await forged.GetAsync(Board)).Location.ShouldContain("/dang-nhap");

        using var client = _console.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me") { Headers = { { "Authorization", $"Bearer {issued.Text}" } } };
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // Every route that a GET reaches, with something in the place of its parameters.
    private List<string> Pages() =>
        [.. _console.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains("GET", StringComparer.Ordinal))
            .Select(e => "/" + Parameter().Replace(e.RoutePattern.RawText!.TrimStart('/'), "1"))
            .Where(path => path != Board && !path.StartsWith("/_", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)];

    private async Task<Visitor> OpenedAsync(int days = 30)
    {
        var screen = await new Visitor(_console).GetAsync($"{Board}/mo/{(await IssueAsync(days)).Text}");
        screen.Location.ShouldBe(Board);
        return screen;
    }

    private async Task<IssuedKiosk> IssueAsync(int days = 30) => (await SendAsync(new IssueKiosk(Actor.Program, "Phòng trực", days))).Value!;

    private Task<Outcome<T>> SendAsync<T>(ICommand<T> command) => _console.Services.GetRequiredService<IOperations>().SendAsync(command);

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
