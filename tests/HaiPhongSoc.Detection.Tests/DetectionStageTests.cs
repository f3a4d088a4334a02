using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Matching;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests;

public sealed class DetectionStageTests
{
    [Fact]
    public void A_match_is_a_hit_with_all_that_a_sink_needs()
    {
        var stage = Stage([ARule(view => view.Event.Fields.Text("user.name") == "lan", ["user.name"], TimeSpan.FromHours(4))]);
        var logEvent = AnEvent().With("user.name", "lan").With("host.name", "web-01").With("source.ip", "::ffff:203.0.113.7").Raw("raw text").Number(5).Happened(1).Received(2).Build();

        var hit = stage.Process([logEvent], 0).ShouldHaveSingleItem();

        hit.Kind.ShouldBe(HitKind.Event);
        hit.Event.ShouldBe(new EventId(0, 5));
        (hit.Time, hit.ReceivedAt, hit.FirstTime).ShouldBe((At(1), At(2), At(1)));
        hit.Entities.ShouldBe(
        [
            new Entity(EntityKind.User, "lan@web-01", "r1"),
            new Entity(EntityKind.SourceAddress, "203.0.113.7", "internet"),
            new Entity(EntityKind.Host, "web-01", "r1"),
        ]);
        (hit.Realm, hit.SourceId, hit.Sample, hit.AlertWindow).ShouldBe(("r1", "src-1", "raw text", TimeSpan.FromHours(4)));
        hit.Contributing.ShouldBe([hit.Event]);
        hit.Evidence.ShouldBe([new Evidence("s", "f", "v", "p")]);
    }

    [Fact]
    public void Private_addresses_stay_in_their_realm()
    {
        var stage = Stage([ARule(_ => true)]);

        stage.Process([AnEvent().With("source.ip", "192.168.1.7").Build()], 0)[0].Entities[0].ShouldBe(new Entity(EntityKind.SourceAddress, "192.168.1.7", "r1"));
    }

    [Fact]
    public void An_event_about_nobody_is_about_its_log_source() =>
        Stage([ARule(_ => true)]).Process([AnEvent().Build()], 0)[0].Entities.ShouldBe([new Entity(EntityKind.LogSource, "src-1", "*")]);

    [Fact]
    public void The_usual_key_is_the_address_then_the_account_then_the_host()
    {
        var stage = Stage([ARule(_ => true)]);

        Key(AnEvent().With("source.ip", "8.8.8.8").With("user.name", "U").With("host.name", "h")).ShouldBe("SourceAddress|internet|8.8.8.8");
        Key(AnEvent().With("source.ip", "not an address").With("user.name", "U").With("host.name", "H")).ShouldBe("User|r1|u@h");
        Key(AnEvent().With("user.name", "U").With("user.domain", "HP").With("host.name", "H")).ShouldBe("User|r1|hp\\u");
        Key(AnEvent().With("host.name", "H")).ShouldBe("Host|r1|h");

        string Key(Enrichment.EventTwin twin) => stage.Process([twin.Build()], 0)[0].Entities[0].Key;
    }

    [Fact]
    public void A_rule_that_breaks_is_left_out_and_the_others_go_on()
    {
        using var metrics = new DetectionMetrics();
        var stage = Stage([ARule(_ => throw new InvalidOperationException("broken")), ARule(_ => true)], metrics);

        stage.Process([AnEvent().Build(), AnEvent().Build()], now: 77).Count.ShouldBe(2);

        stage.Quarantined.ShouldHaveSingleItem().ShouldBe(new QuarantinedRule("rule-0", "rule-0.yml", "InvalidOperationException: broken", 77));
        (metrics.In, metrics.Out, metrics.Faulted).ShouldBe((2, 1, 1));
    }

    [Fact]
    public void A_silent_rule_gives_no_hit() =>
        Stage([ARule(_ => true, isSilent: true)]).Process([AnEvent().Build()], 0).ShouldBeEmpty();

    [Fact]
    public void A_rule_meets_events_of_its_log_source_only()
    {
        var stage = Stage([ARule(_ => true, logSource: new RuleLogSource("linux", null, "sshd"))]);

        stage.Process([AnEvent().Of("windows").Build(), AnEvent().Of("linux", null, "sudo").Build(), AnEvent().Of("linux", null, "sshd").Number(3).Build()], 0)
            .ShouldHaveSingleItem().Event.Offset.ShouldBe(3);
    }

    [Fact]
    public void The_same_events_give_the_same_hits()
    {
        var events = Enumerable.Range(0, 500).Select(i => AnEvent().With("host.name", $"h{i % 7}").With("source.ip", $"10.0.0.{i % 5}").Number(i).Received(i).Build()).ToList();

        var first = Stage([ARule(v => v.Event.Id.Offset % 3 == 0)], register: TwoSystems()).Process(events, 1);
        var again = Stage([ARule(v => v.Event.Id.Offset % 3 == 0)], register: TwoSystems()).Process(events, 2);

        first.Count.ShouldBeGreaterThan(167);
        again.Select(Describe).ShouldBe(first.Select(Describe));
    }

    private static string Describe(RuleHit hit) => $"{hit.Rule.Id} {hit.Event} {string.Join(',', hit.Entities.Select(e => e.Key))} {hit.System?.Code}";

    private static SystemDirectorySnapshot TwoSystems() => new(
        1,
        [new SystemIdentity("a", "A", 3, "o", "O", true, true), new SystemIdentity("b", "B", 2, "o", "O", false, true)],
        [new AssetRecord("r1", AssetKind.Host, "h1", 0, null, "a"), new AssetRecord("r1", AssetKind.Host, "h2", 0, null, "b")]);

    private static DetectionStage Stage(FakeRule[] rules, DetectionMetrics? metrics = null, SystemDirectorySnapshot? register = null)
    {
        for (var i = 0; i < rules.Length; i++)
            rules[i] = rules[i].Numbered(i);
        var directory = NSubstitute.Substitute.For<ISystemDirectory>();
        NSubstitute.SubstituteExtensions.Returns(directory.Current, register ?? SystemDirectorySnapshot.Empty);
        return new DetectionStage(
            new RuleSet(rules, [], [], 0, LogSourceBindings.None),
            directory,
            new DetectionOptions { RaiseFindings = register is not null },
            metrics ?? new DetectionMetrics());
    }

    private static FakeRule ARule(
        Func<LogEventView, bool> matches, string[]? entity = null, TimeSpan? window = null, bool isSilent = false, RuleLogSource? logSource = null) =>
        FakeRule.Of(0, matches, entity ?? [], window ?? TimeSpan.FromHours(1), isSilent, logSource ?? new RuleLogSource(null, null, null));

    private sealed class FakeRule(Func<LogEventView, bool> matches) : EventRule
    {
        public static FakeRule Of(int number, Func<LogEventView, bool> matches, string[] entity, TimeSpan window, bool isSilent, RuleLogSource logSource) => new(matches)
        {
            Number = number,
            Identity = new RuleIdentity($"rule-{number}", "v", "Title", null, null, null, Severity.Low, [], [], null, null),
            LogSource = logSource,
            Alerting = new AlertSettings(entity, window),
            File = $"rule-{number}.yml",
            IsSilent = isSilent,
        };

        public FakeRule Numbered(int number) => Of(number, matches, [.. Alerting.EntityFields], Alerting.Window, IsSilent, LogSource);

        public override bool Matches(LogEventView view) => matches(view);

        public override IReadOnlyList<Evidence> Explain(LogEventView view) => [new Evidence("s", "f", "v", "p")];
    }
}
