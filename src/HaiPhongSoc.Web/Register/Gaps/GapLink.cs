using System.Globalization;
using HaiPhongSoc.Operations.Register.Gaps;
using HaiPhongSoc.Web.Frame;

namespace HaiPhongSoc.Web.Register.Gaps;

/// <summary>The list of systems, narrowed as a place of the map is.</summary>
internal static class GapLink
{
    /// <summary>In the list's address: what is not retired.</summary>
    public const string Living = "con";

    /// <summary>In the list's and the map's address: whatever is lacking.</summary>
    public const string Any = "bat-ky";

    private const string Exactly = "dung-";

    /// <param name="owner">Null = of everybody.</param>
    /// <param name="level">Null = of every level.</param>
    /// <param name="lacking"><see cref="Any"/>, the number of a gap, or null = whether anything lacks or not.</param>
    public static string To(string? owner, int? level, string? lacking)
    {
        var address = $"{Paths.Systems}?tt={Living}";
        if (level is { } exact)
            address += $"&cap={Level(exact)}";
        if (owner is not null)
            address += $"&cq={Uri.EscapeDataString(owner)}";
        return lacking is null ? address : $"{address}&thieu={lacking}";
    }

    public static string Level(int exact) => Exactly + exact.ToString(CultureInfo.InvariantCulture);

    /// <summary>The level that an address asks for exactly; null where it asks for none.</summary>
    public static int? LevelOf(string? text) =>
        text is not null && text.StartsWith(Exactly, StringComparison.Ordinal) && int.TryParse(text.AsSpan(Exactly.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level <= 5 ? level : null;

    public static string Of(SystemGap gap) => ((int)gap).ToString(CultureInfo.InvariantCulture);

    public static SystemGap? GapOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((SystemGap)number) ? (SystemGap)number : null;
}
