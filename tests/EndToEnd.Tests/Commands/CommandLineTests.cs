using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Commands;

/// <summary>What a person or a script meets at the command line: messages with a remedy, exit codes that mean something.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_unknown_key_is_bad_input_and_names_the_nearest()
    {
        var (exitCode, _, error) = await RunAsync("serve", "--set", "Soc:Consle:Port=1");

        exitCode.ShouldBe(2);
        error.ShouldContain("unknown key 'Soc:Consle' in the flag --set: did you mean 'Soc:Console'?");
    }

    [Fact]
    public async Task A_value_out_of_bounds_is_bad_input_and_names_key_value_and_remedy()
    {
        var (exitCode, _, error) = await RunAsync("serve", "--set", $"Soc:DataDirectory={_folder.File("data")}", "--set", "Soc:Console:Address=here");

        exitCode.ShouldBe(2, error);
        error.ShouldContain("Soc:Console:Address is 'here', which is no IP address: give one of this machine");
    }

    [Fact]
    public async Task A_taken_port_is_the_environments_fault_and_names_a_way_out()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, output, error) = await RunAsync(
            "serve", "--set", $"Soc:DataDirectory={_folder.File("data")}", "--set", $"Soc:Console:Port={port}", "--set", "Soc:Http:Port=0", "--set", "Soc:Management:Port=0",
            "--set", "Intake:Syslog:Tcp:Listeners:0:Port=0", "--set", "Intake:Syslog:Udp:Listeners:0:Port=0");

        exitCode.ShouldBe(3, error);
        error.ShouldContain("choose another port");
        output.ShouldContain("Password", customMessage: "the first account was made: its password is shown now or never");
    }

    [Fact]
    public async Task A_value_of_another_type_is_bad_input()
    {
        var (exitCode, _, error) = await RunAsync("serve", "--set", "Soc:Console:Port=many");

        exitCode.ShouldBe(2, error);
        error.ShouldContain("Soc:Console:Port");
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_and_harms_nothing()
    {
        using var installation = new SocInstallation();
        await using var first = await installation.ServeAsync();

        var (exitCode, _, error) = await RunAsync("serve", "--config", installation.ConfigurationFile);

        exitCode.ShouldBe(3, error);
        File.Exists(Path.Combine(installation.DataDirectory, "run", "endpoints.json")).ShouldBeTrue("the first one's addresses");
        (await first.Process.StopAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_command_line_is_bad_input() =>
        (await RunAsync("serve", "--no-such-flag")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Duties_list_names_the_yearly_drill_of_the_city_and_of_each_system_of_level_3_with_day_and_basis()
    {
        var (exitCode, output, error) = await RunAsync(
            "duties", "list", "--format", "json", "--set", $"Soc:DataDirectory={_folder.File("data")}", "--set", $"Soc:RegisterFile={RepositoryRoot.Of("deploy", "sample-city", "register.yml")}");

        exitCode.ShouldBeOneOf(0, 1);
        error.ShouldBeEmpty();
        var duties = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var drills = duties.Where(duty => duty.GetProperty("parentId").ValueKind == JsonValueKind.Null && duty.GetProperty("kind").GetString()!.StartsWith("live-fire-drill", StringComparison.Ordinal)).ToList();
        drills.ShouldContain(duty => duty.GetProperty("systemCode").ValueKind == JsonValueKind.Null && duty.GetProperty("kind").GetString() == "live-fire-drill-city");
        drills.ShouldContain(duty => duty.GetProperty("systemCode").GetString() == "dvc");
        drills.ShouldNotContain(duty => duty.GetProperty("systemCode").GetString() == "du-lich", "a system of level 2 owes no drill");
        duties.ShouldAllBe(duty => duty.GetProperty("owedBy").GetString()!.Length > 0 && duty.GetProperty("basis").GetString()!.Length > 0 && duty.GetProperty("dueAt").GetInt64() > 0);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => SocProcess.RunAsync(Limit, _folder.Path, arguments);
}
