using System.Security.Cryptography;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Spool.FilePort;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// Writes groups to the active segment and starts new ones. One thread. After any failure the end of the file is in doubt (a failed flush may have thrown away what it
/// could not write, and a second flush would not say so): nothing is written until <see cref="Mend"/> has cut the file back to what is known to be durable.
/// </summary>
internal sealed class SpoolWriter(
    ISpoolFiles files, SpoolOptions options, SegmentCatalogue catalogue, ISpoolFile active, TimeProvider clock, IntakeMetrics metrics) : IDisposable
{
    private ISpoolFile _active = active;
    private byte[] _buffer = [];

    public bool InDoubt { get; private set; }

    /// <summary>Writes all entries of a group and flushes once. They are durable when it returns.</summary>
    /// <exception cref="IOException">Nothing of the group is durable, as far as anybody will ever see.</exception>
    public void Write(List<PendingAppend> group)
    {
        var size = 0;
        foreach (var append in group)
            size = checked(size + append.Size);

        InDoubt = true;
        var segment = catalogue.Active;
        if (segment.HasRecords && (segment.Length + size > options.SegmentBytes || IsOld(segment)))
            segment = Roll(segment.NextOffset);

        if (_buffer.Length < size)
            _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(size, options.MaxGroupBytes));
        var nextOffset = Encode(group, segment);
        _active.Write(_buffer.AsSpan(0, size), segment.Length);
        Flush(_active);
        InDoubt = false;

        catalogue.Advance(segment.Length + size, nextOffset);
        if (_buffer.Length > 2 * options.MaxGroupBytes)
            _buffer = [];
    }

    /// <summary>Cuts the active segment back to its durable length and, where it holds records, starts the next one.</summary>
    public void Mend()
    {
        var segment = catalogue.Active;
        _active.Truncate(segment.Length);
        Flush(_active);
        if (segment.HasRecords)
            Roll(segment.NextOffset);
        InDoubt = false;
    }

    /// <summary>Starts the next segment at an offset at or after the next one.</summary>
    public Segment Roll(long firstOffset)
    {
        InDoubt = true;
        var segment = new Segment(NewHeader(catalogue.Active.Header.Partition, firstOffset, catalogue.NextOffset, clock), readable: true);
        var file = CreateDurably(files, segment.Header);
        _active.Dispose();
        _active = file;
        catalogue.Add(segment);
        InDoubt = false;
        return segment;
    }

    public void RollIfOld()
    {
        if (catalogue.Active is { HasRecords: true } segment && IsOld(segment))
            Roll(segment.NextOffset);
    }

    public void Dispose() => _active.Dispose();

    internal static SegmentHeader NewHeader(int partition, long firstOffset, long preceding, TimeProvider clock) =>
        new(partition, firstOffset, preceding, UtcMicroseconds.Now(clock), BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))));

    /// <summary>A segment file whose head and whose name are durable before anything is written into it.</summary>
    internal static ISpoolFile CreateDurably(ISpoolFiles files, in SegmentHeader header)
    {
        var file = files.Create(header.FileName);
        try
        {
            file.Write(header.Encode(), 0);
            file.FlushData();
            files.FlushDirectory();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private long Encode(List<PendingAppend> group, Segment segment)
    {
        var (position, offset, salt) = (0, segment.NextOffset, segment.Header.Salt);
        foreach (var append in group)
        {
            var entries = append.Entries;
            for (var i = 0; i < entries.Count; i++)
                position += RecordCodec.Encode(entries[i], offset++, salt, _buffer.AsSpan(position));
        }

        return offset;
    }

    private void Flush(ISpoolFile file)
    {
        var began = clock.GetTimestamp();
        file.FlushData();
        metrics.RecordFlush(clock.GetElapsedTime(began));
    }

    private bool IsOld(Segment segment) =>
        UtcMicroseconds.Now(clock) - segment.Header.CreatedAt >= options.SegmentAge.Ticks / TimeSpan.TicksPerMicrosecond;
}
