using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Api;
using HaiPhongSoc.Web.Security;

namespace HaiPhongSoc.Web.Tests.Api;

/// <summary>Every route × every role, and every route with an id of another organisation.</summary>
public sealed class ApiPermissionTests(ServedApi api) : IClassFixture<ServedApi>
{
    // The palette's search, what a wall shows, and what gives somebody a way in.
    private static readonly string[] ForPeople = ["FindAnything", "GetBoard", "ResetFactor", "ResetPassword", "AdmitExternalAccount", "WaiveDuty", "DecideLevel", "GetAssetTemplate", "GetSystemTemplate", "GetRecordTemplate", "GetOrganisationChoices", "ListLetters", "RetryLetter", "PreviewRegisterImport"];

    [Fact]
    public void Every_route_names_the_request_that_opens_it() => Unpermitted(api.Routes).ShouldBe(["/api/v1/hong", "/api/v1/lau", "/api/v1/ban"]);

    [Fact]
    public void Every_use_case_of_the_console_has_a_route()
    {
        var reached = Asking(api).Select(r => r.Route.Request.Name).ToHashSet(StringComparer.Ordinal);
        var areas = Asking(api).Select(r => r.Route.Area).ToHashSet(StringComparer.Ordinal);
        PermissionTable.Rows.Where(r => areas.Contains(r.Area) && !r.PeopleOnly && !reached.Contains(r.Request.Name)).Select(r => r.Request.Name)
            .ShouldAllBe(name => ForPeople.Contains(name, StringComparer.Ordinal), "a use case without a route: add one, or say that it is for people");
    }

