using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Detection.Tests.RuleSets;

/// <summary>The file that spares the next start the reading of rules: it never decides whether there is a start, or with which rules.</summary>
public sealed class RuleCacheFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_second_load_has_the_rules_of_the_first_and_leaves_the_file_alone()
    {
        var path = _folder.File("data/rules.cache");
        var first = Load(path, warned: false);
        var bytes = File.ReadAllBytes(path);

        Load(path, warned: false).ShouldBe(first);

        File.ReadAllBytes(path).ShouldBe(bytes);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public void A_file_that_is_no_cache_is_told_and_made_anew()
    {
        var path = _folder.File("rules.cache");
        File.WriteAllText(path, "no cache");

        var rules = Load(path, warned: true);

        Load(path, warned: false).ShouldBe(rules);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_told_and_costs_nothing_else()
    {
        File.WriteAllText(_folder.File("data"), "a file where the folder should be");

        Load(_folder.File("data/rules.cache"), warned: true).ShouldNotBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private static List<(string Id, string Version, string Title)> Load(string path, bool warned)
    {
        var file = new RuleCacheFile(path);
        var rules = RuleSetLoader.Load([RepositoryRoot.Of("rules", "detection"), RepositoryRoot.Of("rules", "correlation")], LogSourceBindings.None, cacheFile: file);
        (file.Warning is not null).ShouldBe(warned, file.Warning);
        return [.. rules.Active.Select(rule => (rule.Id, rule.Version, rule.Title))];
    }
}
