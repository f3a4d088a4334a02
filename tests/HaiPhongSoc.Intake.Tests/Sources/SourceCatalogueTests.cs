using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Intake.Tests.Sources;

public sealed class SourceCatalogueTests
{
    [Fact]
    public void A_small_definition_loads()
    {
        var catalogue = SourceCatalogue.FromTexts(("x.yml", "id: x\ntitle: X\nformat: json\ntime: [when]\n"));

        catalogue.Problems.ShouldBeEmpty();
        catalogue.Find("x")!.Title.ShouldBe("X");
    }

    [Theory]
    [InlineData("id: x\ntitle: X\necz: {a: b}\n", 3, 1, "unknown key 'ecz'")]
    [InlineData("id: y\ntitle: X\n", 1, 5, "'id' is 'y' but the file is called 'x.yml'")]
    [InlineData("id: x\n", 1, 1, "'title' is missing")]
    [InlineData("id: x\ntitle: X\nformat: xml\n", 3, 9, "'format' is 'xml', expected one of json, text")]
    [InlineData("id: x\ntitle: X\nzone: Hanoi\n", 3, 7, "'zone' is 'Hanoi'")]
    [InlineData("id: x\ntitle: X\nformat: text\nrecognise: {program: a}\npatterns:\n  - name: p\n    match: '(?=a)b'\n", 7, 12, "no linear-time expression")]
    [InlineData("id: x\ntitle: X\nformat: text\npatterns:\n  - {name: p, match: a}\n", 1, 1, "needs 'recognise'")]
    [InlineData("id: x\ntitle: X\nvariants:\n  - {ecs: {a: b}}\n", 4, 5, "a variant needs 'when'")]
    [InlineData("id: x\ntitle: X\nderive:\n  - {from: a, match: '(?<q>.)', ecs: {r: s.t}}\n", 4, 42, "no group 'r'")]
    [InlineData("id: x\ntitle: X\nderive:\n  - {from: a, to: b}\n", 4, 5, "exactly one of")]
    [InlineData("id: x\ntitle: [X\n", 3, 1, "not readable as YAML")]
    [InlineData("- a\n", 1, 1, "expected one document that is a mapping")]
    [InlineData("id: x\ntitle: X\nlogsource: {produkt: linux}\n", 3, 13, "unknown key 'produkt'")]
    public void A_mistake_is_told_with_its_place(string text, int line, int column, string message)
    {
        var catalogue = SourceCatalogue.FromTexts(("x.yml", text));

        catalogue.Definitions.ShouldBeEmpty();
        catalogue.Problems.ShouldContain(p => p.File == "x.yml" && p.Line == line && p.Column == column && p.Message.Contains(message, StringComparison.Ordinal),
            string.Join('\n', catalogue.Problems));
    }

    [Fact]
    public void All_mistakes_are_told_not_the_first_only() =>
        SourceCatalogue.FromTexts(("x.yml", "id: x\nformat: xml\nzone: 7\nfoo: 1\n")).Problems.Count.ShouldBe(4);
}
