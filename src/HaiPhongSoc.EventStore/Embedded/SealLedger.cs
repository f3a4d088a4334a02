using System.Collections.Concurrent;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Sealed offsets by partition: on disk first, then for whoever asks.</summary>
internal sealed class SealLedger(IStoreFiles files, string directory, Dictionary<int, long> offsets)
{
    private readonly ConcurrentDictionary<int, long> _offsets = new(offsets);

    public long Offset(int partition) => _offsets.GetValueOrDefault(partition, -1);

    /// <summary>One caller at a time, after the segment's files are durable.</summary>
    public void Advance(int partition, long offset)
    {
        var next = new Dictionary<int, long>(_offsets) { [partition] = offset };
        SealMark.Write(files, directory, next);
        _offsets[partition] = offset;
    }
}
