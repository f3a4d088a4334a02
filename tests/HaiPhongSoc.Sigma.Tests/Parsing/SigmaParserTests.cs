namespace HaiPhongSoc.Sigma.Tests.Parsing;

/// <summary>What reading promises beside single rules: collected diagnostics, several documents, attributes kept.</summary>
public sealed class SigmaParserTests
{
    private static readonly string Good = Rule.Text("selection: {f: a}\ncondition: selection\n");

    [Fact]
    public void Documents_before_a_broken_one_are_kept()
    {
        var documents = SigmaParser.Parse($"{Good}\n---\n{Good}\n---\ntitle: [", "three.yml");
        documents.Rules.Count.ShouldBe(2);
        documents.Refused.ShouldBe(1);
        documents.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("yaml");
    }

    [Fact]
    public void All_that_is_wrong_with_a_document_is_told_at_once()
    {
        var documents = SigmaParser.Parse("level: severe\nid: 7\nlogsource:\n  category: c\ndetection:\n  s:\n    f|nope: a\n    g|cidr: b\n  condition: s\n", "bad.yml");
        documents.Rules.ShouldBeEmpty();
        documents.Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBe(
        [
            "bad.yml:1:1: error title-missing: 'title' is missing",
            "bad.yml:2:5: warning id-not-uuid: 'id' should be a UUID, such as 5b5b6a3e-0f3c-4c0e-9d55-0c7f6b0e6a11",
            "bad.yml:1:8: error level-unknown: unknown level 'severe': informational, low, medium, high or critical",
            "bad.yml:7:7: error modifier-unknown: unknown modifier 'nope'",
            "bad.yml:8:13: error modifier-value: 'b' is no network: write it as 10.0.0.0/8 or 2001:db8::/32, with no bits set after the prefix",
        ]);
    }

    [Fact]
    public void A_refused_document_does_not_refuse_its_neighbours()
    {
        var documents = SigmaParser.Parse($"title: none\n---\n{Good}", "two.yml");
        documents.Rules.Count.ShouldBe(1);
        documents.Refused.ShouldBe(1);
    }

    [Fact]
    public void Attributes_beyond_the_specification_are_kept()
    {
        var metadata = SigmaParser.Parse($"title_vi: Thử\nx:\n  y: [1, null]\n{Good}", "a.yml").Rules.Single().Metadata;
        metadata.Custom["title_vi"].ShouldBe("Thử");
        ((IReadOnlyDictionary<string, object?>)metadata.Custom["x"]!)["y"].ShouldBe(new List<object?> { "1", null });
    }
}
