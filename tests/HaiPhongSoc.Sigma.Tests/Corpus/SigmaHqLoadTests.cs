using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Sigma.Tests.Corpus;

/// <summary>The public rules as they are: what loads, and what is refused for which reason.</summary>
public sealed class SigmaHqLoadTests(ITestOutputHelper output)
{
    private static readonly string[] Live = ["rules", "rules-emerging-threats", "rules-threat-hunting", "rules-compliance"];

    [Fact]
    public void All_live_rules_load_but_the_two_whose_placeholders_have_no_values()
    {
        var (files, loaded, refused) = Load(Live);

        files.ShouldBe(3757);
        foreach (var diagnostic in refused)
            output.WriteLine(diagnostic.ToString());
        refused.Select(diagnostic => diagnostic.Id).ShouldBe(["expand-unresolved", "expand-unresolved"]);
        loaded.ShouldBe(3755);
    }

    [Fact]
    public void Placeholder_rules_are_refused_without_values_and_load_with_them()
    {
        var (files, loaded, refused) = Load(["rules-placeholder"]);
        files.ShouldBe(23);
        loaded.ShouldBe(0);
        refused.ShouldAllBe(diagnostic => diagnostic.Id == "expand-unresolved");

        Load(["rules-placeholder"], _ => ["one", "tw*o"]).Loaded.ShouldBe(23);
    }

    private static (int Files, int Loaded, List<SigmaDiagnostic> Refused) Load(string[] folders, PlaceholderResolver? placeholders = null)
    {
        var root = Requires.Corpus("sigmahq");
        var (files, loaded, refused) = (0, 0, new List<SigmaDiagnostic>());
        foreach (var path in folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.yml", SearchOption.AllDirectories)))
        {
            files++;
            var documents = SigmaParser.Parse(File.ReadAllText(path), path, placeholders);
            loaded += documents.Rules.Count;
            if (documents.Refused > 0)
                refused.Add(documents.Diagnostics.First(diagnostic => diagnostic.IsError));
        }

        return (files, loaded, refused);
    }
}
