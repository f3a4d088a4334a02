using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Web.Regulation;

namespace HaiPhongSoc.Web.Tests.Regulation;

public sealed class RegulationWordsTests
{
    private static readonly IReadOnlyList<RegulationRow> Rows =
        RegulationTexts.Read(RepositoryRoot.Of("rules", "regulation", "vn-2026.yml"), out _)!.Rows;

    [Theory]
    [InlineData("tham dinh", null, null, null, "appraisal")]
    [InlineData("THẨM ĐỊNH hồ sơ", "time_limits", "3", null, "appraisal")]
    [InlineData("72 gio", null, null, null, "incident-report")]
    [InlineData("điều 23", "time_limits", null, "verified", "incomplete-dossier")]
    [InlineData(null, null, null, "to-be-confirmed", "network-notice")]
    public void Rows_are_found_by_words_with_or_without_diacritics(string? text, string? part, string? level, string? confidence, string id) =>
        RegulationWords.Find(Rows, text, part, level, confidence).ShouldContain(r => r.Id == id);

    [Fact]
    public void A_level_leaves_out_what_is_written_for_others()
    {
        RegulationWords.Find(Rows, null, "time_limits", "1", null).Select(r => r.Id).ShouldBe(["incomplete-dossier", "approval"]);
        RegulationWords.Find(Rows, null, "requirement_groups", "2", null).ShouldNotContain(r => r.Id == "GS");
    }

    [Theory]
    [InlineData("no-such-part", "9", "sure")]
    [InlineData("", "-1", "<script>")]
    public void What_an_address_says_wrongly_filters_nothing(string part, string level, string confidence) =>
        RegulationWords.Find(Rows, "", part, level, confidence).Count.ShouldBe(Rows.Count);

    [Fact]
    public void Answers_are_read_from_an_address_and_bounded()
    {
        var answers = LevelAddress.Read("https://soc.test/cap-do?purpose=internal,%20online-service&harm=none&empty=");
        answers["purpose"].ShouldBe(["internal", "online-service"]);
        answers["harm"].ShouldBe(["none"]);
        answers["empty"].ShouldBeEmpty();
        LevelAddress.Read("https://soc.test/cap-do?" + string.Join('&', Enumerable.Range(0, 1_000).Select(i => $"q{i}=1"))).Count.ShouldBeLessThanOrEqualTo(50);
    }
}
