using System.IO.Compression;
using System.Text;
using HaiPhongSoc.Commands.Rules;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Commands.Rules;

/// <summary><c>soc rules import</c>: all or nothing, and nothing from hostile archives.</summary>
public sealed class RulesImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    private string Target => _folder.File("imported");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_release_is_reported_by_added_changed_removed_and_refused()
    {
        Import(Zip(("sigma-r1/rules/a.yml", Rule(1)), ("sigma-r1/rules/b.yml", Rule(2)), ("sigma-r1/rules/c.yml", Rule(3)), ("sigma-r1/LICENSE", "DRL 1.1"), ("sigma-r1/deprecated/d.yml", Rule(4)), ("sigma-r1/x.exe", "MZ"))).ShouldBe(0);
        Lines().ShouldBe(["added    rules/a.yml  Rule 1", "added    rules/b.yml  Rule 2", "added    rules/c.yml  Rule 3"]);
        Files().ShouldBe(["LICENSE", "rules/a.yml", "rules/b.yml", "rules/c.yml"]);

        var broken = Rule(3).Replace("f: a", "f|nonsense: a", StringComparison.Ordinal);
        Import(Zip(("sigma-r2/rules/a.yml", Rule(1) + "# new\n"), ("sigma-r2/rules/c.yml", broken), ("sigma-r2/rules/moved/e.yml", Rule(5)))).ShouldBe(1);
        Lines().ShouldBe(
        [
            "changed  rules/a.yml  Rule 1", "refused  rules/c.yml  (6:17 modifier-unknown: unknown modifier 'nonsense'; the one that was there stays)", "added    rules/moved/e.yml  Rule 5",
            "removed  rules/b.yml  Rule 2",
        ]);
        Files().ShouldBe(["rules/a.yml", "rules/c.yml", "rules/moved/e.yml"]);
        File.ReadAllText(Path.Combine(Target, "rules", "c.yml")).ShouldBe(Rule(3));
        Directory.GetDirectories(_folder.Path).ShouldBe([Target]);
    }

    [Fact]
    public void A_rule_that_moved_is_changed_and_not_removed()
    {
        Import(Zip(("s/rules/a.yml", Rule(1)))).ShouldBe(0);
        _output.GetStringBuilder().Clear();
        Import(Zip(("s/rules/b.yml", Rule(1)))).ShouldBe(0);
        Lines().ShouldBe(["changed  rules/b.yml  Rule 1  (was rules/a.yml)"]);
    }

    [Fact]
    public void A_dry_run_writes_nothing()
    {
        Import(Zip(("s/rules/a.yml", Rule(1))), isDry: true).ShouldBe(0);
        Directory.Exists(Target).ShouldBeFalse();
    }

    [Theory]
    [InlineData("../evil.yml")]
    [InlineData("/etc/evil.yml")]
    [InlineData("rules/../../evil.yml")]
    [InlineData("rules\\..\\evil.yml")]
    [InlineData("C:evil.yml")]
    public void An_entry_that_leads_out_refuses_the_archive(string name)
    {
        Import(Zip(("rules/a.yml", Rule(1)), (name, Rule(2)))).ShouldBe(2);
        _errors.ToString().ShouldContain("leads out of its folder");
        Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["r.zip"]);
    }

    [Fact]
    public void A_link_refuses_the_archive()
    {
        var zip = Zip(("rules/a.yml", Rule(1)));
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Update))
            archive.CreateEntry("rules/link.yml").ExternalAttributes = unchecked((int)0xA1FF0000);
        Import(zip).ShouldBe(2);
        _errors.ToString().ShouldContain("is a link");
    }

    [Fact]
    public void A_bomb_refuses_the_archive_before_anything_is_written()
    {
        Import(Zip(("rules/a.yml", Rule(1)), ("rules/b.yml", new string('a', 5_000_000)))).ShouldBe(2);
        _errors.ToString().ShouldContain("unpacks to more than rules can be");
        Directory.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public void What_is_no_zip_or_holds_no_rule_is_bad_input()
    {
        var file = _folder.File("x.zip");
        File.WriteAllText(file, "no zip");
        Import(file).ShouldBe(2);
        Import(Zip(("readme.txt", "x"))).ShouldBe(2);
        Import(_folder.File("nowhere.zip")).ShouldBe(2);
    }

    [Fact]
    public void A_run_that_was_broken_off_between_the_renames_is_mended_by_the_next()
    {
        Import(Zip(("s/rules/a.yml", Rule(1)))).ShouldBe(0);
        Directory.Move(Target, Target + ".old");
        _output.GetStringBuilder().Clear();
        Import(Zip(("s/rules/a.yml", Rule(1)), ("s/rules/b.yml", Rule(2)))).ShouldBe(0);
        Lines().ShouldBe(["added    rules/b.yml  Rule 2"]);
        Directory.Exists(Target + ".old").ShouldBeFalse();
    }

    private int Import(string from, bool isDry = false) => RulesImportCommand.Run(from, Target, isDry, isJson: false, RuleTreatment.None, _output, _errors);

    private string[] Lines()
    {
        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _output.GetStringBuilder().Clear();
        return lines;
    }

    private string[] Files()
    {
        File.Delete(_folder.File("r.zip"));
        return [.. Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Target, file)).Order(StringComparer.Ordinal)];
    }

    private string Zip(params ReadOnlySpan<(string Name, string Text)> entries)
    {
        var path = _folder.File("r.zip");
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in entries)
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return path;
    }

    private static string Rule(int number) =>
        $"title: Rule {number}\nid: {number}1111111-2222-4333-8444-555555555555\nlogsource:\n  category: test\ndetection:\n  selection: {{f: a}}\n  condition: selection\n";
}
