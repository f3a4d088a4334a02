using System.Net;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Demo;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Browser;

/// <summary>A person of the sample city: one role, and the organisation whose systems it is about.</summary>
public sealed record CityPerson(string Name, string DisplayName, string Role, string? Organisation = null);

/// <summary>
/// <c>soc serve</c> on the sample city with one account a role and the attack's incident in it: what the tests of roles share. The accounts are made before
/// it starts, by the same program; it can be stopped and started again on its folder and port.
/// </summary>
public sealed class CityConsole : IAsyncLifetime
{
    public const string Password = "mot cau dai de nho cho dem truc 24";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly DemoCity _city = DemoCity.Create(FreePort.Next());
    private SocProcess? _process;
    private DemoSender? _sender;

    public static CityPerson Analyst { get; } = new("truc", "Nguyễn Thị Trực", RoleNames.Analyst);

    public static CityPerson ShiftLead { get; } = new("truong-ca", "Trần Văn Ca", RoleNames.ShiftLead);

    public static CityPerson Owner { get; } = new("chu-quan", "Lê Thị Chủ", RoleNames.SystemOwner, "so-yt");

    public static CityPerson Operator { get; } = new("van-hanh", "Phạm Văn Hành", RoleNames.Operator, "tt-cds");

    public static CityPerson Assessor { get; } = new("tham-dinh", "Vũ Thị Định", RoleNames.Assessor);

    public static CityPerson Responder { get; } = new("ung-cuu", "Đỗ Văn Cứu", RoleNames.Responder);

    public static CityPerson DrillDirector { get; } = new("dien-tap", "Hoàng Thị Tập", RoleNames.DrillDirector);

    public static CityPerson Auditor { get; } = new("kiem-toan", "Bùi Văn Toán", RoleNames.Auditor);

    public static CityPerson Administrator { get; } = new("quan-tri", "Đặng Thị Trị", RoleNames.Administrator);

    public static IReadOnlyList<CityPerson> People { get; } = [Analyst, ShiftLead, Owner, Operator, Assessor, Responder, DrillDirector, Auditor, Administrator];

    public Uri Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        await StartAsync();
        await _sender!.SendAttackAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>As if the people of all open sessions had done nothing for longer than the profile allows.</summary>
    public Task LockSessionsAsync() => OpenSessions.LockAsync(_city.Folder);

    /// <summary>One more record to the sample city's own listeners, as any sender could write it.</summary>
    internal Task SendAsync(string source, string record) => _sender!.SendOneAsync(source, record, TestContext.Current.CancellationToken);

    /// <summary>The program ends; every connection is cut.</summary>
    public async Task StopAsync()
    {
        await _process!.StopAsync(TimeSpan.FromSeconds(60));
        await _process.DisposeAsync();
        _process = null;
        await _sender!.DisposeAsync();
    }

    /// <summary>The program starts (again) on the same folder and port.</summary>
    public async Task StartAsync()
    {
        _process = SocProcess.Start("serve", "--config", _city.ConfigurationFile);
        var endpoints = await _process.WaitForEndpointsAsync(Path.Combine(_city.Folder, "data"), Limit);
        Console = new Uri(endpoints.GetProperty("console").GetString()!);
        var syslog = _city.SyslogSources.Zip(endpoints.GetProperty("syslogTcp").EnumerateArray())
            .ToDictionary(pair => pair.First, pair => IPEndPoint.Parse(pair.Second.GetString()!), StringComparer.Ordinal);
        var ndjson = new Uri(new Uri(endpoints.GetProperty("intake").GetString()!), "/intake/ndjson");
        _sender = new DemoSender(syslog, ndjson, _city.Tokens, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await StopAsync();
        _city.Dispose();
    }

    private async Task PrepareAsync()
    {
        await using var host = SocHost.Build(SocConfiguration.Build(_city.ConfigurationFile, [], SocHost.Known), LogFormat.ForCommands, RoleSet.WithoutWeb);
        Directory.CreateDirectory(Path.Combine(_city.Folder, "data"));
        await host.Services.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, TestContext.Current.CancellationToken);
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        foreach (var person in People)
        {
            var now = HaiPhongSoc.Events.UtcMicroseconds.Now(TimeProvider.System);
            var account = new Account
            {
                UserName = person.Name,
                DisplayName = person.DisplayName,
                OrganisationCode = person.Organisation,
                LockoutEnabled = true,
                CreatedAt = now,
                PasswordChangedAt = now,
            };
            Done(await accounts.CreateAsync(account, Password));
            Done(await accounts.AddToRoleAsync(account, person.Role));
        }
    }

    private static void Done(IdentityResult result) => result.Succeeded.ShouldBeTrue(string.Join("; ", result.Errors.Select(e => e.Description)));
}

/// <summary>The tests that share one running city and one browser.</summary>
[CollectionDefinition(Name)]
public sealed class CityCollection : ICollectionFixture<CityConsole>, ICollectionFixture<ConsoleBrowser>
{
    public const string Name = "city";
}
