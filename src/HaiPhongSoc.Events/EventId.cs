using System.Globalization;

namespace HaiPhongSoc.Events;

/// <summary>
/// The identity of an event: the spool partition it was acknowledged in and its offset there. Offsets grow by one per
/// record and are never used again, so that every sink downstream can be idempotent by this value.
/// </summary>
/// <param name="Partition">Spool partition, from 0.</param>
/// <param name="Offset">Offset in the partition, from 0.</param>
public readonly record struct EventId(int Partition, long Offset) : IComparable<EventId>
{
    /// <summary>Written as <c>partition-offset</c>, for example <c>0-1532</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Partition}-{Offset}");

    /// <summary>Reads what <see cref="ToString"/> writes; anything else is refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EventId id)
    {
        id = default;
        var dash = text.IndexOf('-');
        if (dash <= 0
            || !int.TryParse(text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            || !long.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return false;
        }

        id = new EventId(partition, offset);
        return true;
    }

    public int CompareTo(EventId other)
    {
        var byPartition = Partition.CompareTo(other.Partition);
        return byPartition != 0 ? byPartition : Offset.CompareTo(other.Offset);
    }

    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;

    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;
}
