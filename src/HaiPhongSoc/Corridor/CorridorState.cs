using System.Diagnostics;
using System.Diagnostics.Metrics;
using HaiPhongSoc.EventStore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HaiPhongSoc.Corridor;

/// <summary>How the corridor is doing: metrics (meter <c>HaiPhongSoc.Corridor</c>) and the health check <c>corridor</c>.</summary>
internal sealed class CorridorState : IHealthCheck, IDisposable
{
    private const string Name = "HaiPhongSoc.Corridor";

    private readonly IEventStore _store;
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _in;
    private readonly Counter<long> _out;
    private readonly Counter<long> _faulted;
    private readonly Counter<long> _hits;
    private readonly Histogram<double> _delay;
    private long _reached = -1;
    private string? _stalled;

    public CorridorState(IEventStore store)
    {
        _store = store;
        _in = _meter.CreateCounter<long>("soc.corridor.in", "{event}", "Records read from the spool");
        _out = _meter.CreateCounter<long>("soc.corridor.out", "{event}", "Events stored without a parse fault");
        _faulted = _meter.CreateCounter<long>("soc.corridor.faulted", "{event}", "Events stored with a parse fault; nothing is dropped here");
        _hits = _meter.CreateCounter<long>("soc.corridor.hits", "{hit}", "Hits given to alerts, those of a replay counted again");
        _meter.CreateObservableGauge("soc.corridor.reached", () => Reached, "{offset}", "The last spool offset whose event is stored and whose alerts are committed; -1 before the first");
        _delay = _meter.CreateHistogram<double>("soc.corridor.delay", "s", "From the receipt of a batch's first record to its alerts being committed");
    }

    /// <summary>One activity a batch, and one for each sink within it.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>The last offset that is through; −1 before the first.</summary>
    public long Reached => Volatile.Read(ref _reached);

    public void Processed(int events, int faulted, int hits, long reached, long delayMicroseconds)
    {
        _in.Add(events);
        _out.Add(events - faulted);
        _faulted.Add(faulted);
        _hits.Add(hits);
        _delay.Record(delayMicroseconds / 1e6);
        Volatile.Write(ref _reached, reached);
    }

    /// <summary>True where it went well before: then it is worth a line in the log.</summary>
    public bool Stalled(string sink, Exception fault) =>
        Interlocked.Exchange(ref _stalled, $"{sink} does not take events ({fault.GetType().Name}): see the log; events wait in the spool") is null;

    /// <summary>True where it was stalled before.</summary>
    public bool Recovered() => Interlocked.Exchange(ref _stalled, null) is not null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var held = _store.State;
        return Task.FromResult(
            Volatile.Read(ref _stalled) is { } stalled ? HealthCheckResult.Unhealthy(stalled)
            : held.SealFault is { } fault ? HealthCheckResult.Unhealthy($"the event store cannot seal: {fault}")
            : held.Loading ? HealthCheckResult.Degraded($"replaying: {held.ReplayLeft} events of the spool are still to be read again")
            : HealthCheckResult.Healthy("events are processed"));
    }

    public void Dispose() => _meter.Dispose();
}
