using System.Text;
using System.Text.RegularExpressions;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Api;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Web.Tests.Api;

/// <summary>What HTTP says: problems, versions, keys, pages, sessions.</summary>
public sealed partial class ApiWireTests(ServedApi api) : IClassFixture<ServedApi>
{
    private static readonly string Lead = ServedApi.Token(RoleNames.ShiftLead);

    [Theory]
    [InlineData("GET", "/nothing", 404, "record.not-found")]
    [InlineData("GET", "/alerts/abc", 404, "record.not-found")]
    [InlineData("GET", "/alerts/999999", 404, "record.not-found")]
    [InlineData("GET", "/events/0-zz", 404, "record.not-found")]
    [InlineData("DELETE", "/alerts/1", 405, "request.method")]
    [InlineData("GET", "/alerts?min_severity=bad", 400, "request.parameters")]
    [InlineData("GET", "/alerts?limit=501", 400, "request.parameters")]
    [InlineData("GET", "/alerts?staus=new", 400, "request.parameters")]
    [InlineData("GET", "/alerts?limit=1&limit=2", 400, "request.parameters")]
    [InlineData("GET", "/alerts?cursor=LTEu", 400, "list.cursor")]
    [InlineData("GET", "/alerts?since=2026-11-24", 400, "request.parameters")]
    [InlineData("GET", "/alerts?text=a%00b", 400, "request.invalid")]
    [InlineData("GET", "/events?query=(a", 400, "search.query")]
    [InlineData("POST", "/alerts/1/take", 428, "record.version-needed")]
    [InlineData("POST", "/alerts/1/close", 415, "request.content-type")]
    [InlineData("GET", "/hong", 500, "program.fault")]
    [InlineData("GET", "/lau", 504, "search.time")]
    [InlineData("GET", "/ban", 503, "program.busy")]
    public async Task Every_refusal_is_a_problem(string method, string path, int status, string code)
    {
        var answer = await api.SendAsync(method, path, Lead, path.EndsWith("close", StringComparison.Ordinal) ? null : method == "POST" ? "{}" : null, path.EndsWith("close", StringComparison.Ordinal) ? "\"1\"" : null);

        (answer.Status, answer.Type, answer.Code).ShouldBe((status, "application/problem+json", code), answer.Text);
        var problem = answer.Json;
        problem.GetProperty("type").GetString().ShouldBe($"urn:haiphongsoc:problem:{code}");
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("trace_id").GetString().ShouldNotBeNullOrEmpty();
        answer.Text.ShouldNotContain("secret inside");
        answer.Text.ShouldNotContain("Exception");
        answer.Header("Content-Security-Policy").ShouldContain("default-src 'none'");
        answer.Header("Cache-Control").ShouldContain("no-store");
        if (status == 405)
            answer.Header("Allow").ShouldContain("GET");
    }

