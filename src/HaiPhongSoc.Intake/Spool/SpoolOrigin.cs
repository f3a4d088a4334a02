using System.Text;
using System.Text.Unicode;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>Where records came from. Made once for a connection or a request and shared by its entries.</summary>
public sealed class SpoolOrigin
{
    private const int LongestText = 255;

    /// <param name="transport">By what way.</param>
    /// <param name="sourceId">The source's configured id.</param>
    /// <param name="realm">The source's realm.</param>
    /// <param name="peer">The sender's address without port; null for files.</param>
    /// <exception cref="ArgumentException">A text is longer than 255 bytes of UTF-8.</exception>
    public SpoolOrigin(EventTransport transport, string sourceId, string realm, string? peer)
    {
        (Transport, SourceId, Realm, Peer) = (transport, sourceId, realm, string.IsNullOrEmpty(peer) ? null : peer);
        Encoded = Encode(transport, sourceId, realm, peer ?? "");
    }

    public EventTransport Transport { get; }

    public string SourceId { get; }

    public string Realm { get; }

    public string? Peer { get; }

    /// <summary>Transport, then each text with its length before it (one byte), as it stands in every record.</summary>
    internal byte[] Encoded { get; }

    internal const int SmallestEncoded = 4;

    /// <summary>Reads what <see cref="Encoded"/> holds; false where the lengths do not fit or a text is not UTF-8.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> encoded, out SpoolOrigin? origin)
    {
        origin = null;
        if (encoded.Length < SmallestEncoded)
            return false;

        var rest = encoded[1..];
        if (!TryTake(ref rest, out var sourceId) || !TryTake(ref rest, out var realm) || !TryTake(ref rest, out var peer) || !rest.IsEmpty)
            return false;

        origin = new SpoolOrigin((EventTransport)encoded[0], sourceId, realm, peer);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out string text)
    {
        text = "";
        if (rest.IsEmpty || rest.Length < 1 + rest[0])
            return false;
        var utf8 = rest.Slice(1, rest[0]);
        if (!Utf8.IsValid(utf8))
            return false; // replaced by U+FFFD it could grow past the longest text, and would not be what was written
        text = Encoding.UTF8.GetString(utf8);
        rest = rest[(1 + utf8.Length)..];
        return true;
    }

    private static byte[] Encode(EventTransport transport, params ReadOnlySpan<string> texts)
    {
        using var bytes = new MemoryStream();
        bytes.WriteByte((byte)transport);
        foreach (var text in texts)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            if (utf8.Length > LongestText)
                throw new ArgumentException($"source id, realm and peer may have {LongestText} bytes at most; one has {utf8.Length}", nameof(texts));
            bytes.WriteByte((byte)utf8.Length);
            bytes.Write(utf8);
        }

        return bytes.ToArray();
    }
}
