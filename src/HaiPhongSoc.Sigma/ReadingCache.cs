using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.Core;

namespace HaiPhongSoc.Sigma;

/// <summary>
/// What reading rules found out at a cost, for the next reading: the YAML events of each text by the text's hash, and the patterns that the linear-time engine takes. It
/// holds no rules: those are read and judged anew each time, only faster. Bytes that are torn, of another version of this program or no cache at all are told from a cache;
/// bytes that somebody made up may at most say other rules than the texts do, so keep them where only this program writes. Not thread-safe.
/// </summary>
public sealed class ReadingCache
{
    private const int HashSize = SHA256.HashSizeInBytes;
    private static readonly byte[] Head = [.. "soc rules 1\n"u8, .. typeof(ReadingCache).Module.ModuleVersionId.ToByteArray(), .. typeof(YamlException).Module.ModuleVersionId.ToByteArray()];

    private readonly Dictionary<Key, ReadOnlyMemory<byte>> _known = [];
    private readonly HashSet<(string Pattern, RegexOptions Options)> _knownPatterns = [];
    private readonly Dictionary<Key, ReadOnlyMemory<byte>> _used = [];
    private readonly HashSet<(string Pattern, RegexOptions Options)> _usedPatterns = [];
    private bool _hasNews;

    /// <summary>Whether <see cref="ToBytes"/> would say something else than the bytes that this was read from.</summary>
    public bool IsChanged => _hasNews || _used.Count != _known.Count || _usedPatterns.Count != _knownPatterns.Count;

    /// <summary>Reads what <see cref="ToBytes"/> wrote; false with the reason for anything else.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out ReadingCache? cache, out string reason)
    {
        (cache, reason) = (null, "");
        if (bytes.Length < Head.Length + HashSize || !bytes.Span.StartsWith(Head))
            return Not("it is of another version of the program, or no cache of rules", out reason);
        var body = bytes[..^HashSize];
        if (!SHA256.HashData(body.Span).AsSpan().SequenceEqual(bytes.Span[^HashSize..]))
            return Not("it is torn or was changed", out reason);
        var read = new ReadingCache();
        if (!read.TryFill(new Reader(body[Head.Length..])))
            return Not("its parts do not fit together", out reason);
        cache = read;
        return true;
    }

    /// <summary>What the texts that were read since needed; what none of them needed is left out.</summary>
    public byte[] ToBytes()
    {
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        writer.Write(Head);
        writer.Write(_used.Count);
        foreach (var (key, recording) in _used)
        {
            key.Write(writer);
            writer.Write(recording.Length);
            writer.Write(recording.Span);
        }

        writer.Write(_usedPatterns.Count);
        foreach (var (pattern, options) in _usedPatterns)
        {
            var utf8 = Encoding.UTF8.GetBytes(pattern);
            writer.Write((int)options);
            writer.Write(utf8.Length);
            writer.Write(utf8);
        }

        writer.Flush();
        writer.Write(SHA256.HashData(output.GetBuffer().AsSpan(0, (int)output.Length)));
        return output.ToArray();
    }

    /// <summary>The events of a text, recorded now where it is new; null where they cannot be recorded.</summary>
    internal IParser? Events(string text, Func<IParser> parser)
    {
        var key = Key.Of(text);
        if (!_known.TryGetValue(key, out var recording))
        {
            if (!RecordedYaml.TryRecord(parser(), out var recorded))
                return null;
            (recording, _hasNews) = (recorded, true);
        }

        _used[key] = recording;
        return new RecordedYaml.Player(recording);
    }

    /// <summary>A recording turned out to be none.</summary>
    internal void Forget(string text) => _hasNews |= _used.Remove(Key.Of(text));

    /// <summary>Whether the linear-time engine took the pattern before.</summary>
    internal bool Takes(string pattern, RegexOptions options)
    {
        if (!_knownPatterns.Contains((pattern, options)))
            return false;
        _usedPatterns.Add((pattern, options));
        return true;
    }

    internal void Learn(string pattern, RegexOptions options) => _hasNews |= _usedPatterns.Add((pattern, options));

    private static bool Not(string text, out string reason)
    {
        reason = text;
        return false;
    }

    private bool TryFill(Reader reader)
    {
        if (!reader.TryNumber(out var texts))
            return false;
        for (var i = 0; i < texts; i++)
        {
            if (!reader.TryTake(HashSize, out var key) || !reader.TryNumber(out var length) || !reader.TryTake(length, out var recording))
                return false;
            _known[Key.Read(key.Span)] = recording;
        }

        if (!reader.TryNumber(out var patterns))
            return false;
        for (var i = 0; i < patterns; i++)
        {
            if (!reader.TryNumber(out var options) || !reader.TryNumber(out var length) || !reader.TryTake(length, out var utf8))
                return false;
            _knownPatterns.Add((Encoding.UTF8.GetString(utf8.Span), (RegexOptions)options));
        }

        return reader.IsAtEnd;
    }

    private readonly record struct Key(UInt128 First, UInt128 Second)
    {
        public static Key Of(string text)
        {
            Span<byte> hash = stackalloc byte[HashSize];
            SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
            return Read(hash);
        }

        public static Key Read(ReadOnlySpan<byte> hash) => new(BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));

        public void Write(BinaryWriter writer)
        {
            Span<byte> hash = stackalloc byte[HashSize];
            BinaryPrimitives.WriteUInt128LittleEndian(hash, First);
            BinaryPrimitives.WriteUInt128LittleEndian(hash[16..], Second);
            writer.Write(hash);
        }
    }

    private struct Reader(ReadOnlyMemory<byte> bytes)
    {
        private ReadOnlyMemory<byte> _rest = bytes;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public bool TryNumber(out int number)
        {
            number = 0;
            if (!TryTake(4, out var taken))
                return false;
            number = BinaryPrimitives.ReadInt32LittleEndian(taken.Span);
            return number >= 0;
        }

        public bool TryTake(int length, out ReadOnlyMemory<byte> taken)
        {
            taken = default;
            if (length > _rest.Length)
                return false;
            (taken, _rest) = (_rest[..length], _rest[length..]);
            return true;
        }
    }
}
