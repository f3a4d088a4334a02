using System.Diagnostics.Metrics;
using HaiPhongSoc.Detection.Hits;

namespace HaiPhongSoc.Detection;

/// <summary>The numbers of one detection stage, told by the meter <see cref="DetectionTelemetry.MeterName"/> and readable here.</summary>
public sealed class DetectionMetrics : IDisposable
{
    private readonly Meter _meter;
    private long _in;
    private long _out;
    private long _faulted;
    private long _hits;
    private long _findings;
    private long _correlations;

    /// <param name="meters">The host's factory; without one the meter is the process's own.</param>
    public DetectionMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(DetectionTelemetry.MeterName) ?? new Meter(DetectionTelemetry.MeterName);
        _meter.CreateObservableCounter(DetectionTelemetry.Events, () => new[]
        {
            new Measurement<long>(In, Tag("outcome", "in")),
            new Measurement<long>(Out, Tag("outcome", "out")),
            new Measurement<long>(Faulted, Tag("outcome", "faulted")),
            new Measurement<long>(0, Tag("outcome", "dropped")),
        });
        _meter.CreateObservableCounter(DetectionTelemetry.Hits, () => new[]
        {
            new Measurement<long>(Volatile.Read(ref _hits), Tag("kind", "event")),
            new Measurement<long>(Volatile.Read(ref _correlations), Tag("kind", "correlation")),
            new Measurement<long>(Volatile.Read(ref _findings), Tag("kind", "finding")),
        });
    }

    public long In => Volatile.Read(ref _in);

    /// <summary>Events that every rule which concerns them has judged.</summary>
    public long Out => Volatile.Read(ref _out);

    /// <summary>Events that went on although a rule broke on them.</summary>
    public long Faulted => Volatile.Read(ref _faulted);

    internal void Count(long events, long faulted)
    {
        Interlocked.Add(ref _in, events);
        Interlocked.Add(ref _out, events - faulted);
        Interlocked.Add(ref _faulted, faulted);
    }

    internal void CountHit(HitKind kind)
    {
        switch (kind)
        {
            case HitKind.Finding:
                Interlocked.Increment(ref _findings);
                break;
            case HitKind.Correlation:
                Interlocked.Increment(ref _correlations);
                break;
            default:
                Interlocked.Increment(ref _hits);
                break;
        }
    }

    /// <summary>Lets the meter tell how many rules are in which state.</summary>
    internal void ObserveRules(Func<(int Active, int Refused, int Quarantined)> read) =>
        _meter.CreateObservableGauge(DetectionTelemetry.Rules, () =>
        {
            var (active, refused, quarantined) = read();
            return new[]
            {
                new Measurement<long>(active, Tag("state", "active")),
                new Measurement<long>(refused, Tag("state", "refused")),
                new Measurement<long>(quarantined, Tag("state", "quarantined")),
            };
        });

    internal void ObserveEvictions(Func<long> read) => _meter.CreateObservableCounter(DetectionTelemetry.CorrelationEvictions, read);

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}
