using HaiPhongSoc.Corridor;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace EndToEnd.Tests.Corridor;

/// <summary>The rules in use are told at the start, as often as it takes, and each that breaks while it runs once.</summary>
public sealed class RuleWatchTests : IDisposable
{
    private const string Id = "6f3e2987-db24-4c78-a860-b4f4095a7095";
    private const string Doubled = $"title: Doubled\nid: {Id}\nlogsource: {{ category: c }}\ndetection:\n  a: {{ f|re: '^(?!b)(a+)+$' }}\n  condition: a\n";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly IRulesInUse _inUse = Substitute.For<IRulesInUse>();
    private readonly DetectionMetrics _metrics = new();
    private readonly DetectionStage _stage;

    public RuleWatchTests()
    {
        File.WriteAllText(_folder.File("doubled.yml"), Doubled);
        var options = new DetectionOptions { RaiseFindings = false, BacktrackingRules = { Id }, BacktrackingTimeout = TimeSpan.FromMilliseconds(20) };
        _stage = new DetectionStage(RuleSetLoader.Load([_folder.Path], LogSourceBindings.None, options.Treatment()), new NoRegister(), options, _metrics);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_database_that_is_away_is_tried_again_and_a_rule_that_breaks_is_told_once()
    {
        var told = new SemaphoreSlim(0);
        var compared = 0;
        _inUse.CompareAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            call.Arg<IReadOnlyCollection<RuleIdentity>>().Select(rule => rule.Id).ShouldBe([Id]);
            told.Release();
            return compared++ == 0 ? Task.FromException(new IOException("away")) : Task.CompletedTask;
        });
        var broken = new List<BrokenRule>();
        _inUse.BrokeAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            broken.AddRange(call.Arg<IReadOnlyCollection<BrokenRule>>());
            told.Release();
            return Task.CompletedTask;
        });
        using var watch = new RuleWatch(_stage, _inUse, _clock, NullLogger<RuleWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);

        await NextAsync(told);
        await NextAsync(told);
        await NextAsync(told);
        broken.ShouldBeEmpty();

        _stage.Process([Hostile()], now: 77);
        await NextAsync(told);
        await NextAsync(told);
        var rule = broken.ShouldHaveSingleItem();
        rule.RuleId.ShouldBe(Id);
        rule.Reason.ShouldStartWith("RegexMatchTimeoutException: ");
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    // The clock is pushed until the watch has come round.
    private async Task NextAsync(SemaphoreSlim told)
    {
        while (!await told.WaitAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken))
            _clock.Advance(TimeSpan.FromSeconds(10));
    }

    private static LogEvent Hostile()
    {
        var fields = new FieldSetBuilder();
        fields.Add("f", new string('a', 60) + "!", naming: FieldNaming.Ecs);
        return new LogEvent
        {
            Id = new EventId(0, 1),
            Time = 0,
            ReceivedAt = 0,
            Realm = "r1",
            SourceId = "test",
            LogSource = new EventLogSource(null, "c", null),
            Raw = "a"u8.ToArray(),
            Fields = fields.Build(),
        };
    }

    private sealed class NoRegister : ISystemDirectory
    {
        public SystemDirectorySnapshot Current => SystemDirectorySnapshot.Empty;
    }
}
