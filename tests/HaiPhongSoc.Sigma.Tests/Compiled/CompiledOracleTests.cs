using System.Text;
using System.Text.Json;
using CsCheck;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Testing.Fuzzing;

namespace HaiPhongSoc.Sigma.Tests.Compiled;

/// <summary>The compiled engine against the naive evaluator: the same matches, always.</summary>
public sealed class CompiledOracleTests(ITestOutputHelper output)
{
    [Fact]
    public void Generated_rules_match_the_same_events_in_both_engines()
    {
        var (pairs, matches, refused) = (0, 0, 0);
        Gen.Select(Generated.Detections.Array[1, 12], Generated.Event.Array[1, 12]).Sample(
            (texts, events) =>
            {
                var rules = new List<SigmaRule>();
                foreach (var text in texts)
                {
                    var documents = Rule.Parse(text);
                    rules.AddRange(documents.Rules);
                    Interlocked.Add(ref refused, documents.Refused);
                }

                var engine = new Engine(rules);
                var naive = rules.ConvertAll(rule => new NaiveMatcher(rule));
                foreach (var @event in events.Select(Generated.ToEvent))
                {
                    List<int> expected = [.. Enumerable.Range(0, rules.Count).Where(i => naive[i].Matches(@event))];
                    Interlocked.Add(ref pairs, rules.Count);
                    Interlocked.Add(ref matches, expected.Count);
                    if (!engine.Matches(@event).SequenceEqual(expected) || (IsUtf8(@event) && !engine.MatchesUtf8(@event).SequenceEqual(expected)))
                        return false;
                }

                return true;
            },
            iter: 200,
            time: Fuzz.Seconds,
            threads: 2,
            print: sample => $"rules:\n{string.Join("---\n", sample.Item1.Select(Rule.Text))}\nevents:\n{string.Join('\n', sample.Item2.Select(e => JsonSerializer.Serialize(e)))}");

        output.WriteLine($"{pairs} pairs of rule and event, {matches} matches, {refused} rules refused");
        // The generator is worth something only where both answers are frequent.
        matches.ShouldBeGreaterThan(pairs / 10);
        matches.ShouldBeLessThan(pairs * 9 / 10);
        refused.ShouldBeLessThan(pairs / 20);
    }

    // A lone surrogate has no UTF-8.
    private static bool IsUtf8(MapEvent @event) =>
        @event.AllValues.All(value => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value.Text)) == value.Text);
}
