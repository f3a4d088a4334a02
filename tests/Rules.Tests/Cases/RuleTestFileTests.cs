using HaiPhongSoc.Detection.Cases;
using YamlDotNet.Core;

namespace HaiPhongSoc.Rules.Tests.Cases;

public sealed class RuleTestFileTests
{
    [Fact]
    public void Records_are_read_with_the_definition_that_reads_them()
    {
        var cases = RuleTestFile.Read("cases:\n  - {it: a, source: linux-auth, expect: match, records: ['x', 'y']}\n", "t.yml");
        cases.Single().Matches.ShouldBeTrue();
        cases.Single().Records.Select(r => (r.Definition, r.Text)).ShouldBe([("linux-auth", "x"), ("linux-auth", "y")]);
    }

    [Fact]
    public void A_sequence_is_laid_out_in_time_and_steps_interleave()
    {
        var steps = RuleTestFile.Read(
            "cases:\n  - it: a\n    expect: no match\n    sequence:\n      - {at: 0s, source: s, times: 2, every: 1m, record: 'a{n} {bsd}'}\n      - {at: 30s, source: s, record: 'b {utc}'}\n",
            "t.yml").Single().Sequence;
        Timeline.Expand(steps).Select(r => r.Text).ShouldBe(["a000 Nov 24 08:00:00", "b 2026-11-24T01:00:30.000Z", "a001 Nov 24 08:01:00"]);
    }

    [Fact]
    public void Times_are_written_as_their_sender_writes_them() =>
        Timeline.Write("{bsd}|{iso}|{clf}|{utc}", new DateTimeOffset(2026, 12, 4, 23, 5, 6, 120, TimeSpan.Zero), 0)
            .ShouldBe("Dec  5 06:05:06|2026-12-05T06:05:06.120000+07:00|05/Dec/2026:06:05:06 +0700|2026-12-04T23:05:06.120Z");

    [Theory]
    [InlineData("cases:\n  - {it: a, source: s, expect: maybe, records: [x]}\n", "t.yml(2,32): expect is \"maybe\": write match or no match")]
    [InlineData("cases:\n  - {it: a, source: s, expect: match, record: [x]}\n", "t.yml(2,39): unknown key \"record\"")]
    [InlineData("cases:\n  - {it: a, source: s, expect: match}\n", "t.yml(2,5): a case has either records or a sequence")]
    [InlineData("cases:\n  - {it: a, expect: match, records: [x]}\n", "t.yml(2,5): source is missing")]
    [InlineData("cases:\n  - {it: a, expect: match, sequence: [{at: 0s, source: s, times: 9, record: x}]}\n", "times without every")]
    public void A_mistake_of_the_writer_is_said_with_its_place(string yaml, string message) =>
        Should.Throw<YamlException>(() => RuleTestFile.Read(yaml, "t.yml")).Message.ShouldContain(message);
}
