using HaiPhongSoc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Detection.Tests;

public sealed class DetectionOptionsValidatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_defaults_with_the_shipped_files_are_valid() =>
        Faults(new DetectionOptions { LogSourcesFile = RepositoryRoot.Of("rules", "sources", "logsources.yml") }).ShouldBeEmpty();

    [Fact]
    public void Every_fault_is_told_at_once_with_key_bound_value_and_remedy()
    {
        var missing = _folder.File("nowhere");
        var options = new DetectionOptions
        {
            RuleDirectories = { _folder.Path, missing, " " },
            LogSourcesFile = missing,
            BacktrackingRules = { "a rule", "" },
            BacktrackingTimeout = TimeSpan.FromMinutes(1),
            FindingMemory = 99,
            CorrelationGroups = 10_000_001,
            CorrelationEventsPerGroup = 15,
            CorrelationEvents = 0,
            CorrelationLateness = TimeSpan.FromSeconds(-1),
        };
        Faults(options).ShouldBe(
        [
            $"Detection:RuleDirectories:1 is {missing}, which is no folder: make it, or remove the key for the shipped rules",
            "Detection:RuleDirectories:2 is empty: name a folder of rules, or remove the key for the shipped rules",
            $"Detection:LogSourcesFile is {missing}, which is no file: put it there, or remove the key for the shipped one",
            "Detection:BacktrackingRules:1 is empty: name a rule by its id or name, or remove the key; patterns that need backtracking are refused then",
            "Detection:BacktrackingTimeout is 00:01:00; it must be between 00:00:00.0010000 and 00:00:01: change it, or remove the key for the default",
            "Detection:FindingMemory is 99; it must be between 100 and 10000000: change it, or remove the key for the default",
            "Detection:CorrelationGroups is 10000001; it must be between 100 and 10000000: change it, or remove the key for the default",
            "Detection:CorrelationEventsPerGroup is 15; it must be between 16 and 1000000: change it, or remove the key for the default",
            "Detection:CorrelationEvents is 0; it must be between 1000000 and 100000000: change it, or remove the key for the default",
            "Detection:CorrelationLateness is -00:00:01; it must be between 00:00:00 and 7.00:00:00: change it, or remove the key for the default",
        ]);
        Faults(new DetectionOptions { LogSourcesFile = "" }).ShouldHaveSingleItem().ShouldStartWith("Detection:LogSourcesFile is empty: ");
    }

    [Fact]
    public void Faults_stop_the_start()
    {
        using var services = new ServiceCollection().AddDetection().Configure<DetectionOptions>(options => options.FindingMemory = 1).BuildServiceProvider();
        Should.Throw<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message.ShouldContain("Detection:FindingMemory is 1;");
    }

    private static string[] Faults(DetectionOptions options) => [.. new DetectionOptionsValidator().Validate(null, options).Failures ?? []];
}
