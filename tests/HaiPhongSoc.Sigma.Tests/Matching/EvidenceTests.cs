namespace HaiPhongSoc.Sigma.Tests.Matching;

/// <summary>What a match shows for itself.</summary>
public sealed class EvidenceTests
{
    [Theory]
    [InlineData("not not a", "a")]
    [InlineData("not (not a or b)", "a")]
    [InlineData("not (not a and not b)", "a")]
    [InlineData("not (b or not (a and not b))", "a")]
    [InlineData("not b", "")]
    [InlineData("not (b or (a and b))", "")]
    public void A_negation_within_a_negation_says_what_is_there(string condition, string detections)
    {
        var matcher = Rule.Matcher($"a: {{f: x}}\nb: {{g: y}}\ncondition: {condition}");
        var @event = new MapEvent(("f", "x"));
        matcher.Matches(@event).ShouldBeTrue();
        string.Join(' ', matcher.Evidence(@event).Select(evidence => evidence.Detection)).ShouldBe(detections);
    }
}
