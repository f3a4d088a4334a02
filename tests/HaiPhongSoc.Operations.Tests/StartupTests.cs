using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Tests;

public sealed class StartupTests
{
    [Fact]
    public async Task Every_fault_of_every_file_is_told_and_nothing_starts()
    {
        var exception = await Should.ThrowAsync<OperationsConfigurationException>(() => OperationsWorld.StartAsync(world =>
        {
            File.WriteAllText(Path.Combine(world.PlaybooksDirectory, "a.yml"), "id: a\nid: b");
            File.WriteAllText(Path.Combine(world.PlaybooksDirectory, "b.yml"), "nonsense: true");
        }));
        exception.Faults.Count.ShouldBeGreaterThan(3);
        exception.Faults[0].ShouldContain("a.yml:2:1: Duplicate key id");
        exception.Faults.ShouldContain(f => f.Contains("b.yml:1:1: nonsense is not known here", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_with_the_remedy()
    {
        var services = new ServiceCollection().AddOperations();
        services.Configure<OperationsOptions>(o => o.TimeZone = "Asia/Hai_Phong");
        using var provider = services.BuildServiceProvider();
        var refused = Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<OperationsOptions>>().Value);
        refused.Failures.ShouldBe(
        [
            "DataDirectory is empty: name a folder that outlives the program",
            "TimeZone is \"Asia/Hai_Phong\", which this machine does not know: use a name such as Asia/Ho_Chi_Minh",
        ]);
    }
}
