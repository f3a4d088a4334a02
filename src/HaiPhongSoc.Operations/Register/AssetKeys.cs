using System.Text;
using System.Text.RegularExpressions;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Register;

/// <summary>What assets are called, in one spelling: equal things are equal texts.</summary>
internal static partial class AssetKeys
{
    private const int LongestAccount = 256;

    /// <summary>False where the text is no such thing. A range is canonical with zero host bits, a name in lower case.</summary>
    public static bool TryRead(AssetKind kind, string text, out string key)
    {
        var written = text.Trim().Normalize(NormalizationForm.FormC);
        key = written.ToLowerInvariant();
        switch (kind)
        {
            case AssetKind.Network:
                var isRange = AddressRanges.TryParse(written, out var range) && !range.BaseAddress.IsIPv4MappedToIPv6;
                key = isRange ? range.ToString() : "";
                return isRange;
            case AssetKind.Host:
                return HostName().IsMatch(written);
            case AssetKind.Domain:
                key = key.TrimEnd('.');
                return key.Length <= 253 && DomainName().IsMatch(key);
            case AssetKind.Account:
                return written.Length is > 0 and <= LongestAccount && !written.Any(c => char.IsControl(c) || c == '\uFFFD');
            default:
                return false;
        }
    }

    /// <summary>A realm as sources name it.</summary>
    public static bool IsRealm(string text) => Realm().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}\z", RegexOptions.NonBacktracking)]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DomainName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Realm();
}