    [Fact]
    public async Task Detail_speaks_the_askers_language()
    {
        var vi = await api.SendAsync("GET", "/nothing", Lead);
        using var request = ServedApi.Request("GET", "/nothing", Lead);
        request.Headers.Add("Accept-Language", "fr, en-GB;q=0.8, vi;q=0.1");
        var en = await api.SendAsync(request);

        (vi.Header("Content-Language"), en.Header("Content-Language")).ShouldBe(("vi", "en"));
        vi.Json.GetProperty("title").GetString().ShouldBe("Không tìm thấy");
        en.Json.GetProperty("title").GetString().ShouldBe("Not found");
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("application/xml;q=0.9", 406)]
    [InlineData("application/json;q=0", 406)]
    [InlineData("application/*", 200)]
    [InlineData("text/html, */*;q=0.1", 200)]
    public async Task Only_JSON_is_answered(string accept, int status)
    {
        using var request = ServedApi.Request("GET", "/me", Lead);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        (await api.SendAsync(request)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var answer = await api.SendAsync("POST", $"/incidents/{(await api.PlantAsync("his")).Incident}/notes", Lead, $$"""{"text":"{{new string('x', 300_000)}}"}""");
        (answer.Status, answer.Code).ShouldBe((413, "request.large"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_body_is_pointed_at()
    {
        var planted = await api.PlantAsync("his");
        await PointsAsync($"/alerts/{planted.Alert}/close", """{"verdict":"nonsense"}""", "/verdict");
        await PointsAsync($"/alerts/{planted.Alert}/close", """{"note":"x"}""", "", "verdict");
        await PointsAsync($"/alerts/{planted.Alert}/close", """{"verdict":1}""", "/verdict");
        await PointsAsync($"/alerts/{planted.Alert}/close", """{"verdict":"drill","verdict":"drill"}""", "/verdict");
        await PointsAsync($"/alerts/{planted.Alert}/close", """{"verdict":"drill","Note":"x"}""", "/note", "Note");
        await PointsAsync($"/incidents/{planted.Incident}/classify", """{"conditions":["a",5],"reason":"x"}""", "/conditions/1");
        await PointsAsync($"/incidents/{planted.Incident}/classify", """{"conditions":[],"reason":""}""", "/reason", "căn cứ");
        await PointsAsync($"/incidents/{planted.Incident}/notes", "{\"text\":\"a\\u0000b\"}", "/text");
        await PointsAsync($"/incidents/{planted.Incident}/notes", "{\"text\":\"a\\ud800b\"}", "/text");
        await PointsAsync($"/incidents/{planted.Incident}/notes", "null", "");
        await PointsAsync($"/incidents/{planted.Incident}/notes", "[1]", "");
        await PointsAsync($"/incidents/{planted.Incident}/notes", "{", "");
    }

    [Fact]
    public async Task Nothing_that_a_body_may_not_say_is_taken()
    {
        var planted = await api.PlantAsync("his");
        foreach (var (id, body) in BodyExamples.All)
        {
            var (method, pattern, _) = ApiPermissionTests.Asking(api).Single(r => r.Route.Id == id);
            foreach (var extra in new[] { "actor", "id", "number", "version", "assignee_id", "restricted", "status", "roles", "organisation_code", "__proto__" })
            {
                var answer = await api.SendAsync(method, planted.Fill(pattern), Lead, $"{{\"{extra}\":\"x\",{body[1..]}", "\"1\"");
                answer.Status.ShouldBe(400, $"{id} {extra}: {answer.Text}");
                answer.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe("/" + extra);
            }
        }

        (await api.Operations.SendAsync(new GetIncident(Actor.Program, planted.Incident))).Require().Row.Version.ShouldBe(1);
    }

    [Fact]
    public async Task An_edit_names_the_version_that_was_read()
    {
        var path = $"/alerts/{(await api.PlantAsync("his")).Alert}";
        var read = await api.SendAsync("GET", path, Lead);
        read.Header("ETag").ShouldMatch("^\"1-[0-9a-f]{16}\"$");
        (await Conditional(path, read.Header("ETag"))).Status.ShouldBe(304);

        var taken = await api.SendAsync("POST", path + "/take", Lead, version: read.Header("ETag"));
        (taken.Status, taken.Header("ETag")).ShouldBe((200, "\"2\""));
        taken.Json.GetProperty("etag").GetString().ShouldBe("\"2\"");

        var stale = await api.SendAsync("POST", path + "/close", Lead, """{"verdict":"drill"}""", read.Header("ETag"));
        (stale.Status, stale.Code).ShouldBe((412, "record.changed"));
        (await api.SendAsync("POST", path + "/close", Lead, """{"verdict":"drill"}""", "W/\"2\"")).Status.ShouldBe(412);
        (await api.SendAsync("POST", path + "/close", Lead, """{"verdict":"drill"}""", "*")).Status.ShouldBe(412);
        (await Conditional(path, read.Header("ETag"))).Status.ShouldBe(200);
        (await api.SendAsync("POST", path + "/close", Lead, """{"verdict":"drill"}""", "\"2\"")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_covers_the_query_as_well()
    {
        await api.PlantAsync("his");
        var key = Guid.NewGuid().ToString();
        (await ImportAsync("")).Status.ShouldBe(200);
        (await ImportAsync("")).Header("Idempotency-Replayed").ShouldBe("true");
        (await ImportAsync("?leave_out_faulty=true")).Code.ShouldBe("request.key-used");

        Task<Answer> ImportAsync(string query)
        {
            var request = ServedApi.Request("POST", "/register/assets/import" + query, Lead, key: key);
            request.Content = new StringContent("Mã hệ thống,Vùng mạng,Loại,Tài sản\nhis,ttthdl,Máy,his-01\n", Encoding.UTF8, "text/csv");
            return api.SendAsync(request);
        }
    }

    [Fact]
    public async Task Records_are_exported_mended_seen_refused_in_lines_and_imported_as_they_were_seen()
    {
        const string Head = "Mã hệ thống,Vùng mạng,Dải IP Private,IP Public,Ghi chú\n";
        var bad = await SendAsync("import", Head + "his,Vùng trăng,10.0.0.0/24,,\n");
        (bad.Status, bad.Code).ShouldBe((400, "import.faults"));
        bad.Text.ShouldContain("«Quy hoạch vùng mạng» zone: không có «Vùng trăng» trong danh sách");

        const string Good = Head + "his,Vùng DMZ,10.0.0.0/24,,\nhis,Vùng quản trị,10.0.1.0/24,,\n";
        var seen = (await SendAsync("preview", Good)).Json;
        (seen.GetProperty("sections").GetInt32(), seen.GetProperty("changes")[0].GetProperty("step").GetString()).ShouldBe((1, "add"));
        (await SendAsync("import?seen=of-another", Good)).Status.ShouldBe(409);
        var done = await SendAsync("import?seen=" + seen.GetProperty("seen").GetString(), Good);
        (done.Status, done.Json.GetProperty("systems").GetInt32()).ShouldBe((200, 1));

        var table = (await api.SendAsync("GET", "/register/records/export?section=zones", Lead)).Text;
        table.ShouldContain("his,Vùng DMZ,10.0.0.0/24,,,Hệ thống bệnh viện");
        (await SendAsync("preview", table)).Json.GetProperty("unchanged").GetInt32().ShouldBe(1);
        (await SendAsync("preview", Head + "his,Vùng DMZ,10.0.0.0/24,,\n")).Json.GetProperty("removed").GetInt32().ShouldBe(1);

        Task<Answer> SendAsync(string way, string file)
        {
            var request = ServedApi.Request("POST", "/register/records/" + way, Lead);
            request.Content = new StringContent(file, Encoding.UTF8, "text/csv");
            return api.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_table_of_systems_is_seen_refused_in_lines_and_imported_as_it_was_seen()
    {
        const string Head = "Mã hệ thống,Tên hệ thống,Mã chủ quản,Trạng thái,Có dữ liệu thật\n";
        const string Good = Head + "lich-kham,Đặt lịch khám,hospital,chưa kết luận bảo đảm an toàn,có\n";
        var bad = await SendAsync("import", Good + "LICH,Đặt lịch,hospital,thử nghiệm,có\n");
        (bad.Status, bad.Code).ShouldBe((400, "import.faults"));
        bad.Text.ShouldContain("code: mã chỉ gồm chữ thường");

        var seen = (await SendAsync("preview", Good)).Json;
        seen.GetProperty("planned")[0].GetProperty("step").GetString().ShouldBe("add");
        (await SendAsync("import?seen=of-another", Good)).Status.ShouldBe(409);
        var done = await SendAsync("import?seen=" + seen.GetProperty("seen").GetString(), Good);
        (done.Status, done.Json.GetProperty("added").GetInt32()).ShouldBe((200, 1));
        (await api.SendAsync("GET", "/systems/lich-kham", Lead)).Json.GetProperty("system").GetProperty("may_be_in_use").GetBoolean().ShouldBeFalse();
        (await api.SendAsync("GET", "/register/export?format=systems_csv", Lead)).Text.ShouldContain("lich-kham,Đặt lịch khám,hospital,,chưa kết luận bảo đảm an toàn,có,");

        Task<Answer> SendAsync(string way, string table)
        {
            var request = ServedApi.Request("POST", "/register/systems/" + way, Lead);
            request.Content = new StringContent(table, Encoding.UTF8, "text/csv");
            return api.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_key_makes_a_request_happen_once()
    {
        var planted = await api.PlantAsync("his");
        var notes = $"/incidents/{planted.Incident}/notes";
        var key = Guid.NewGuid().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => api.SendAsync("POST", notes, Lead, """{"text":"một lần"}""", key: key)));

        answers.ShouldAllBe(a => a.Status == 201);
        answers.Count(a => a.Header("Idempotency-Replayed") == "true").ShouldBe(4);
        answers.Select(a => a.Text).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        (await api.SendAsync("GET", $"/incidents/{planted.Incident}", Lead)).Json.GetProperty("timeline").EnumerateArray().Count(t => t.GetProperty("kind").GetString() == "note").ShouldBe(1);

        var reused = await api.SendAsync("POST", notes, Lead, """{"text":"khác"}""", key: key);
        (reused.Status, reused.Code).ShouldBe((422, "request.key-used"));
        (await api.SendAsync("POST", notes, ServedApi.Token(RoleNames.Analyst), """{"text":"khác"}""", key: key)).Status.ShouldBe(201);
        (await api.SendAsync("POST", notes, Lead, """{"text":"x"}""", key: new string('k', 129))).Code.ShouldBe("request.key");

        // The answer to a change was lost; the version has moved on by that very change.
        var take = Guid.NewGuid().ToString();
        (await api.SendAsync("POST", $"/alerts/{planted.Alert}/take", Lead, version: "\"1\"", key: take)).Status.ShouldBe(200);
        (await api.SendAsync("POST", $"/alerts/{planted.Alert}/take", Lead, version: "\"1\"", key: take)).ShouldSatisfyAllConditions(
            again => again.Status.ShouldBe(200), again => again.Header("ETag").ShouldBe("\"2\""), again => again.Header("Idempotency-Replayed").ShouldBe("true"));
    }

    [Theory]
    [InlineData("/alerts?limit=2")]
    [InlineData("/alerts?limit=2&order=updated")]
    [InlineData("/incidents?limit=2")]
    [InlineData("/systems?limit=1")]
    [InlineData("/duties?limit=3&updated_since=2020-01-01T00:00:00Z")]
    [InlineData("/accounts?limit=1")]
    [InlineData("/events?limit=2")]
    public async Task Links_lead_from_page_to_page_and_nothing_comes_twice(string path)
    {
        for (var i = 0; i < 5; i++)
            await api.PlantAsync("his");
        await ApiPermissionTests.DraftAsync(api);
        await ApiPermissionTests.DraftAsync(api);
        var seen = new List<string>();
        var next = "/api/v1" + path;
        for (var more = true; more;)
        {
            using var request = ServedApi.Request("GET", "/me", Lead);
            request.RequestUri = new Uri(next, UriKind.Relative);
            var page = await api.SendAsync(request);
            page.Status.ShouldBe(200, page.Text);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(i => Id().Match(i.GetRawText()).Value));
            more = page.Json.GetProperty("has_more").GetBoolean();
            if (more)
                next = Next().Match(page.Header("Link")).Groups["address"].Value;
        }

        seen.Count.ShouldBeGreaterThan(1);
        seen.ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_person_reads_with_the_session_and_writes_with_the_antiforgery_token_only()
    {
        var cookie = await SessionAsync([RoleNames.ShiftLead]);
        var path = $"/alerts/{(await api.PlantAsync("his")).Alert}/take";
        var me = await WithCookies("GET", "/me", cookie);
        me.Status.ShouldBe(200, me.Text);
        me.Json.GetProperty("kind").GetString().ShouldBe("person");
        (await WithCookies("GET", "/alerts", cookie)).Status.ShouldBe(200);

        var forged = await WithCookies("POST", path, cookie);
        (forged.Status, forged.Code).ShouldBe((403, "access.antiforgery"));

        var antiforgery = me.Json.GetProperty("antiforgery");
        var both = $"{cookie}; {string.Join("; ", me.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]))}";
        var header = (antiforgery.GetProperty("header").GetString()!, antiforgery.GetProperty("token").GetString()!);
        (await WithCookies("POST", path, both, header, origin: "https://evil.test")).Status.ShouldBe(403);
        (await WithCookies("POST", path, both, header)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_whatever_the_cookies_say()
    {
        var cookie = await SessionAsync([RoleNames.ShiftLead]);
        foreach (var token in new[] { "x", "soc_pat_" + new string('a', 62), new string('a', 300), "test.shift-lead" })
        {
            using var request = ServedApi.Request("GET", "/alerts", token);
            request.Headers.Add("Cookie", cookie);
            var answer = await api.SendAsync(request);
            (answer.Status, answer.Code).ShouldBe((401, "access.unauthenticated"));
        }

        (await WithCookies("GET", "/alerts", "__Host-soc=forged")).Status.ShouldBe(401);
        (await api.SendAsync("GET", "/alerts?access_token=" + ServedApi.Token(RoleNames.ShiftLead), token: null)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Events_are_searched_counted_and_read()
    {
        var planted = await api.PlantAsync("his");
        var found = await api.SendAsync("GET", "/events?query=user.name%3A%22qtht%20%3Cscript%3E%22&limit=500", Lead);
        found.Json.GetProperty("items").EnumerateArray().Any(e => e.GetProperty("id").GetString() == planted.Event).ShouldBeTrue();
        found.Text.ShouldNotContain("<script>");
        var one = await api.SendAsync("GET", "/events/" + planted.Event, Lead);
        one.Json.GetProperty("fields").GetProperty("user.name")[0].GetString().ShouldBe("qtht <script>");
        (await api.SendAsync("GET", "/events/histogram?buckets=10", Lead)).Json.GetProperty("total").GetInt64().ShouldBeGreaterThan(0);
        (await api.SendAsync("GET", "/events/top?field=user.name", Lead)).Json.GetProperty("values")[0].GetProperty("value").GetString().ShouldBe("qtht <script>");
    }

    [Fact]
    public async Task A_register_file_is_taken_over_and_its_faults_are_told_by_line()
    {
        (await ImportAsync(ServedApi.Register)).Json.GetProperty("systems_unchanged").GetInt32().ShouldBe(2);
        var wrong = await ImportAsync("organisations:\n  - {code: x}\nsystems: []\n");
        (wrong.Status, wrong.Code).ShouldBe((400, "register.faults"));
        wrong.Json.GetProperty("errors")[0].GetProperty("line").GetInt32().ShouldBe(2);
    }

    private async Task<Answer> ImportAsync(string yaml)
    {
        using var request = ServedApi.Request("POST", "/systems/import", ServedApi.Token(RoleNames.Administrator));
        request.Content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        return await api.SendAsync(request);
    }

    private async Task PointsAsync(string path, string body, string pointer, string says = "")
    {
        var answer = await api.SendAsync("POST", path, Lead, body, "\"1\"");
        answer.Status.ShouldBe(400, $"{body}: {answer.Text}");
        var error = answer.Json.GetProperty("errors")[0];
        error.GetProperty("pointer").GetString().ShouldBe(pointer, body);
        error.GetProperty("detail").GetString()!.ShouldContain(says);
        answer.Text.ShouldNotContain("HaiPhongSoc.");
        answer.Text.ShouldNotContain("Shape");
    }

    private Task<Answer> Conditional(string path, string tag)
    {
        var request = ServedApi.Request("GET", path, Lead);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return api.SendAsync(request);
    }

    private async Task<Answer> WithCookies(string method, string path, string cookies, (string Name, string Value)? header = null, string? origin = null)
    {
        using var request = ServedApi.Request(method, path, token: null, version: method == "POST" ? "\"1\"" : null);
        request.Headers.Add("Cookie", cookies);
        if (header is { } given)
            request.Headers.Add(given.Name, given.Value);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await api.SendAsync(request);
    }

    private async Task<string> SessionAsync(string[] roles)
    {
        var now = UtcMicroseconds.Now(api.Services.GetRequiredService<TimeProvider>());
        var account = new Account { UserName = $"nguoi-{Guid.NewGuid():N}", DisplayName = "Người", CreatedAt = now, PasswordChangedAt = now };
        await using (var scope = api.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var known = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
            (await users.CreateAsync(account)).Succeeded.ShouldBeTrue();
            foreach (var role in roles)
            {
                if (!await known.RoleExistsAsync(role))
                    await known.CreateAsync(new IdentityRole(role));
                (await users.AddToRoleAsync(account, role)).Succeeded.ShouldBeTrue();
            }
        }

        using var answer = await api.Client.GetAsync(new Uri($"/vao/{account.Id}", UriKind.Relative));
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
    }

    [GeneratedRegex("^<(?<address>[^>]+)>; rel=\"next\"$", RegexOptions.None, 1000)]
    private static partial Regex Next();

    [GeneratedRegex("\"(id|number|code)\":(\"[^\"]+\"|\\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
