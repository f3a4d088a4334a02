using System.Text;
using CsCheck;
using HaiPhongSoc.Testing.Fuzzing;

namespace HaiPhongSoc.Sigma.Tests.Hostile;

/// <summary>Rules come from strangers too: whatever the text, reading ends, tells what is wrong, and throws nothing. Each text here must simply finish.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Ends(Encoding.Latin1.GetString(bytes)), iter: 5_000, time: Fuzz.Seconds);

    [Fact]
    public void Random_yaml_marks_never_throw() =>
        Pick.From("a", ":", " ", "\n", "  ", "- ", "? ", "{", "}", "[", "]", ",", "&a ", "*a", "!t ", "!!int ", "|", ">", "\"", "'", "#", "%YAML 1.2", "---", "...", "\t", "\\", "\r", "\0", "\uFEFF", "detection", "condition", "selection", "title")
            .Array[0, 40].Select(string.Concat).Sample(Ends, iter: 10_000, time: Fuzz.Seconds);

    [Fact]
    public void Mutated_pipelines_never_throw_and_never_throw_on_rules()
    {
        const string Pipeline = """
            name: p
            priority: 10
            vars: {a: [b, c]}
            transformations:
              - {id: x, type: field_name_mapping, mapping: {f: [g, h], null: m}, rule_conditions: [{type: logsource, category: conformance}]}
              - {type: replace_string, regex: '(a)b', replacement: '\1*', field_name_conditions: [{type: include_fields, fields: ['g.*'], mode: re}]}
              - {type: hashes_fields, valid_hash_algos: [MD5], detection_item_conditions: {c: {type: match_string, cond: any, pattern: 'MD5='}}, detection_item_cond_expr: c}
              - {type: add_condition, conditions: {EventID: 1, n: $category}, template: true}
              - {type: nest, items: [{type: drop_detection_item, field_name_conditions: [{type: exclude_fields, fields: [g]}]}]}
            """;
        var rule = SigmaParser.Parse(Rule.Text("a: {f|contains: 'ab*', Hashes: 'MD5=1'}\nk: [one, 2]\nb: {f|fieldref: g, n: null, d|base64offset|contains: abc}\ncondition: a or (k and not b)"), "r.yml", forPipelines: true).Rules.Single();
        Gen.Select(Gen.Int[0, Pipeline.Length], Gen.Int[0, 2], Pick.From(":", "\n", " ", "{", "[", "'", "null", "type", "x", "regex, method: plain", "*", "\\", "(", "true", "- ", ", ")).Array[1, 5].Sample(
            changes =>
            {
                var text = Pipeline;
                foreach (var (at, kind, piece) in changes)
                {
                    var i = Math.Min(at, text.Length);
                    text = kind == 0 ? text.Insert(i, piece) : text.Remove(i, Math.Min(kind * 2, text.Length - i)).Insert(i, kind == 2 ? piece : "");
                }

                var pipeline = HaiPhongSoc.Sigma.Pipelines.ProcessingPipeline.Read(text, "p.yml", out var diagnostics);
                if (pipeline is null)
                    return diagnostics.Any(diagnostic => diagnostic.IsError);
                var treated = pipeline.Apply(rule, out var refusal);
                return treated is null == refusal is not null;
            },
            iter: 1_000, time: Fuzz.Seconds);
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "deep flow", "title: " + new string('[', 1_000_000) },
        { "deep maps", "title: " + new string('{', 1_000_000) },
        { "deep blocks", string.Concat(Enumerable.Range(0, 1_000).Select(i => new string(' ', i) + "a:\n")) },
        { "keys of keys", string.Concat(Enumerable.Repeat("? ", 10_000)) },
        { "sequences of sequences", string.Concat(Enumerable.Repeat("- ", 100_000)) },
        { "aliases", "a: &a [x, x]\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"b{i}: &b{i} [*{(i == 0 ? "a" : $"b{i - 1}")}, *a]\n")) },
        { "only structure", "[" + string.Concat(Enumerable.Repeat("[],", 500_000)) + "]" },
        { "too large", "title: " + new string('a', 5_000_000) },
        { "one huge key", Rule.Text($"selection:\n  ? {new string('k', 1_000_000)}\n  : a\ncondition: selection") },
        { "chain without end", Rule.Text($"selection:\n  ? f{string.Concat(Enumerable.Repeat("|contains", 10_000))}\n  : [a, b]\ncondition: selection") },
        { "ten thousand keys", Rule.Text($"selection:\n{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  f{i}: {i}\n"))}condition: selection") },
        { "ten thousand detections", Rule.Text($"{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"s{i}: {{f: {i}}}\n"))}condition: {string.Join(" or ", Enumerable.Repeat("1 of s*", 400))}") },
        { "patterns that multiply", Rule.Text($"{string.Concat(Enumerable.Range(0, 900).Select(i => $"s{i}: {{f: {i}}}\n"))}condition: {string.Join(" or ", Enumerable.Repeat("1 of s*", 400))}") },
        { "conditions that multiply", Rule.Text($"a: {{f: a}}\ncondition: [{string.Join(", ", Enumerable.Repeat("1 of a*", 50_000))}]") },
        { "deep condition", Rule.Text($"a: {{f: a}}\ncondition: {new string('(', 100_000)}a{new string(')', 100_000)}") },
        { "not without end", Rule.Text($"a: {{f: a}}\ncondition: {string.Concat(Enumerable.Repeat("not ", 100_000))}a") },
        { "wrong everywhere", Rule.Text($"selection:\n  f|cidr: [{string.Join(", ", Enumerable.Repeat("x", 20_000))}]\ncondition: selection") },
        { "regex that unfolds", Rule.Text("selection:\n  f|re: '((a{1,900}){1,900}){1,900}'\ncondition: selection") },
        { "regex of brackets", Rule.Text($"selection:\n  f|re: '{new string('(', 100_000)}{new string(')', 100_000)}'\ncondition: selection") },
        { "many documents", string.Concat(Enumerable.Repeat("---\na: b\n", 20_000)) },
        { "a directive", "%YAML 99999999999999999999.1\n---\na: b\n" },
    };

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void Bomb_is_refused(string name, string text)
    {
        var documents = SigmaParser.Parse(text, "bomb.yml");
        if (name is "one huge key" or "ten thousand keys")
        {
            documents.Rules.Count.ShouldBe(1);
            return;
        }

        documents.Rules.ShouldBeEmpty();
        documents.Diagnostics.ShouldContain(diagnostic => diagnostic.IsError);
        documents.Diagnostics.ShouldAllBe(diagnostic => diagnostic.Message.Length < 600);
        if (name == "wrong everywhere")
            documents.Diagnostics.Count.ShouldBeLessThan(1_000);
        var bound = name switch
        {
            "deep flow" or "deep maps" or "deep blocks" or "sequences of sequences" => "too-deep",
            "only structure" or "too large" => "too-large",
            "aliases" => "alias",
            "patterns that multiply" or "conditions that multiply" => "condition-too-long",
            "chain without end" => "modifier-too-many",
            _ => null,
        };
        if (bound is not null)
            documents.Diagnostics.First(diagnostic => diagnostic.IsError).Id.ShouldBe(bound);
    }

    [Fact]
    public void Windash_of_many_dashes_is_one_pattern()
    {
        var dashes = string.Concat(Enumerable.Repeat(" -a", 1_000));
        var matcher = Rule.ItemMatcher($"f|windash|contains: '{dashes}'");
        matcher.Matches(new MapEvent(("f", "x" + dashes.Replace('-', '\u2015')))).ShouldBeTrue();
        matcher.Matches(new MapEvent(("f", "x" + dashes[..^1]))).ShouldBeFalse();
    }

    [Fact]
    public void Regex_bombs_match_in_linear_time()
    {
        var matcher = Rule.ItemMatcher("f|re: '^(a+)+$'");
        matcher.Matches(new MapEvent(("f", new string('a', 100_000) + "!"))).ShouldBeFalse();
        Rule.ItemMatcher("f|re: '(x+x+)+y'").Matches(new MapEvent(("f", new string('x', 100_000)))).ShouldBeFalse();
    }

    [Fact]
    public void Many_wildcards_over_a_long_value_end()
    {
        var matcher = Rule.ItemMatcher($"f: '{string.Concat(Enumerable.Repeat("*a?", 200))}*b'");
        matcher.Matches(new MapEvent(("f", new string('a', 20_000)))).ShouldBeFalse();
    }

    [Fact]
    public void Placeholders_that_multiply_are_refused()
    {
        var values = Enumerable.Range(0, 1_000).Select(i => $"v{i}").ToList();
        Rule.ParseItem("f|expand: '%a%%b%%c%'", _ => values).Diagnostics.ShouldContain(diagnostic => diagnostic.Id == "expand-too-many");
        Rule.ParseItem($"f|expand: [{string.Join(", ", Enumerable.Repeat("'%a%'", 200))}]", _ => values).Diagnostics.ShouldContain(diagnostic => diagnostic.Id == "expand-too-many");
    }

    private static bool Ends(string text)
    {
        var documents = SigmaParser.Parse(text, "random.yml");
        return documents.Diagnostics.All(diagnostic => diagnostic.Line >= 1 && diagnostic.Column >= 1)
            && documents.Rules.All(rule => rule.Conditions.Count > 0)
            && (documents.Refused == 0) == documents.Diagnostics.All(diagnostic => !diagnostic.IsError);
    }
}
