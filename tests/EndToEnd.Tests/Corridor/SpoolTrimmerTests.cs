using HaiPhongSoc.Corridor;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Intake;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace EndToEnd.Tests.Corridor;

/// <summary>What the spool may let go, and that a full one opens again.</summary>
public sealed class SpoolTrimmerTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly IEventStore _store = Substitute.For<IEventStore>();
    private readonly IntakeMetrics _metrics = new();
    private readonly IntakeOptions _intake;
    private readonly EventSpool _spool;
    private readonly CorridorState _state;
    private readonly SpoolTrimmer _trimmer;

    public SpoolTrimmerTests()
    {
        _intake = new IntakeOptions { Spool = { Directory = _folder.File("spool"), SegmentBytes = 1024 * 1024, MaxBytes = 8 * 1024 * 1024 } };
        _spool = EventSpool.Open(_intake.Spool, TimeProvider.System, _metrics, NullLogger<EventSpool>.Instance);
        _state = new CorridorState(_store);
        var rules = RuleSetLoader.Load([RepositoryRoot.Of("rules", "detection"), RepositoryRoot.Of("rules", "correlation")], LogSourceBindings.Load(RepositoryRoot.Of("rules", "sources", "logsources.yml")));
        _trimmer = new SpoolTrimmer(_spool, _store, _state, rules, Options.Create(_intake), Options.Create(new DetectionOptions()), _clock, NullLogger<SpoolTrimmer>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _spool.DisposeAsync();
        _state.Dispose();
        _metrics.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_correlation_windows_need_stays_although_it_is_stored()
    {
        await FillAsync(segments: 3);
        Through(_spool.NextOffset - 1);

        _clock.Advance(TimeSpan.FromHours(1));
        _trimmer.Trim().ShouldBe(0, "rules of an hour look back two");
        _clock.Advance(TimeSpan.FromHours(3));
        _trimmer.Trim().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_is_not_committed_or_not_sealed_stays_whatever_its_age()
    {
        await FillAsync(segments: 3);
        _store.SealedOffset(0).Returns(_spool.NextOffset - 1);
        _clock.Advance(TimeSpan.FromDays(1));
        _trimmer.Trim().ShouldBe(0, "nothing is committed yet");

        Through(_spool.NextOffset - 1);
        _store.SealedOffset(0).Returns(-1);
        _clock.Advance(TimeSpan.FromDays(1));
        _trimmer.Trim().ShouldBe(0, "nothing is sealed yet");
    }

    [Fact]
    public async Task A_full_spool_takes_in_again_once_what_is_through_was_let_go()
    {
        await Should.ThrowAsync<SpoolRefusedException>(() => FillAsync(segments: 100));
        Through(_spool.NextOffset - 1);

        _trimmer.Trim().ShouldBeGreaterThan(0);

        await FillAsync(segments: 1);
    }

    private void Through(long offset)
    {
        _store.SealedOffset(0).Returns(offset);
        _state.Processed(1, 0, 0, offset, 0);
        _trimmer.Note(offset);
    }

    private async Task FillAsync(int segments)
    {
        var origin = new SpoolOrigin(EventTransport.SyslogTcp, "filler", "ttthdl", null);
        var record = new byte[64 * 1024];
        for (var i = 0; i < segments * 16; i++)
            await _spool.AppendAsync([new SpoolEntry(origin, 1, record)], TestContext.Current.CancellationToken);
    }
}