    [Fact]
    public async Task A_cell_of_the_table_is_what_the_route_does()
    {
        foreach (var (method, pattern, route) in Asking(api))
        {
            foreach (var role in RoleNames.All.Append(RoleNames.Kiosk))
            {
                var answer = await api.SendAsync(ToNothing(method, pattern, route, ServedApi.Token(role)));
                var row = PermissionTable.Rows.Single(r => r.Request == route.Request);
                (answer.Status == 403).ShouldBe(row.Extents[role] == Extent.None, $"{route.Id} as {role}: {answer.Status} {answer.Text}");
                answer.Status.ShouldNotBe(401);
                answer.Status.ShouldBeLessThan(500, $"{route.Id} as {role}: {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task Without_a_token_there_is_nothing()
    {
        foreach (var (method, pattern, route) in Asking(api))
        {
            var answer = await api.SendAsync(ToNothing(method, pattern, route, token: null));
            (answer.Status, answer.Code).ShouldBe((401, "access.unauthenticated"), route.Id);
            answer.Header("WWW-Authenticate").ShouldBe("Bearer realm=\"soc\"");
        }

        (await api.SendAsync("GET", "/openapi.json", token: null)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task What_another_organisation_has_does_not_exist()
    {
        var (mine, theirs) = (await api.PlantAsync("his"), await api.PlantAsync("portal"));
        var before = await StateAsync(theirs);
        var checkedRoutes = 0;
        // The audit chain is the city's alone: see below.
        foreach (var (method, pattern, route) in Asking(api).Where(r => r.Pattern.Contains('{', StringComparison.Ordinal) && r.Route.Area != "audit"))
        {
            var role = RoleNames.All.First(r => PermissionTable.ExtentOf(new Actor("x", "x", [r]) { OrganisationCode = "hospital" }, route.Request) != Extent.None);
            var foreign = await SendAsync(method, pattern, route, theirs, ServedApi.Token(role, "hospital"));
            var absent = await SendAsync(method, pattern, route, Planted.Nothing, ServedApi.Token(role, "hospital"));
            foreign.Status.ShouldBe(404, $"{route.Id} as {role}: {foreign.Text}");
            foreign.Json.EnumerateObject().Select(p => p.Name).ShouldBe(absent.Json.EnumerateObject().Select(p => p.Name));
            foreign.Code.ShouldBe(absent.Code);
            foreign.Header("ETag").ShouldBeEmpty();

            // The same asker does reach its own.
            (await SendAsync(method, pattern, route, mine, ServedApi.Token(role, "hospital"))).Status.ShouldNotBe(404, $"{route.Id} as {role}");
            checkedRoutes++;
        }

        checkedRoutes.ShouldBeGreaterThan(18);
        (await StateAsync(theirs)).ShouldBe(before);
    }

    [Fact]
    public async Task The_audit_chain_is_for_the_auditor_of_the_city_and_for_nobody_of_one_organisation()
    {
        await api.PlantAsync("his");
        var entries = await api.SendAsync("GET", "/audit/entries?limit=1", ServedApi.Token(RoleNames.Auditor));
        var id = entries.Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        (await api.SendAsync("GET", FormattableString.Invariant($"/audit/entries/{id}"), ServedApi.Token(RoleNames.Auditor))).Json.GetProperty("entry").GetProperty("id").GetInt64().ShouldBe(id);
        foreach (var (method, path) in new[] { ("GET", "/audit/entries"), ("GET", FormattableString.Invariant($"/audit/entries/{id}")), ("GET", "/audit/state"), ("POST", "/audit/verify") })
        {
            var answer = await api.SendAsync(method, path, ServedApi.Token(RoleNames.Auditor, "hospital"));
            answer.Status.ShouldBe(403, $"{path}: {answer.Text}");
        }
    }

    [Fact]
    public async Task An_export_is_the_sealed_entries_and_a_manifest()
    {
        await api.PlantAsync("his");
        (await api.SendAsync("POST", "/audit/export", ServedApi.Token(RoleNames.Auditor))).Status.ShouldBe(400);
        (await api.SendAsync("POST", "/audit/export?from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z", ServedApi.Token(RoleNames.Auditor))).Status.ShouldBe(400);
        var answer = await api.SendAsync("POST", "/audit/export?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z", ServedApi.Token(RoleNames.Auditor));
        answer.Status.ShouldBe(200, answer.Text);
        answer.Text.TrimEnd().Split('\n')[^1].ShouldContain("\"sha256\"");
    }

    [Fact]
    public async Task Lists_hold_the_own_organisations_records_only()
    {
        await api.PlantAsync("his");
        var theirs = await api.PlantAsync("portal");
        foreach (var path in new[] { "/alerts", "/incidents", "/systems", "/duties", "/events?query=", "/alerts?order=updated", "/incidents?order=updated", "/systems?order=updated", "/duties?order=updated" })
        {
            foreach (var role in new[] { RoleNames.SystemOwner, RoleNames.Analyst })
            {
                var answer = await api.SendAsync("GET", path, ServedApi.Token(role, "hospital"));
                if (answer.Status == 403)
                    continue;
                answer.Text.ShouldNotContain("portal", Case.Sensitive, $"{path} as {role}");
                answer.Text.ShouldNotContain(theirs.Incident);
                answer.Text.ShouldContain("his");
            }
        }

        (await api.SendAsync("GET", "/events/top?field=user.name", ServedApi.Token(RoleNames.SystemOwner, "hospital"))).Text.ShouldContain("\"count\":");
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused_before_anything_is_looked_at()
    {
        var (mine, _) = (await api.PlantAsync("his"), 0);
        var account = (await api.Operations.SendAsync(new HaiPhongSoc.Operations.Accounts.Tokens.CreateServiceAccount(api.Administrator, await DraftAsync(api)))).Require();
        var token = (await api.Operations.SendAsync(new HaiPhongSoc.Operations.Accounts.Tokens.IssueToken(
            api.Administrator, new HaiPhongSoc.Operations.Accounts.Tokens.TokenDraft(account.Id, "SIEM", ["alerts:read"], 1)))).Require();

        (await api.SendAsync("GET", $"/alerts/{mine.Alert}", token.Text)).Status.ShouldBe(200);
        (await api.SendAsync("GET", "/me", token.Text)).Json.GetProperty("scopes")[0].GetString().ShouldBe("alerts:read");
        (await api.SendAsync("GET", $"/incidents/{mine.Incident}", token.Text)).Status.ShouldBe(403);
        (await api.SendAsync("GET", "/incidents/SC-2026-999999", token.Text)).Status.ShouldBe(403);
        (await api.SendAsync("POST", $"/alerts/{mine.Alert}/take", token.Text, version: "\"1\"")).Status.ShouldBe(403);

        // Expired, to the microsecond.
        api.Clock.Advance(TimeSpan.FromDays(1));
        var late = await api.SendAsync("GET", $"/alerts/{mine.Alert}", token.Text);
        (late.Status, late.Code).ShouldBe((401, "access.unauthenticated"));
        late.Header("WWW-Authenticate").ShouldContain("invalid_token");
        late.Text.ShouldNotContain(token.Text);
    }

    internal static async Task<HaiPhongSoc.Operations.Accounts.Tokens.ServiceAccountDraft> DraftAsync(ServedApi api)
    {
        await using var scope = api.Services.CreateAsyncScope();
        var owner = new Account { UserName = $"chu-{Guid.NewGuid():N}", DisplayName = "Chủ" };
        (await scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Account>>().CreateAsync(owner)).Succeeded.ShouldBeTrue();
        return new($"SOAR {owner.UserName}", "kiểm thử", owner.Id, [RoleNames.Analyst]);
    }

    internal static IReadOnlyList<(string Method, string Pattern, ApiRoute Route)> Asking(ServedApi api) =>
        [.. api.Routes.Where(e => e.Metadata.GetMetadata<ApiRoute>() is not null)
            .Select(e => (e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0], e.RoutePattern.RawText!, e.Metadata.GetRequiredMetadata<ApiRoute>()))];

    private static IEnumerable<string> Unpermitted(IEnumerable<RouteEndpoint> routes) => routes
        .Where(e => !e.RoutePattern.RawText!.EndsWith("openapi.json", StringComparison.Ordinal))
        .Where(e => e.Metadata.GetMetadata<ApiRoute>() is not { } route
            || PermissionTable.ScopeOf(route.Request) is null
            || e.Metadata.OfType<IMay>().SingleOrDefault()?.Request != route.Request)
        .Select(e => e.RoutePattern.RawText!);

    private static HttpRequestMessage ToNothing(string method, string pattern, ApiRoute route, string? token) => Make(method, pattern, route, Planted.Nothing, token);

    private Task<Answer> SendAsync(string method, string pattern, ApiRoute route, Planted records, string token) => api.SendAsync(Make(method, pattern, route, records, token));

    private static HttpRequestMessage Make(string method, string pattern, ApiRoute route, Planted records, string? token)
    {
        var path = records.Fill(pattern) + (route.Id == "events.top" ? "?field=user.name" : "");
        var request = ServedApi.Request(method, path, token, BodyExamples.Of(route.Id), route.NeedsVersion ? "\"1\"" : null);
        if (route.Id == "systems.import")
            request.Content = new StringContent(ServedApi.Register, System.Text.Encoding.UTF8, "application/yaml");
        if (route.Id.StartsWith("register.assets.", StringComparison.Ordinal))
            request.Content = new StringContent("system,realm,kind,asset\n", System.Text.Encoding.UTF8, "text/csv");
        return request;
    }

    private async Task<(long, long, long, int)> StateAsync(Planted p)
    {
        var incident = (await api.Operations.SendAsync(new GetIncident(Actor.Program, p.Incident))).Require();
        return (
            (await api.Operations.SendAsync(new GetAlert(Actor.Program, p.Alert))).Require().Row.Version,
            incident.Row.Version,
            (await api.Operations.SendAsync(new GetDuty(Actor.Program, p.Duty))).Require().Version,
            incident.Timeline.Count);
    }
}
