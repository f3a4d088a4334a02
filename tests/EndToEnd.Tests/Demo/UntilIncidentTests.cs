using System.Text.Json;
using EndToEnd.Tests.Processes;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Demo;

/// <summary>The main job, as a script runs it.</summary>
public sealed class UntilIncidentTests
{
    [Fact]
    public async Task The_demo_prints_one_incident_with_its_system_alerts_and_playbook_and_cleans_up()
    {
        using var temporary = new TemporaryFolder();

        var (exitCode, output, error) = await SocProcess.RunAsync(TimeSpan.FromMinutes(3), temporary.Path, "demo", "--until-incident");

        exitCode.ShouldBe(0, error);
        Directory.GetDirectories(temporary.Path, "soc-demo-*").ShouldBeEmpty();
        var incident = JsonDocument.Parse(output).RootElement;
        incident.GetProperty("number").GetString()!.ShouldStartWith("SC-");
        incident.GetProperty("severity").GetString().ShouldBeOneOf("high", "critical");
        incident.GetProperty("system").GetProperty("code").GetString().ShouldBe("dvc");
        incident.GetProperty("system").GetProperty("level").GetInt32().ShouldBe(3);
        incident.GetProperty("system").GetProperty("owner").GetString().ShouldNotBeNullOrEmpty();
        var rules = incident.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("rule_id").GetString()).Distinct(StringComparer.Ordinal).ToList();
        rules.Count.ShouldBeGreaterThanOrEqualTo(5, output);
        var playbooks = incident.GetProperty("playbooks").EnumerateArray().ToList();
        playbooks.Select(playbook => playbook.GetProperty("id").GetString()).Order(StringComparer.Ordinal).ShouldBe(["brute-force-success", "web-shell"]);
        foreach (var task in playbooks.SelectMany(playbook => playbook.GetProperty("tasks").EnumerateArray()))
            task.GetProperty("due_at").GetDateTimeOffset().ShouldBeGreaterThan(incident.GetProperty("detected_at").GetDateTimeOffset());
    }
}
