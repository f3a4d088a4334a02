using System.Net;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>A calendar's link as a calendar program reads it: without cookies, and without being told why it is served nothing.</summary>
public sealed class CalendarFeedTests : IAsyncLifetime
{
    private readonly ServedConsole _console = new();

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_calendar_program_reads_the_link_and_what_did_not_change_is_not_sent_again()
    {
        var issued = await IssueAsync("en");
        using var client = _console.Client();
        using var answer = await client.GetAsync(Of(issued));
        (answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Headers.CacheControl?.ToString()).ShouldBe((HttpStatusCode.OK, "text/calendar; charset=utf-8", "no-store"));
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldStartWith("BEGIN:VCALENDAR\r\n");
        text.ShouldContain("The link of this duty calendar ends today");

        using var again = new HttpRequestMessage(HttpMethod.Get, Of(issued)) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var unchanged = await client.SendAsync(again);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var head = new HttpRequestMessage(HttpMethod.Head, Of(issued));
        using var asked = await client.SendAsync(head);
        (asked.StatusCode, (await asked.Content.ReadAsByteArrayAsync()).Length).ShouldBe((HttpStatusCode.OK, 0));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_link_looks_the_same_and_who_goes_on_guessing_is_shut_out()
    {
        var (revoked, good) = (await IssueAsync(), await IssueAsync());
        (await SendAsync(new RevokeCalendarFeed(_owner, revoked.Id))).IsSuccess.ShouldBeTrue();
        using var client = _console.Client();
        var answers = new List<string>();
        foreach (var path in new[] { Of(revoked), Of(good)[..^4], Of(good) + "x", $"/lich/{good.Text[..^1]}.ics", "/lich/1.ics", "/lich/" + new string('a', 4_000) + ".ics" })
        {
            using var answer = await client.GetAsync(path);
            answers.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        answers.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldBe("NotFound ");
        for (var i = 0; i < 20; i++)
        {
            using var guess = await client.GetAsync("/lich/1.ics");
        }

        using var shut = await client.GetAsync(Of(good));
        (shut.StatusCode, shut.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task One_link_is_read_only_so_often()
    {
        var (one, other) = (await IssueAsync(), await IssueAsync());
        using var client = _console.Client();
        var seen = new List<HttpStatusCode>();
        for (var i = 0; i < 21; i++)
        {
            using var answer = await client.GetAsync(Of(one));
            seen.Add(answer.StatusCode);
        }

        seen.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.OK, 20), HttpStatusCode.TooManyRequests]);
        using var unhurt = await client.GetAsync(Of(other));
        unhurt.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Actor _owner = Actor.Program;

    private async Task<IssuedCalendarFeed> IssueAsync(string language = "vi")
    {
        if (_owner == Actor.Program)
            _owner = new Actor((await _console.AddAsync("chu-quan", mustChange: false, RoleNames.SystemOwner)).Id, "Chủ quản", [RoleNames.SystemOwner]);
        return (await SendAsync(new IssueCalendarFeed(_owner, new CalendarFeedDraft("Điện thoại", Language: language)))).Value!;
    }

    private static string Of(IssuedCalendarFeed issued) => $"/lich/{issued.Text}.ics";

    private Task<Outcome<T>> SendAsync<T>(ICommand<T> command) => _console.Services.GetRequiredService<IOperations>().SendAsync(command);
}
