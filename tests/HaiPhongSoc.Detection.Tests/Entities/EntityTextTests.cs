using System.Text;
using CsCheck;
using HaiPhongSoc.Detection.Entities;
using HaiPhongSoc.Detection.Hits;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests.Entities;

/// <summary>An alert's key must come back from the database as it went in.</summary>
public sealed class EntityTextTests
{
    [Theory]
    [InlineData(254, 256)]
    [InlineData(255, 255)] // the pair would stand half within
    [InlineData(256, 256)]
    public void A_value_is_cut_between_characters(int letters, int length) =>
        EntityText.Of(new string('A', letters) + "😀😀").ShouldSatisfyAllConditions(
            text => text.Length.ShouldBe(length),
            text => StoredAndRead(text).ShouldBe(text));

    [Fact]
    public void Half_a_pair_is_replaced_before_it_is_part_of_a_key()
    {
        EntityText.Of("a\uD83Db").ShouldBe("a\uFFFDb");
        EntityText.Of("\uDE00\uD83D").ShouldBe("\uFFFD\uFFFD");
        EntityText.Of("ĐẶNG 😀").ShouldBe("đặng 😀");
    }

    [Fact]
    public void Any_text_comes_back_as_it_went_in_and_is_the_same_text_again() =>
        Gen.OneOf(Gen.Char['\uD7F0', '\uE010'], Gen.Char['A', 'z']).Array[0, 600].Sample(units =>
        {
            var text = EntityText.Of(new string(units));
            return text.Length <= EntityText.Longest && StoredAndRead(text) == text && EntityText.Of(text) == text;
        });

    [Fact]
    public void Every_entity_of_an_event_is_bounded_and_well_formed()
    {
        var hostile = new string('x', 255) + "😀";
        var logEvent = AnEvent().With("user.name", hostile).With("host.name", hostile).With("process.command_line", hostile).Build();
        foreach (var entity in EntityReader.All(logEvent, ["process.command_line"]))
            StoredAndRead(entity.Key).ShouldBe(entity.Key);
        EntityReader.OfField(logEvent, "process.command_line").ShouldBe(new Entity(EntityKind.Field, "process.command_line=" + new string('x', 255), "r1"));
    }

    private static string StoredAndRead(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
