using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>What the writer learns of the rows of one transaction.</summary>
internal sealed class BatchFigures
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public long FirstOffset { get; private set; } = -1;

    public long LastOffset { get; private set; } = -1;

    public long MinTime { get; private set; } = long.MaxValue;

    public long MaxTime { get; private set; } = long.MinValue;

    public long Events { get; private set; }

    public long Bytes { get; private set; }

    public HashSet<string> AliasTexts { get; } = new(StringComparer.Ordinal);

    public Dictionary<(DateOnly Day, int Level), PartFigures> Parts { get; } = [];

    public static DateOnly DayOf(long received) =>
        DateOnly.FromDayNumber(EpochDay + (int)Math.Floor((double)received / MicrosecondsPerDay));

    /// <summary>First moment of a day, UTC microseconds.</summary>
    public static long StartOf(DateOnly day) => (day.DayNumber - EpochDay) * MicrosecondsPerDay;

    public void Add(LogEvent row, long time, long received, int level, int bytes)
    {
        if (FirstOffset < 0)
            FirstOffset = row.Id.Offset;
        LastOffset = row.Id.Offset;
        MinTime = Math.Min(MinTime, time);
        MaxTime = Math.Max(MaxTime, time);
        Events++;
        Bytes += bytes;
        var key = (DayOf(received), level);
        var one = new PartFigures(1, time, time, received);
        Parts[key] = Parts.TryGetValue(key, out var before) ? before.With(one) : one;
    }
}
