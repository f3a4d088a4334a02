using System.Diagnostics.CodeAnalysis;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>Origins that a reader has met, so that records of one sender share their strings. Bounded: emptied when full. Not thread-safe.</summary>
internal sealed class OriginCache
{
    private const int Capacity = 4_096;

    private readonly Dictionary<byte[], SpoolOrigin> _known;
    private readonly Dictionary<byte[], SpoolOrigin>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    public OriginCache()
    {
        _known = new Dictionary<byte[], SpoolOrigin>(new BytesComparer());
        _byBytes = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public bool TryGet(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out SpoolOrigin? origin)
    {
        if (_byBytes.TryGetValue(encoded, out origin))
            return true;
        if (!SpoolOrigin.TryDecode(encoded, out origin))
            return false;
        if (_known.Count >= Capacity)
            _known.Clear();
        _known[origin!.Encoded] = origin;
        return true;
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode((ReadOnlySpan<byte>)obj);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
