using CsCheck;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Playbooks;

namespace HaiPhongSoc.Operations.Tests.Playbooks;

public sealed class PlaybookTests
{
    private static readonly string[] Techniques = ["T1110", "T1110.001", "T1505"];

    private const string Good =
        """
        id: p
        version: "1"
        title: {vi: a, en: a}
        summary: {vi: a, en: a}
        applies: {attack: [T1110]}
        tasks:
          - {id: t, phase: contain, title: {vi: a, en: a}, guide: {vi: a, en: a}, role: analyst, due: {default: 4h, "3": 1h}}
        """;

    public static TheoryData<string, string, string> Faults => new()
    {
        { "T1110", "T111", "p.yml:5:19: applies.attack holds \"T111\", which is not an ATT&CK technique such as T1110 or T1110.001" },
        { "{attack: [T1110]}", "{}", "p.yml:5:10: applies names neither attack nor rules: the playbook would never be chosen" },
        { "{attack: [T1110]}", "{rules: [x]}", "p.yml:5:18: applies.rules holds \"x\", which is not the UUID of a rule" },
        { "phase: contain", "phase: panic", "p.yml:7:20: tasks[0].phase is \"panic\": write one of identify, preserve, contain, analyse, eradicate, recover, lessons" },
        { "role: analyst", "role: boss", "p.yml:7:81: tasks[0].role is \"boss\": write one of analyst, shift-lead, responder, system-owner" },
        { "\"3\": 1h", "\"3\": 5h", "p.yml:7:114: tasks[0].due.3 is longer than default: a higher level never has more time" },
        { "default: 4h", "default: soon", "p.yml:7:105: tasks[0].due.default is \"soon\": write a length of time as 30m, 4h or 2d" },
        { "title: {vi: a, en: a}\nsummary", "title: {vi: a}\nsummary", "p.yml:3:8: title.en is missing" },
        { "id: p", "id: P", "p.yml:1:5: id \"P\" may hold lower-case letters, digits and dashes only, 64 at most" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_told_with_its_place_and_remedy(string good, string bad, string fault)
    {
        Good.ShouldContain(good);
        var faults = new List<DocumentFault>();
        PlaybookFile.Read(Good.Replace(good, bad, StringComparison.Ordinal), "p.yml", faults).ShouldBeNull();
        faults.Select(f => f.ToString()).ShouldBe([fault]);
    }

    [Fact]
    public void A_faultless_file_is_read()
    {
        var playbook = PlaybookFile.Read(Good, "p.yml", []).ShouldNotBeNull();
        playbook.Tasks[0].Due.At(3).ShouldBe(TimeSpan.FromHours(1));
        playbook.Tasks[0].Due.At(0).ShouldBe(TimeSpan.FromHours(4));
    }

    public static TheoryData<string, string[], int, string?> Choices => new()
    {
        { "r-named", ["T1110.001"], 3, "named" },
        { "other", ["T1110.001"], 3, "sub" },
        { "other", ["T1110.003"], 3, "parent" },
        { "other", ["T9999"], 3, "general" },
        { "other", [], 0, "general" },
        { "other", ["T1505.003"], 2, "general" },
        { "other", ["T1505.003"], 3, "level-3" },
        { "other", ["T1486"], 3, "urgent" },
        { "other", ["T1490"], 3, "a-tie" },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void The_most_specific_playbook_wins(string rule, string[] tags, int level, string? expected)
    {
        Playbook[] shelf =
        [
            Make("general", otherwise: true), Make("parent", attack: ["T1110"], priority: 900), Make("sub", attack: ["T1110.001"]),
            Make("named", rules: ["r-named"], priority: 1), Make("level-3", attack: ["T1505.003"], minLevel: 3),
            Make("calm", attack: ["T1486"], priority: 10), Make("urgent", attack: ["T1486"], priority: 20),
            Make("b-tie", attack: ["T1490"]), Make("a-tie", attack: ["T1490"]),
        ];
        PlaybookChoice.Best(shelf, [new PlaybookCue(rule, tags)], level)?.Playbook.Id.ShouldBe(expected);
    }

    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_the_files()
    {
        var playbook = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2].Select(i => Techniques[i]), Gen.Int[1, 2], Gen.Int[0, 3])
            .Select(p => Make($"p{p.Item1}", attack: [p.Item2], priority: p.Item3, minLevel: p.Item4));
        Gen.Select(playbook.Array[1, 8], Gen.Int[0, 5], Gen.Int[0, 1_000]).Sample((shelf, level, seed) =>
        {
            var unique = shelf.DistinctBy(p => p.Id, StringComparer.Ordinal).ToArray();
            var shuffled = unique.OrderBy(p => HashCode.Combine(p.Id, seed)).ToArray();
            PlaybookCue[] cues = [new("r", ["T1110.001"]), new("r", ["T1505.003"])];
            return PlaybookChoice.Best(unique, cues, level)?.Playbook.Id == PlaybookChoice.Best(shuffled, cues, level)?.Playbook.Id;
        });
    }

    private static Playbook Make(
        string id, string[]? attack = null, string[]? rules = null, bool otherwise = false, int priority = 100, int minLevel = 0) => new()
        {
            Id = id,
            Version = "1",
            Title = Wording.Empty,
            Summary = Wording.Empty,
            Attack = attack ?? [],
            Rules = rules ?? [],
            Otherwise = otherwise,
            Priority = priority,
            MinLevel = minLevel,
            Tasks = [],
            References = [],
        };
}
