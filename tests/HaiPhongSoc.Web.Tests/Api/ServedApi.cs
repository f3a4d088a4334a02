using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Web.Api;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using EventId = HaiPhongSoc.Events.EventId;

namespace HaiPhongSoc.Web.Tests.Api;

/// <summary>The API on a real socket over real Operations (SQLite) and a real event store, with two organisations that must not see each other.</summary>
public sealed class ServedApi : IAsyncLifetime
{
    public const string Register = """
        organisations:
          - {code: city, name: Thành phố}
          - {code: hospital, name: Bệnh viện, parent: city}
          - {code: centre, name: Trung tâm Chuyển đổi số, parent: city}
        systems:
          - {code: his, name: Hệ thống bệnh viện, level: {proposed: 3, basis: b}, owner: hospital, operator: hospital, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: ttthdl, host: his-01}]}
          - {code: portal, name: Cổng dịch vụ công, level: {proposed: 3, basis: b}, owner: centre, operator: centre, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: ttthdl, host: portal-01}]}
        """;

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private HttpClient? _client;
    private long _offset;

    internal Action<ApiLimits> Limit { get; init; } = limits => (limits.RequestsPerMinute, limits.SearchesPerMinute, limits.WrongTokensPerMinute) = (1_000_000, 1_000_000, 1_000_000);

    internal LeapingClock Clock { get; } = new(Start);

    internal IServiceProvider Services => _app!.Services;

    internal HttpClient Client => _client!;

    internal IOperations Operations => Services.GetRequiredService<IOperations>();

    internal Actor Administrator { get; } = new("admin-1", "Quản trị", [RoleNames.Administrator]);

    /// <summary>The routes of the API, as the program itself has them.</summary>
    internal IReadOnlyList<RouteEndpoint> Routes =>
        [.. Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.OrdinalIgnoreCase) == true)];

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(ServedApi).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddOperations();
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
        builder.Services.Configure<OperationsOptions>(options =>
        {
            options.DataDirectory = _folder.File("data");
            options.RulesDirectory = RepositoryRoot.Of("rules");
            options.PlaybooksDirectory = RepositoryRoot.Of("playbooks");
            options.RunScheduler = false;
            options.Accounts.RequireSecondFactor = false;
        });
        builder.Services.AddEventStore();
        builder.Services.Configure<EventStoreOptions>(options => (options.Directory, options.MemoryLimitBytes) = (_folder.File("events"), 256 << 20));
        builder.Services.AddConsole(console => Limit(console.Api));
        builder.Services.AddSingleton<IApiTokens>(provider => new NamedTokens(provider));
        _app = builder.Build();
        await Services.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: false, default);
        _app.MapConsole();
        _app.MapGet("/vao/{id}", async (string id, UserManager<Account> users, ConsoleSessions sessions, HttpContext context) =>
        {
            (await sessions.StartAsync(context, (await users.FindByIdAsync(id))!, "pwd otp")).ShouldBeTrue();
            return "ok";
        }).AllowAnonymous();
        _app.MapGet("/api/v1/hong", () => { throw new InvalidOperationException("secret inside"); }).AllowAnonymous();
        _app.MapGet("/api/v1/lau", () => { throw new TimeoutException(); }).AllowAnonymous();
        _app.MapGet("/api/v1/ban", () => { throw new SqliteException("database is locked", 5); }).AllowAnonymous();
        await _app.StartAsync();
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };
        (await Operations.SendAsync(new ImportRegister(Administrator, Register, "register.yml"))).Require();
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>An alert with its incident and its event.</summary>
    internal async Task<Planted> PlantAsync(string system)
    {
        var offset = Interlocked.Increment(ref _offset);
        var now = UtcMicroseconds.Now(Clock);
        var identity = new SystemIdentity(system, system, 3, system == "his" ? "hospital" : "centre", "Chủ quản", MayBeInUse: true, HasRealData: true);
        var id = new EventId(0, offset);
        var fields = new FieldSetBuilder();
        fields.Add("user.name"u8, "qtht <script>"u8);
        await Services.GetRequiredService<IEventStore>().AppendAsync(
            [new LogEvent
            {
                Id = id, Time = now, ReceivedAt = now, SourceId = "auth", Realm = "ttthdl", SourceSystem = system, Transport = EventTransport.SyslogTcp,
                LogSource = new EventLogSource("linux", null, "sshd"), Raw = Encoding.UTF8.GetBytes($"Failed password for qtht on {system}"), Fields = fields.Build(), System = identity,
            }],
            default);
        await Services.GetRequiredService<IAlertIntake>().CommitAsync(
            [new RuleHit
            {
                Kind = HitKind.Event,
                Rule = new RuleIdentity("11111111-1111-4111-8111-111111111111", "00000000deadbeef", "Rule", "Quy tắc", "what", "gì", Severity.Critical, ["T1110"], [], "us", null),
                Event = id, Time = now, ReceivedAt = now, FirstTime = now, Entities = [new Entity(EntityKind.SourceAddress, FormattableString.Invariant($"203.0.{offset / 250}.{offset % 250}"), "internet")],
                System = identity, Realm = "ttthdl", SourceId = "auth", Evidence = [new Evidence("s", "message", "Failed", "contains")], Contributing = [id], ContributingCount = 1,
                AlertWindow = TimeSpan.FromMinutes(10), Sample = "Failed password",
            }],
            id,
            default);
        var alert = (await Operations.SendAsync(new ListAlerts(Actor.Program, new AlertFilter(), ByChange: true, Take: 500))).Require().Items.MaxBy(a => a.Id)!;
        var incident = (await Operations.SendAsync(new HaiPhongSoc.Operations.Incidents.GetIncident(Actor.Program, alert.IncidentNumber!))).Require();
        var duty = (await Operations.SendAsync(new HaiPhongSoc.Operations.Duties.ListDuties(Actor.Program, SystemCode: system))).Require().Items[0];
        var assets = (await Operations.SendAsync(new GetSystem(Actor.Program, system))).Require().Assets;
        var entry = new ArrangementEntry("12/PA", new DateOnly(2026, 11, 2), new DateOnly(2027, 11, 2), null, null);
        var arrangement = (await Operations.SendAsync(new RecordArrangement(Actor.Program, identity.OwnerCode, "response-plan", entry))).Require();
        var named = new PersonEntry("contact-point", "Minh Họa", null, "0225 000 0900", null, null, true, false, null, null, null, null, null);
        var person = (await Operations.SendAsync(new NamePersonInCharge(Actor.Program, identity.OwnerCode, named))).Require();
        return new Planted(system, alert.Id, incident.Row.Number, incident.Tasks[0].Id, incident.Clocks[0].Id, duty.Id, id.ToString(), assets.Count > 0 ? assets[0].Id : 0,
            identity.OwnerCode, arrangement.Id, person.Id);
    }

    /// <summary>A token that these tests alone know: so many roles, an organisation or none, every scope.</summary>
    internal static string Token(string role, string organisation = "") => $"test.{role}.{organisation}";

    internal static HttpRequestMessage Request(string method, string path, string? token, string? json = null, string? version = null, string? key = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1" + path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return request;
    }

    internal async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
            return await Answer.OfAsync(response);
        }
    }

    internal Task<Answer> SendAsync(string method, string path, string? token, string? json = null, string? version = null, string? key = null) =>
        SendAsync(Request(method, path, token, json, version, key));

    private sealed class NamedTokens(IServiceProvider provider) : IApiTokens
    {
        public Task<Actor?> ResolveAsync(string token, string address, CancellationToken cancellationToken = default)
        {
            if (token.Split('.') is not ["test", var role, var organisation])
                return Real.ResolveAsync(token, address, cancellationToken);
            var scopes = PermissionTable.Rows.Where(r => !r.PeopleOnly).Select(r => r.Scope).Distinct(StringComparer.Ordinal).ToList();
            var actor = role == RoleNames.Kiosk ? Actor.Kiosk("k-1", "Bảng trực") : Actor.Service($"sa-{role}-{organisation}", role, [role], scopes);
            return Task.FromResult<Actor?>(actor with { OrganisationCode = organisation.Length == 0 ? null : organisation, Address = address });
        }

        private IApiTokens Real => (IApiTokens)provider.GetRequiredService(typeof(IApiTokens).Assembly.GetType("HaiPhongSoc.Operations.Accounts.Tokens.ApiTokens")!);
    }
}

