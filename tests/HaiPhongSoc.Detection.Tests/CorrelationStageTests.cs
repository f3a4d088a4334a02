using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Testing;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests;

/// <summary>Rules and correlations as files, through the loader and the stage.</summary>
public sealed class CorrelationStageTests : IDisposable
{
    private const string Failed = """
        title: Failed
        id: 11111111-1111-4111-8111-111111111111
        name: failed
        logsource: { product: linux, service: sshd }
        detection: { selection: { event.outcome: failure }, condition: selection }
        level: low
        """;

    private const string Accepted = """
        title: Accepted
        id: 22222222-2222-4222-8222-222222222222
        logsource: { product: linux, service: sshd }
        detection: { selection: { event.outcome: success }, condition: selection }
        level: informational
        """;

    private const string Guessing = """
        title: Guessing
        id: 33333333-3333-4333-8333-333333333333
        name: guessing
        title_vi: Dò mật khẩu
        correlation:
          type: event_count
          rules: [failed]
          group-by: [source.ip]
          timespan: 5m
          condition: { gte: 3 }
        level: medium
        """;

    private const string Guessed = """
        title: Guessed
        id: 44444444-4444-4444-8444-444444444444
        correlation:
          type: temporal
          rules: [guessing, 22222222-2222-4222-8222-222222222222]
          group-by: [source.ip]
          timespan: 30m
        generate: true
        level: high
        soc: { entity: [user.name, source.ip], window: 4h }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_count_fires_once_and_goes_on_while_its_base_rule_is_silent()
    {
        var stage = Stage(Failed, Guessing);

        var hits = Enumerable.Range(0, 5).SelectMany(i => stage.Process([Attempt(i, "failure")], 0)).ToList();

        hits.Select(h => (h.Rule.Title, h.Event.Offset, h.ContributingCount)).ShouldBe([("Guessing", 2, 3), ("Guessing", 3, 1), ("Guessing", 4, 1)]);
        hits[0].Kind.ShouldBe(HitKind.Correlation);
        hits[0].Rule.TitleVi.ShouldBe("Dò mật khẩu");
        hits[0].Contributing.Select(id => id.Offset).ShouldBe([0, 1, 2]);
        hits[0].FirstTime.ShouldBe(At(0));
        hits[0].Entities[0].ShouldBe(new Entity(EntityKind.SourceAddress, "203.0.113.77", "internet"));
        hits[0].Entities.ShouldContain(new Entity(EntityKind.User, "qtht@bastion", "r1"));
        hits[0].Evidence.ShouldBe([new Evidence("correlation", "source.ip", "203.0.113.77", "event_count gte 3 within 5m")]);
    }

    [Fact]
    public void What_a_correlation_groups_by_is_as_well_formed_in_the_key_as_any_entity()
    {
        // The engine keeps the first 160 units of a long value and a hash: here it keeps half of a pair.
        var hostile = new string('X', 159) + "😀" + new string('y', 10_000);

        var hit = Stage(Failed, Guessing).Process([.. Enumerable.Range(0, 3).Select(i => Attempt(i, "failure", address: hostile))], 0).ShouldHaveSingleItem();

        hit.Entities.Single(e => e.Kind == EntityKind.Field).Value.ShouldStartWith("source.ip=" + new string('x', 159) + "\uFFFD… sha256 ");
    }

    [Fact]
    public void Guessing_and_then_signing_in_is_one_more_hit_keyed_as_the_rule_wishes()
    {
        var stage = Stage(Failed, Accepted, Guessing, Guessed);

        var hits = stage.Process([Attempt(0, "failure"), Attempt(1, "failure"), Attempt(2, "failure"), Attempt(3, "success")], 0);

        hits.Select(h => h.Rule.Title).ShouldBe(["Guessing", "Guessed"]);
        hits[1].Entities[0].Kind.ShouldBe(EntityKind.User);
        hits[1].AlertWindow.ShouldBe(TimeSpan.FromHours(4));
        hits[1].Contributing.Select(id => id.Offset).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void Events_of_two_realms_never_meet()
    {
        var stage = Stage(Failed, Guessing);
        var events = Enumerable.Range(0, 4).Select(i => Attempt(i, "failure", realm: $"r{i % 2}")).ToList();

        stage.Process(events, 0).ShouldBeEmpty();
    }

    [Fact]
    public void A_correlation_of_what_is_not_there_is_refused_with_its_place()
    {
        var rules = Load(Guessing);

        rules.ActiveCount.ShouldBe(0);
        rules.RefusedCount.ShouldBe(1);
        rules.Refused.ShouldHaveSingleItem().Reason.ShouldContain("failed");
    }

    [Fact]
    public void An_id_can_be_had_once()
    {
        var rules = Load(Failed, Failed);

        rules.ActiveCount.ShouldBe(1);
        rules.Refused.ShouldHaveSingleItem().Code.ShouldBe("id-duplicate");
    }

    [Theory]
    [InlineData("soc: 7", "'soc' must be a map")]
    [InlineData("soc: { window: soon }", "'soc: window' must be a time")]
    [InlineData("soc: { entitty: [a] }", "not 'entitty'")]
    public void A_wrong_soc_attribute_refuses_the_rule(string attribute, string reason) =>
        Load(Failed + "\n" + attribute).Refused.ShouldHaveSingleItem().Reason.ShouldContain(reason);

    [Fact]
    public void A_filter_takes_away_what_it_says()
    {
        var filter = """
            title: Not ours
            logsource: { product: linux }
            filter:
              rules: [failed]
              ours: { source.ip: 203.0.113.77 }
              condition: not ours
            """;
        var stage = Stage(Failed, filter);

        stage.Process([Attempt(0, "failure")], 0).ShouldBeEmpty();
        stage.Process([Attempt(1, "failure", address: "203.0.113.78")], 0).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_rule_of_negations_says_nothing_about_an_event_of_unknown_kind()
    {
        var negative = """
            title: Not from inside
            id: 55555555-5555-4555-8555-555555555555
            logsource: { product: zeek, service: rdp }
            detection: { inside: { id.orig_h|cidr: 10.0.0.0/8 }, condition: not inside }
            """;
        var stage = Stage(negative);

        stage.Process([AnEvent().With("a", "b").Build()], 0).ShouldBeEmpty();
        stage.Process([AnEvent().Of("zeek", null, "rdp").With("a", "b").Build()], 0).ShouldHaveSingleItem();
    }

    [Fact]
    public void The_version_is_the_hash_of_the_text()
    {
        var one = Load(Failed).Active.Single().Version;

        one.ShouldMatch("^[0-9a-f]{16}$");
        (Load(Failed + "\n").Active.Single().Version == one).ShouldBeFalse();
    }

    [Fact]
    public void Replaying_the_same_events_gives_the_same_hits_however_they_are_batched()
    {
        var events = Enumerable.Range(0, 200).Select(i => Attempt(i, i % 9 == 0 ? "success" : "failure", $"203.0.113.{i % 6}")).ToList();
        var atOnce = Stage(Failed, Accepted, Guessing, Guessed).Process(events, 1).Select(Describe).ToList();

        var stage = Stage(Failed, Accepted, Guessing, Guessed);
        var inParts = events.Chunk(7).SelectMany(part => stage.Process(part, 2)).Select(Describe).ToList();

        atOnce.Count.ShouldBeGreaterThan(50);
        inParts.ShouldBe(atOnce);
    }

    private static string Describe(RuleHit hit) => $"{hit.Rule.Title} {hit.Event} {hit.ContributingCount} {hit.Entities[0].Key} {string.Join(',', hit.Contributing)}";

    private static LogEvent Attempt(int number, string outcome, string address = "203.0.113.77", string realm = "r1") =>
        AnEvent().Of("linux", null, "sshd").With("event.outcome", outcome).With("source.ip", address).With("user.name", "qtht").With("host.name", "bastion")
            .In(realm).Number(number).Happened(number).Received(number).Build();

    private DetectionStage Stage(params string[] documents) =>
        new(Load(documents), new NoRegister(), new DetectionOptions { RaiseFindings = false }, new DetectionMetrics());

    private RuleSet Load(params string[] documents)
    {
        foreach (var old in Directory.EnumerateFiles(_folder.Path))
            File.Delete(old);
        for (var i = 0; i < documents.Length; i++)
            File.WriteAllText(_folder.File($"{i}.yml"), documents[i]);
        File.WriteAllText(_folder.File("ignored.test.yml"), "not: a rule");
        return RuleSetLoader.Load([_folder.Path], LogSourceBindings.None);
    }

    private sealed class NoRegister : ISystemDirectory
    {
        public SystemDirectorySnapshot Current => SystemDirectorySnapshot.Empty;
    }
}
