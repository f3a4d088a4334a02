using System.Globalization;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>A place in the order (time, partition, offset), descending; what comes after it is strictly smaller.</summary>
internal readonly record struct SearchCursor(long Time, int Partition, long Offset)
{
    public EventId Id => new(Partition, Offset);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}_{Partition}_{Offset}");

    public static SearchCursor? Parse(string? text)
    {
        if (text?.Split('_') is not [var time, var partition, var offset])
            return null;
        return long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var t)
            && int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var o)
            ? new SearchCursor(t, p, o)
            : null;
    }

    /// <summary>Newest first.</summary>
    public static IComparer<SearchCursor> Descending { get; } = Comparer<SearchCursor>.Create(static (left, right) =>
    {
        var byTime = right.Time.CompareTo(left.Time);
        return byTime != 0 ? byTime : right.Id.CompareTo(left.Id);
    });

    /// <summary>The SQL condition "comes after this place" for rows of a partition.</summary>
    public string After(int partition)
    {
        var time = SqlText.Literal(Time);
        if (partition < Partition)
            return $"\"time\" <= {time}";
        return partition > Partition
            ? $"\"time\" < {time}"
            : $"(\"time\" <= {time} AND (\"time\" < {time} OR \"offset\" < {SqlText.Literal(Offset)}))";
    }
}
