using System.Text.Json;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Senders;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.EventStore.Kql;
using HaiPhongSoc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EndToEnd.Tests.Corridor;

/// <summary>The real process on a real PostgreSQL: the demo's attack, then a server on the same database that is cut off, killed and started again.</summary>
public sealed class PostgreSqlTests
{
    private const string Secret = "no-log-shows-this";

    [Fact]
    public async Task The_attack_opens_its_incident_there_and_a_server_goes_on_with_it_through_cut_connections_and_a_kill()
    {
        await using var server = await PostgresServer.StartAsync();
        await AskAsync(server.ConnectionString("postgres"), "CREATE DATABASE soc");
        var database = server.ConnectionString("soc");
        using var temporary = new TemporaryFolder();
        await File.WriteAllTextAsync(temporary.File("database"), $"{database};Password={Secret}\n", TestContext.Current.CancellationToken);
        string[] settings = ["--set", "Operations:Database:Provider=postgresql", "--set", $"Operations:Database:ConnectionStringFile={temporary.File("database")}"];

        var (exitCode, output, error) = await SocProcess.RunAsync(TimeSpan.FromMinutes(3), temporary.Path, ["demo", "--until-incident", .. settings]);
        exitCode.ShouldBe(0, error);
        (output + error).ShouldNotContain(Secret);
        var number = JsonDocument.Parse(output).RootElement.GetProperty("number").GetString()!;
        var incidents = await AskAsync(database, "SELECT string_agg(\"Number\" || ' ' || \"Version\", ',' ORDER BY \"Id\") FROM \"Incidents\"");
        incidents.ShouldContain(number);
        var reached = long.Parse(await AskAsync(database, "SELECT max(\"Offset\") FROM \"CommittedOffsets\""), System.Globalization.CultureInfo.InvariantCulture);

        using var installation = new SocInstallation();
        await using (var soc = await installation.ServeAsync(settings))
        {
            await ThroughAsync(soc);
            (await AskAsync(database, "SELECT count(*) > 0 FROM qrtz_scheduler_state")).ShouldBe("True", "the ticker is a node of a cluster");
            await AskAsync(database, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'soc' AND pid <> pg_backend_pid()");
            await ThroughAsync(soc);
            await RefusedBesideAsync(settings);
            soc.Process.Lines.ShouldAllBe(line => !line.Contains(Secret, StringComparison.Ordinal));
            soc.Process.Lines.ShouldAllBe(line => !line.StartsWith("Password", StringComparison.Ordinal), "the account exists already");
            await soc.Process.KillAsync();
        }

        await using (var soc = await installation.ServeAsync(settings))
        {
            await ThroughAsync(soc);
            (await soc.Process.StopAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, string.Join('\n', soc.Process.Lines.TakeLast(20)));
        }

        (await AskAsync(database, "SELECT string_agg(\"Number\" || ' ' || \"Version\", ',' ORDER BY \"Id\") FROM \"Incidents\"")).ShouldBe(incidents);

        // Three lines of ours, and what the program told of itself.
        var sent = 3 + await OwnEventsAsync(installation.DataDirectory);
        (await AskAsync(database, "SELECT max(\"Offset\") FROM \"CommittedOffsets\"")).ShouldBe((reached + sent).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Directory.GetFiles(installation.DataDirectory, "*.db", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_ends_the_start_with_a_remedy()
    {
        using var temporary = new TemporaryFolder();
        var (exitCode, _, error) = await SocProcess.RunAsync(
            TimeSpan.FromMinutes(3),
            temporary.Path,
            "demo",
            "--until-incident",
            "--set",
            "Operations:Database:Provider=postgresql",
            "--set",
            $"Operations:Database:ConnectionString=Host={temporary.Path};Database=soc;Username=soc;Password={Secret}");
        exitCode.ShouldBe(3, error);
        error.ShouldContain("the operational database does not answer");
        error.ShouldContain("correct Operations:Database");
        error.ShouldNotContain(Secret);
    }

    private static async Task<long> OwnEventsAsync(string dataDirectory)
    {
        await using var provider = StoredEvents.Open(dataDirectory);
        KqlQuery.TryParse("soc.source : soc-self", out var own, out _).ShouldBeTrue();
        return await provider.GetRequiredService<IEventStore>().CountAsync(new EventQuery { Query = own }, TestContext.Current.CancellationToken);
    }

    // Also after the connection that holds the seat was cut.
    private static async Task RefusedBesideAsync(string[] settings)
    {
        using var second = new SocInstallation();
        using var temporary = new TemporaryFolder();
        var (exitCode, _, error) = await SocProcess.RunAsync(TimeSpan.FromMinutes(4), temporary.Path, ["serve", "--config", second.ConfigurationFile, .. settings]);
        exitCode.ShouldBe(3, error);
        error.ShouldContain("another node runs the role detect on this database (from ");
        error.ShouldContain("--roles intake");
        error.ShouldNotContain(Secret);
    }

    private static async Task ThroughAsync(RunningSoc soc)
    {
        using var client = new NdjsonClient();
        var ct = TestContext.Current.CancellationToken;
        (await client.TryPostAsync(soc.Intake, ["{\"message\":\"an ordinary line\"}"], ct)).ShouldBeTrue();
        await Metrics.WaitUntilThroughAsync(soc.Management, ct);
    }

    private static async Task<string> AskAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
