using System.Net;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Demo;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Api;

/// <summary><c>soc serve</c> on the sample city with its attack, and tokens that two people issued before it started.</summary>
public sealed class ApiCity : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly DemoCity _city = DemoCity.Create(0);
    private SocProcess? _process;
    private DemoSender? _sender;

    public Uri Console { get; private set; } = null!;

    /// <summary>Reads and writes alerts, incidents; reads nothing else.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Was one that reads alerts.</summary>
    public string Expired { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        _process = SocProcess.Start("serve", "--config", _city.ConfigurationFile, "--set", "Soc:Api:RequestsPerMinute=60");
        var endpoints = await _process.WaitForEndpointsAsync(Path.Combine(_city.Folder, "data"), Limit);
        Console = new Uri(endpoints.GetProperty("console").GetString()!);
        var syslog = _city.SyslogSources.Zip(endpoints.GetProperty("syslogTcp").EnumerateArray())
            .ToDictionary(pair => pair.First, pair => IPEndPoint.Parse(pair.Second.GetString()!), StringComparer.Ordinal);
        _sender = new DemoSender(syslog, new Uri(new Uri(endpoints.GetProperty("intake").GetString()!), "/intake/ndjson"), _city.Tokens, TimeProvider.System);
        await _sender.SendAttackAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(TimeSpan.FromSeconds(60));
            await _process.DisposeAsync();
        }

        if (_sender is not null)
            await _sender.DisposeAsync();
        _city.Dispose();
    }

    private async Task PrepareAsync()
    {
        await using var host = SocHost.Build(SocConfiguration.Build(_city.ConfigurationFile, [], SocHost.Known), LogFormat.ForCommands, RoleSet.WithoutWeb);
        Directory.CreateDirectory(Path.Combine(_city.Folder, "data"));
        await host.Services.GetRequiredService<IOperationsStartup>().RunAsync(createFirstAccount: true, TestContext.Current.CancellationToken);
        var operations = host.Services.GetRequiredService<IOperations>();
        var (asker, second) = (await NewAccount.AddAsync(host.Services, "quan-tri", RoleNames.Administrator), await NewAccount.AddAsync(host.Services, "truong-ca", RoleNames.ShiftLead));
        var account = (await operations.SendAsync(new CreateServiceAccount(
            asker, new ServiceAccountDraft("SOAR", "điều phối", asker.AccountId, [RoleNames.Analyst])))).Value!;
        var draft = new TokenDraft(account.Id, "máy điều phối", ["alerts:read", "alerts:write", "incidents:read", "incidents:write"], 90);
        var asked = (await operations.SendAsync(new RequestApproval(asker, new IssueWriteToken(asker, draft, "tự động nhận cảnh báo")))).Value!;
        var approved = (await operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version))).Value!;
        Token = (await operations.SendAsync(new CarryOutApproved(asker, asked.Id, approved.Version))).Value!.Revealed;
        var old = (await operations.SendAsync(new IssueToken(asker, new TokenDraft(account.Id, "cũ", ["alerts:read"], 1)))).Value!;
        Expired = old.Text;
        await using var records = new SqliteConnection($"Data Source={Path.Combine(_city.Folder, "data", "operations", "operations.db")}");
        await records.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = records.CreateCommand();
        command.CommandText = "UPDATE ApiTokens SET ExpiresAt = IssuedAt + 1 WHERE Id = $id";
        command.Parameters.AddWithValue("$id", old.Id);
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
