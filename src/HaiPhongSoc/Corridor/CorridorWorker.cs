using HaiPhongSoc.Configuration;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.AntiMalware;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Intake;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Operations.Alerts;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Corridor;

/// <summary>
/// The corridor itself: reads the spool in order, parses, detects, appends to the event store, commits alerts with the offset reached, and lets the spool go. Every sink is
/// idempotent by offset, so it starts over at the spool's first record: the store and the alerts ignore what they have, and correlation windows are rebuilt.
/// A sink that fails is tried again with the same batch; nothing is passed over.
/// </summary>
internal sealed partial class CorridorWorker(
    EventSpool spool,
    SourceCatalogue catalogue,
    DetectionStage detection,
    AgentReportReader agents,
    IEventStore store,
    IAlertIntake alerts,
    IOptions<IntakeOptions> intake,
    IOptions<SocOptions> soc,
    CorridorState state,
    SpoolTrimmer trimmer,
    TimeProvider clock,
    ILogger<CorridorWorker> logger) : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrimInterval = TimeSpan.FromSeconds(10);

    // A quiet night costs ten small transactions a second at most; nobody sees a tenth of a second.
    private static readonly SpoolReadLimits Gathering = SpoolReadLimits.Default with { MaxWait = TimeSpan.FromMilliseconds(100) };

    private readonly Dictionary<string, SourceOptions> _sources = intake.Value.Sources
        .Append(SelfEvents.SourceOf(soc.Value)).DistinctBy(source => source.Id, StringComparer.Ordinal).ToDictionary(source => source.Id, StringComparer.Ordinal);
    private readonly RecordParser _parser = new(catalogue);

    /// <summary>Before anything listens: an offset that a sink has seen must never be given out again, even where the spool was lost or restored.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var committed = await alerts.CommittedAsync(cancellationToken);
        await spool.RaiseNextOffsetAsync(Math.Max(store.SealedOffset(0), committed.GetValueOrDefault(0, -1)) + 1);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(RunAsync(stoppingToken), TrimAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A clean stop: what was read and not yet committed is read again at the next start.
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        var replayUntil = spool.NextOffset;
        LogStart(spool.FirstOffset, replayUntil);
        using var reader = spool.OpenReader(spool.FirstOffset);
        while (true)
        {
            store.ReportReplay(Math.Max(0, replayUntil - reader.NextOffset));
            await ProcessAsync(await reader.ReadBatchAsync(Gathering, ct), ct);
        }
    }

    // By the clock and not by batches: a full spool takes nothing in, and only trimming opens it again.
    private async Task TrimAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TrimInterval, clock);
        while (await timer.WaitForNextTickAsync(ct))
            trimmer.Trim();
    }

    private async Task ProcessAsync(IReadOnlyList<SpooledRecord> records, CancellationToken ct)
    {
        using var activity = CorridorState.Activities.StartActivity("soc.corridor.batch");
        activity?.SetTag("soc.events", records.Count).SetTag("soc.first_offset", records[0].Id.Offset);
        var events = new LogEvent[records.Count];
        var faulted = 0;
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = _parser.Parse(records[i], _sources.GetValueOrDefault(records[i].SourceId));
            if (events[i].Fault is not null)
                faulted++;
        }

        // Detection has state, so it sees each batch once; what follows is repeated until it holds.
        var hits = detection.Process(events, UtcMicroseconds.Now(clock));
        var reports = agents.Read(events);
        await UntilItHoldsAsync("the event store", () => store.AppendAsync(events, ct), ct);
        await UntilItHoldsAsync("the operational database", () => alerts.CommitAsync(hits, reports, events[^1].Id, ct), ct);
        state.Processed(events.Length, faulted, hits.Count, events[^1].Id.Offset, UtcMicroseconds.Now(clock) - events[0].ReceivedAt);
        trimmer.Note(events[^1].Id.Offset);
    }

    private async Task UntilItHoldsAsync(string sink, Func<Task> step, CancellationToken ct)
    {
        using var activity = CorridorState.Activities.StartActivity($"soc.corridor {sink}");
        while (true)
        {
            try
            {
                await step();
                if (state.Recovered())
                    LogRecovered(sink);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // Whatever breaks a store (disk full, locked, gone) must neither lose the batch nor end the corridor: it waits, visibly.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                if (state.Stalled(sink, fault))
                    LogStalled(fault, sink, RetryPause);
                await Task.Delay(RetryPause, clock, ct);
            }
        }
    }

    [LoggerMessage(9001, LogLevel.Information, "Corridor starts at spool offset {First}; {Next} is the next to be received")]
    private partial void LogStart(long first, long next);

    [LoggerMessage(9002, LogLevel.Error, "{Sink} does not take the batch; it is kept and tried again every {Pause}")]
    private partial void LogStalled(Exception fault, string sink, TimeSpan pause);

    [LoggerMessage(9003, LogLevel.Information, "{Sink} takes batches again")]
    private partial void LogRecovered(string sink);
}
