using System.Diagnostics.Metrics;

namespace HaiPhongSoc.Intake;

/// <summary>The numbers of one intake, told by the meter <see cref="IntakeTelemetry.MeterName"/>.</summary>
public sealed class IntakeMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Lock _gate = new();
    private readonly List<StageCounts> _stages = [];
    private readonly Counter<long> _tornBytes;
    private readonly Counter<long> _lostRecords;
    private readonly Counter<long> _refusedConnections;
    private readonly Counter<long> _unknownSenders;
    private readonly Histogram<double> _flushSeconds;

    /// <param name="meters">The host's factory; without one the meter is the process's own.</param>
    public IntakeMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(IntakeTelemetry.MeterName) ?? new Meter(IntakeTelemetry.MeterName);
        _tornBytes = _meter.CreateCounter<long>(IntakeTelemetry.TornBytes, "By");
        _lostRecords = _meter.CreateCounter<long>(IntakeTelemetry.LostRecords);
        _refusedConnections = _meter.CreateCounter<long>(IntakeTelemetry.RefusedConnections);
        _unknownSenders = _meter.CreateCounter<long>(IntakeTelemetry.UnknownSenders);
        _flushSeconds = _meter.CreateHistogram<double>(IntakeTelemetry.FlushSeconds, "s");
        _meter.CreateObservableCounter(IntakeTelemetry.Records, ReadRecords);
        _meter.CreateObservableCounter(IntakeTelemetry.DiscardedBytes, ReadDiscarded, "By");
        (Tcp, Udp, Http, Spool) = (Stage("listen.tcp"), Stage("listen.udp"), Stage("listen.http"), Stage("spool"));
    }

    public StageCounts Tcp { get; }

    public StageCounts Udp { get; }

    public StageCounts Http { get; }

    public StageCounts Spool { get; }

    /// <summary>A further stage's counts; they are told from now on.</summary>
    public StageCounts Stage(string name)
    {
        var stage = new StageCounts(name);
        lock (_gate)
            _stages.Add(stage);
        return stage;
    }

    internal void AddTornBytes(long bytes) => _tornBytes.Add(bytes);

    internal void AddLostRecords(long records) => _lostRecords.Add(records);

    internal void AddRefusedConnection(string reason) => _refusedConnections.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void AddUnknownSenders(long records) => _unknownSenders.Add(records);

    internal void RecordFlush(TimeSpan took) => _flushSeconds.Record(took.TotalSeconds);

    internal void Observe(string name, Func<long> value, bool counter = false)
    {
        if (counter)
            _meter.CreateObservableCounter(name, value);
        else
            _meter.CreateObservableGauge(name, value);
    }

    public void Dispose() => _meter.Dispose();

    private List<Measurement<long>> ReadRecords()
    {
        var all = new List<Measurement<long>>();
        foreach (var stage in Snapshot())
        {
            all.Add(Of(stage, "in", stage.In));
            all.Add(Of(stage, "out", stage.Out));
            all.Add(Of(stage, "faulted", stage.Faulted));
            all.Add(Of(stage, "dropped", stage.Dropped));
        }

        return all;
    }

    private List<Measurement<long>> ReadDiscarded()
    {
        var all = new List<Measurement<long>>();
        foreach (var stage in Snapshot())
            all.Add(new Measurement<long>(stage.DiscardedBytes, new KeyValuePair<string, object?>("stage", stage.Name)));
        return all;
    }

    private static Measurement<long> Of(StageCounts stage, string outcome, long value) =>
        new(value, new KeyValuePair<string, object?>("stage", stage.Name), new KeyValuePair<string, object?>("outcome", outcome));

    private StageCounts[] Snapshot()
    {
        lock (_gate)
            return [.. _stages];
    }
}
