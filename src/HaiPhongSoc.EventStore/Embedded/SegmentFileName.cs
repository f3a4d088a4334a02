using System.Globalization;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// A segment file's name is its catalogue entry: <c>v1.p0.0-99999.1of2.level3.t1700000000000000_1700000000999999.r1700000001000000.n64000.parquet</c> =
/// layout version, partition, first and last spool offset of the sealed run, part of how many (one a day and level), retention class, earliest and latest event
/// time, latest receipt (UTC µs) and number of events.
/// </summary>
internal sealed record SegmentFileName(
    int Partition, long First, long Last, int Part, int Parts, int Level, long MinTime, long MaxTime, long MaxReceived, long Events)
{
    public const string Extension = ".parquet";
    public const string TemporaryExtension = ".tmp";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"v1.p{Partition}.{First}-{Last}.{Part}of{Parts}.level{Level}.t{MinTime}_{MaxTime}.r{MaxReceived}.n{Events}{Extension}");

    public static SegmentFileName? Parse(string name)
    {
        if (name.Split('.') is not ["v1", ['p', .. var partition], var offsets, var part, ['l', 'e', 'v', 'e', 'l', .. var level], ['t', .. var times],
            ['r', .. var received], ['n', .. var events], "parquet"])
        {
            return null;
        }

        if (!Pair(offsets, "-", out var first, out var last) || !Pair(part, "of", out var index, out var parts) || !Pair(times, "_", out var minTime, out var maxTime)
            || !Number(partition, out var partitionNumber) || !Number(level, out var levelNumber) || !Number(received, out var maxReceived) || !Number(events, out var count))
        {
            return null;
        }

        return partitionNumber is < 0 or > int.MaxValue || first < 0 || last < first || index < 1 || parts < index || parts > int.MaxValue || levelNumber is < 0 or > 5
            ? null
            : new SegmentFileName((int)partitionNumber, first, last, (int)index, (int)parts, (int)levelNumber, minTime, maxTime, maxReceived, count);
    }

    private static bool Pair(string text, string separator, out long left, out long right)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        (left, right) = (0, 0);
        return at > 0 && Number(text[..at], out left) && Number(text[(at + separator.Length)..], out right);
    }

    private static bool Number(string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
