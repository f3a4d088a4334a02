using HaiPhongSoc.Intake.Spool.FilePort;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// Finds out, when the spool is opened, what is there. Earlier segments were durable before the next one was made, so only the last one is walked; a fault in an earlier
/// one is found by whoever reads it. No offset that may have been acknowledged is given again: where bytes are cut, as many offsets are passed over as records could have stood there.
/// </summary>
internal sealed partial class SpoolRecovery(ISpoolFiles files, int partition, TimeProvider clock, IntakeMetrics metrics, ILogger logger)
{
    private const int CopyLength = 1024 * 1024;

    /// <summary>Always succeeds on what a crash can leave; <see cref="IOException"/> where the disk does not answer.</summary>
    public (SegmentCatalogue Catalogue, ISpoolFile Active) Open()
    {
        var (segments, atLeast) = ReadHeads();
        var catalogue = new SegmentCatalogue();
        for (var i = 0; i < segments.Count - 1; i++)
        {
            segments[i].Advance(LengthOf(segments[i]), segments[i + 1].Header.Preceding);
            catalogue.Add(segments[i]);
        }

        if (segments.Count == 0)
            return Start(catalogue, atLeast, preceding: atLeast);

        catalogue.Add(segments[^1]);
        return segments[^1].Readable ? OpenLast(catalogue, atLeast) : PassOver(catalogue, atLeast);
    }

    private (SegmentCatalogue Catalogue, ISpoolFile Active) Start(SegmentCatalogue catalogue, long firstOffset, long preceding)
    {
        var header = SpoolWriter.NewHeader(partition, firstOffset, preceding, clock);
        var file = SpoolWriter.CreateDurably(files, header);
        catalogue.Add(new Segment(header, readable: true));
        return (catalogue, file);
    }

    /// <summary>The segments by age. A last file without a head holds nothing: the crash came while it was made.</summary>
    private (List<Segment> Segments, long AtLeast) ReadHeads()
    {
        var segments = new List<Segment>();
        foreach (var name in files.List())
        {
            if (SegmentHeader.TryParseName(name, out var firstOffset))
                segments.Add(ReadHead(name, firstOffset));
        }

        segments.Sort(static (a, b) => a.FirstOffset.CompareTo(b.FirstOffset));
        var atLeast = 0L;
        while (segments.Count > 0 && !segments[^1].Readable && LengthOf(segments[^1]) <= SegmentHeader.Length)
        {
            atLeast = Math.Max(atLeast, segments[^1].FirstOffset);
            files.Delete(segments[^1].Name);
            segments.RemoveAt(segments.Count - 1);
        }

        return (segments, atLeast);
    }

    private Segment ReadHead(string name, long firstOffset)
    {
        using var file = files.OpenToRead(name);
        Span<byte> head = stackalloc byte[SegmentHeader.Length];
        var read = file.Read(head, 0);
        return SegmentHeader.TryDecode(head[..read], firstOffset, out var header)
            ? new Segment(header, readable: true)
            : new Segment(new SegmentHeader(partition, firstOffset, firstOffset, 0, 0), readable: false);
    }

    private (SegmentCatalogue Catalogue, ISpoolFile Active) OpenLast(SegmentCatalogue catalogue, long atLeast)
    {
        var last = catalogue.Active;
        var file = files.OpenToWrite(last.Name);
        var torn = Walk(file, last);
        WriteAgain(file, last.Length);
        files.FlushDirectory();

        // A damaged last record may have been acknowledged: as many offsets as fit into what is cut are gone for good.
        atLeast = Math.Max(atLeast, last.NextOffset + MostRecordsIn(torn));
        if (atLeast == last.NextOffset)
            return (catalogue, file);

        // Cut only when the next segment stands: else a second crash could forget that offsets were passed over.
        var started = Start(catalogue, atLeast, last.NextOffset);
        file.Truncate(last.Length);
        file.FlushData();
        file.Dispose();
        return started;
    }

    private long Walk(ISpoolFile file, Segment last)
    {
        var cursor = new SegmentCursor(file, last.Header);
        var length = file.Length;
        while (cursor.TryNext(length, out _, out _, out _))
        {
            // The walk itself is what is wanted: where it ends, and after which offset.
        }

        last.Advance(cursor.Position, cursor.NextOffset);
        var torn = length - cursor.Position;
        if (torn > 0 || cursor.DamagedBytes > 0)
        {
            metrics.AddTornBytes(torn);
            LogTorn(last.Name, torn, cursor.DamagedBytes, cursor.NextOffset);
        }

        return torn;
    }

    /// <summary>
    /// After a flush that failed, the system may hold pages that it takes for written and that are not; a process that died in that state leaves them to us. What is going to
    /// be read is therefore written once more, the same bytes at the same place, before the flush.
    /// </summary>
    private static void WriteAgain(ISpoolFile file, long length)
    {
        var buffer = new byte[(int)Math.Min(CopyLength, length)];
        for (var position = 0L; position < length; position += buffer.Length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - position));
            file.Read(part, position);
            file.Write(part, position);
        }

        file.FlushData();
    }

    private (SegmentCatalogue Catalogue, ISpoolFile Active) PassOver(SegmentCatalogue catalogue, long atLeast)
    {
        var last = catalogue.Active;
        var length = LengthOf(last);
        var couldHold = MostRecordsIn(length - SegmentHeader.Length);
        last.Advance(length, last.FirstOffset + couldHold);
        LogHeadless(last.Name, couldHold);
        return Start(catalogue, Math.Max(atLeast, last.NextOffset), last.NextOffset);
    }

    private static long MostRecordsIn(long bytes) => (bytes + RecordCodec.SmallestRecord - 1) / RecordCodec.SmallestRecord;

    private long LengthOf(Segment segment)
    {
        using var file = files.OpenToRead(segment.Name);
        return file.Length;
    }

    [LoggerMessage(2111, LogLevel.Warning, "Spool segment {Segment}: cut {Torn} bytes of a torn tail, {Damaged} bytes within are damaged; records up to offset {NextOffset} are kept")]
    private partial void LogTorn(string segment, long torn, long damaged, long nextOffset);

    [LoggerMessage(2112, LogLevel.Error, "Spool segment {Segment}: both copies of its head are damaged; at most {Records} records cannot be read")]
    private partial void LogHeadless(string segment, long records);
}
