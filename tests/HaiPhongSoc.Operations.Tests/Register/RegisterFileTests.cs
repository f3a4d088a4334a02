using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Register;

public sealed class RegisterFileTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    private static readonly AnsweredLevels Levels = new(
        RegulationFile.Read(File.ReadAllText(RepositoryRoot.Of("rules", "regulation", "vn-2026.yml")), "vn-2026.yml", [])!.Levels, new DateOnly(2026, 11, 24));

    public static TheoryData<string, string> Faults => new()
    {
        { "systems: [", "f.yml:2:1: While parsing a node, did not find expected node content." },
        { "- a", "f.yml:1:1: one mapping of keys is expected" },
        { "organisation: []", "f.yml:1:1: organisation is not known here: take it out or correct it" },
        { "organisations:\n  - {code: A, name: x}", "f.yml:2:12: organisations[0].code \"A\" may hold lower-case letters, digits and dashes only, 64 at most" },
        { "organisations:\n  - {code: a}", "f.yml:2:5: organisations[0].name is missing" },
        { "organisations:\n  - {code: a, name: x}\n  - {code: a, name: y}", "f.yml:3:12: organisations[1].code \"a\" is given twice" },
        { System("level: {approved: 6, basis: b, decision: d}"), "f.yml:7:23: systems[0].level.approved is \"6\", not a whole number from 1 to 5" },
        { System("level: {approved: 3, basis: b}"), "f.yml:7:12: systems[0].level.decision is missing" },
        { System("level: {basis: b}"), "f.yml:7:12: systems[0].level names no figure: give approved, proposed, computed or answers" },
        { System("assets: [{realm: r, network: 10.0.0.1/24}]"), "f.yml:7:34: systems[0].assets[0].network \"10.0.0.1/24\" is not an address range: write 10.20.1.0/24 with zero host bits, or one address" },
        { System("assets: [{realm: r, network: 10.1}]"), "f.yml:7:34: systems[0].assets[0].network \"10.1\" is not an address range: write 10.20.1.0/24 with zero host bits, or one address" },
        { System("assets: [{realm: r}]"), "f.yml:7:14: systems[0].assets[0].network or host, domain or account must be given, and only one of them" },
        { System("assets: [{realm: r, host: 'a b'}]"), "f.yml:7:31: systems[0].assets[0].host \"a b\" is not a host name" },
        { System("assets: [{realm: r, host: a, valid_from: 01/02/2026}]"), "f.yml:7:46: systems[0].assets[0].valid_from is \"01/02/2026\": write a date as yyyy-MM-dd, or a time as 2026-11-24T12:00:00+07:00" },
        { System("assets: [{realm: r, host: a, valid_from: 2026-02-01, valid_to: 2026-02-01}]"), "f.yml:7:68: systems[0].assets[0].valid_to is not after valid_from" },
        { System("contact: [1]"), "f.yml:7:14: systems[0].contact must be a mapping of keys" },
        { System("level: {answers: {purpose: internal, information: public}, computed: 3}"), "f.yml:7:74: systems[0].level.computed is 3, and the answers give 1: take it out" },
        { System("colour: red"), "f.yml:7:5: systems[0].colour is not known here: take it out or correct it" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_told_with_its_place_and_remedy(string yaml, string fault) =>
        RegisterFile.Read(yaml, "f.yml", Zone, Levels).Faults.Select(f => f.ToString()).ShouldBe([fault]);

    [Fact]
    public void All_faults_of_a_file_are_told_at_once()
    {
        var yaml = "systems:\n  - {code: x, name: n, owner: o, status: gone, has_real_data: maybe}\n  - {code: y}";
        RegisterFile.Read(yaml, "f.yml", Zone, Levels).Faults.Select(f => f.ToString()).ShouldBe(
        [
            "f.yml:2:42: systems[0].status is \"gone\": write one of in-operation, test, not-concluded, retired",
            "f.yml:2:63: systems[0].has_real_data is \"maybe\": write true or false",
            "f.yml:3:5: systems[1].name is missing",
            "f.yml:3:5: systems[1].owner is missing",
            "f.yml:3:5: systems[1].status is missing",
            "f.yml:3:5: systems[1].has_real_data is missing: a test system with real data obeys the same rules",
        ]);
    }

    [Fact]
    public void Answers_make_the_level_and_its_basis()
    {
        var file = RegisterFile.Read(
            System("level: {answers: {purpose: [online-service, administrative-procedures], information: [public, personal], basic-data-subjects: 5000, conditional-business: no}}"),
            "f.yml", Zone, Levels);
        file.Faults.ShouldBeEmpty();
        (file.Systems[0].Computed, file.Systems[0].Basis).ShouldBe((3, "Nghị định 331/2026/NĐ-CP, Điều 13 khoản 2 điểm b"));
        (file.Systems[0].Approved, file.Systems[0].Proposed).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("colour: red", "answers.colour is no question: write one of purpose, information,")]
    [InlineData("purpose: [internal, external]", "answers.purpose is \"external\": write one of internal, online-service,")]
    [InlineData("information: personal, basic-data-subjects: many", "answers.basic-data-subjects is \"many\": write a whole number")]
    [InlineData("purpose: other", "answers meet no row of the decision table")]
    public void A_faulty_answer_is_told(string answers, string fault) =>
        RegisterFile.Read(System($"level: {{answers: {{{answers}}}}}"), "f.yml", Zone, Levels).Faults.ShouldContain(f => f.Message.Contains(fault, StringComparison.Ordinal) && f.Line == 7);

    [Fact]
    public void Dates_begin_in_the_citys_zone()
    {
        var file = RegisterFile.Read(System("assets: [{realm: r, host: A.Example, valid_from: 2026-02-01}]"), "f.yml", Zone, Levels);
        file.Faults.ShouldBeEmpty();
        var asset = file.Systems[0].Assets[0];
        asset.Key.ShouldBe("a.example");
        Events.UtcMicroseconds.ToDateTimeOffset(asset.ValidFrom).ShouldBe(new DateTimeOffset(2026, 1, 31, 17, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(3, 2, 4, 3)]
    [InlineData(null, 2, 4, 4)]
    [InlineData(null, 4, 2, 4)]
    [InlineData(null, 2, null, 2)]
    [InlineData(null, null, null, 0)]
    public void The_effective_level_is_the_approved_one_and_before_it_the_higher(int? approved, int? proposed, int? computed, int level) =>
        EffectiveLevels.Of(approved, proposed, computed).ShouldBe(level);

    private static string System(string line) =>
        $"systems:\n  - code: x\n    name: n\n    owner: o\n    status: test\n    has_real_data: true\n    {line}";
}
