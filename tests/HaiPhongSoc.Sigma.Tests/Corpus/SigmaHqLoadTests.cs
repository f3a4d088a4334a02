using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Sigma.Tests.Corpus;

/// <summary>The public rules that need placeholders. All others load in the tests of Detection, where their samples are too.</summary>
public sealed class SigmaHqLoadTests
{
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
