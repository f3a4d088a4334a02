using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>Builds a group's key from scope and values, each with its length before it, so that different values never give one key. Not for several threads.</summary>
internal sealed class CorrelationKey
{
    private const int MaxValue = 256;
    private const int KeptOfLong = 160;

    private char[] _buffer = new char[256];
    private int _length;

    /// <summary>False where a value is null. The key is valid until the next one is built.</summary>
    public bool TryBuild(string scope, string?[] values, out ReadOnlySpan<char> key)
    {
        _length = 0;
        Add(scope);
        foreach (var value in values)
        {
            if (value is null)
            {
                key = default;
                return false;
            }

            Add(Bounded(value));
        }

        key = _buffer.AsSpan(0, _length);
        return true;
    }

    /// <summary>The value itself, or where it is too long its start with a hash of the whole, in which case does not matter.</summary>
    public static string Bounded(string value) => value.Length <= MaxValue
        ? value
        : $"{value.AsSpan(0, KeptOfLong)}… sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(value.ToUpperInvariant())))}";

    private void Add(string text)
    {
        if (_buffer.Length < _length + text.Length + 12)
            Array.Resize(ref _buffer, 2 * (_length + text.Length + 12));
        _ = text.Length.TryFormat(_buffer.AsSpan(_length), out var digits, provider: CultureInfo.InvariantCulture);
        _length += digits;
        _buffer[_length++] = ':';
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }
}