/// <summary>Records of one system.</summary>
internal sealed record Planted(string System, long Alert, string Incident, long Task, long Clock, long Duty, string Event, long Asset, string Organisation, long Arrangement, long Person)
{
    /// <summary>The route's pattern with these ids in it.</summary>
    public string Fill(string pattern) => "/" + pattern.TrimStart('/')["api/v1/".Length..]
        .Replace("/tasks/{id:long}", FormattableString.Invariant($"/tasks/{Task}"), StringComparison.Ordinal)
        .Replace("/clocks/{id:long}", FormattableString.Invariant($"/clocks/{Clock}"), StringComparison.Ordinal)
        .Replace("assets/{asset:long}", FormattableString.Invariant($"assets/{Asset}"), StringComparison.Ordinal)
        .Replace("duties/{id:long}", FormattableString.Invariant($"duties/{Duty}"), StringComparison.Ordinal)
        .Replace("entries/{id:long}", "entries/1", StringComparison.Ordinal)
        .Replace("arrangements/{id:long}", FormattableString.Invariant($"arrangements/{Arrangement}"), StringComparison.Ordinal)
        .Replace("people/{id:long}", FormattableString.Invariant($"people/{Person}"), StringComparison.Ordinal)
        .Replace("{organisation}", Organisation, StringComparison.Ordinal)
        .Replace("alerts/{id:long}", FormattableString.Invariant($"alerts/{Alert}"), StringComparison.Ordinal)
        .Replace("events/{id}", "events/" + Event, StringComparison.Ordinal)
        .Replace("{number}", Incident, StringComparison.Ordinal)
        .Replace("{section}", "scope", StringComparison.Ordinal)
        .Replace("{code}", System, StringComparison.Ordinal);

    public static Planted Nothing { get; } = new("khong-co", 999_999, "SC-2026-999999", 999_999, 999_999, 999_999, "9-999999", 999_999, "khong-co", 999_999, 999_999);
}

internal sealed record Answer(int Status, string Type, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string Header(string name) => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : "";

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
}
