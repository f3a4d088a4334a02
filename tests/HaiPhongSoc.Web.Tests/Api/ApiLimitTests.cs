using HaiPhongSoc.Operations.Accounts;

namespace HaiPhongSoc.Web.Tests.Api;

/// <summary>Nobody takes more than a share.</summary>
public sealed class ApiLimitTests : IAsyncLifetime
{
    private readonly ServedApi _api = new() { Limit = limits => (limits.RequestsPerMinute, limits.SearchesPerMinute, limits.WrongTokensPerMinute) = (4, 2, 3) };

    public ValueTask InitializeAsync() => _api.InitializeAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Requests_are_counted_by_asker_and_area()
    {
        var lead = ServedApi.Token(RoleNames.ShiftLead);
        for (var left = 3; left >= 0; left--)
        {
            var answer = await _api.SendAsync("GET", "/alerts", lead);
            answer.Status.ShouldBe(200);
            answer.Header("RateLimit").ShouldBe($"\"alerts\";r={left}");
            answer.Header("RateLimit-Policy").ShouldBe("\"alerts\";q=4;w=60");
        }

        var refused = await _api.SendAsync("GET", "/alerts", lead);
        (refused.Status, refused.Code).ShouldBe((429, "request.rate"));
        int.Parse(refused.Header("Retry-After"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);

        (await _api.SendAsync("GET", "/incidents", lead)).Status.ShouldBe(200);
        (await _api.SendAsync("GET", "/alerts", ServedApi.Token(RoleNames.Analyst))).Status.ShouldBe(200);
        (await _api.SendAsync("GET", "/events", lead)).Status.ShouldBe(200);
        (await _api.SendAsync("GET", "/events/histogram", lead)).Status.ShouldBe(200);
        (await _api.SendAsync("GET", "/events", lead)).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Whoever_guesses_tokens_is_soon_told_to_wait()
    {
        for (var i = 0; i < 3; i++)
            (await _api.SendAsync("GET", "/alerts", $"guess-{i}")).Status.ShouldBe(401);

        var shut = await _api.SendAsync("GET", "/alerts", "guess-4");
        (shut.Status, shut.Code).ShouldBe((429, "request.rate"));
        shut.Header("Retry-After").ShouldBe("60");
    }
}
