using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Files;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Bench;

/// <summary>Records of log files in memory, each on one line, so that measuring reads no disk.</summary>
internal sealed class RecordedEvents
{
    private const int SlabSize = 16 << 20;

    private readonly List<byte[]> _slabs = [];
    private readonly List<ReadOnlyMemory<byte>> _records = [];
    private int _used = SlabSize;

    public IReadOnlyList<ReadOnlyMemory<byte>> Records => _records;

    public long Bytes { get; private set; }

    public static RecordedEvents Load(IEnumerable<string> paths, int most, Action<string> report)
    {
        var events = new RecordedEvents();
        var reader = new LogFileReader(new LogFileOptions(), problem =>
        {
            if (problem.Kind != FileProblemKind.Notice)
                report(problem.ToString());
        });
        foreach (var record in paths.SelectMany(reader.Files).SelectMany(reader.Read).Take(most))
            events.Add(record.Payload.Span);
        return events;
    }

    public void Add(ReadOnlySpan<byte> record)
    {
        if (record.Length > SlabSize)
            return;
        if (_used + record.Length > SlabSize)
        {
            _slabs.Add(new byte[SlabSize]);
            _used = 0;
        }

        var place = _slabs[^1].AsMemory(_used, record.Length);
        record.CopyTo(place.Span);
        // JSON has no line breaks but between its tokens.
        place.Span.Replace((byte)'\n', (byte)' ');
        place.Span.Replace((byte)'\r', (byte)' ');
        _records.Add(place);
        _used += record.Length;
        Bytes += record.Length;
    }

    /// <summary>One record as the corridor's parser gets it.</summary>
    public SpooledRecord this[int index] => new(new Events.EventId(0, index), ReceivedAt, "bench", "bench", EventTransport.File, null, _records[index], null);

    /// <summary>After the recordings, so that their times are plausible; a constant, so that runs are alike.</summary>
    public static long ReceivedAt { get; } = UtcMicroseconds.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static RecordParser Parser() => new(SourceCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "rules", "sources")));
}
