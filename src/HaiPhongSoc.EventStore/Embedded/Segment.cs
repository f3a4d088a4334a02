using System.Collections.Frozen;
using System.Globalization;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// A run of events of one partition that is searched as a whole: a table in memory or a Parquet file. Readers hold it through a <see cref="SegmentLease"/>;
/// what it occupies is given back after the last of them, once it is retired.
/// </summary>
internal abstract class Segment
{
    private int _readers;
    private bool _retired;
    private bool _released;

    public required int Partition { get; init; }

    /// <summary>What stands after FROM.</summary>
    public required string From { get; init; }

    public abstract long FirstOffset { get; }

    public abstract long LastOffset { get; }

    /// <summary>Never above the earliest event time in it.</summary>
    public abstract long MinTime { get; }

    /// <summary>Never below the latest event time in it.</summary>
    public abstract long MaxTime { get; }

    public abstract long Events { get; }

    public abstract long Bytes { get; }

    /// <summary>Only events above this offset count: those at or below are in an earlier segment too.</summary>
    public long AboveOffset { get; init; } = -1;

    /// <summary>Further name → names under which its values lie, over all events of the segment.</summary>
    public abstract FrozenDictionary<string, string[]> Aliases(StoreDatabase database);

    /// <summary>Called with the catalogue's lock held.</summary>
    public void Enter() => _readers++;

    /// <inheritdoc cref="Enter"/>
    /// <returns>True where the caller must call <see cref="GiveBack"/> after leaving the lock.</returns>
    public bool Leave()
    {
        _readers--;
        return MayRelease();
    }

    /// <inheritdoc cref="Leave"/>
    public bool Retire()
    {
        _retired = true;
        return MayRelease();
    }

    /// <summary>Drops the table or deletes the file.</summary>
    public abstract void GiveBack();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Partition}: {FirstOffset}–{LastOffset}");

    private bool MayRelease()
    {
        if (!_retired || _released || _readers > 0)
            return false;
        _released = true;
        return true;
    }
}
