using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>To whom something was told (đối tượng phổ biến), and who of them has not confirmed it yet. Pure.</summary>
internal static class Addressees
{
    private static readonly char[] Between = ['\n', ';'];

    /// <summary>People or units, one a line or between semicolons.</summary>
    public static IReadOnlyList<string> Of(string? audience) =>
        [.. (audience ?? "").Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DistinctBy(name => FoldedText.Of(name), StringComparer.Ordinal)];

    /// <summary>Of several names each has to confirm; a single one may stand for many ("các đơn vị trực thuộc"), and whoever of them confirms it does.</summary>
    public static IReadOnlyList<string> Awaited(string audience, IEnumerable<string> confirmed)
    {
        var names = Of(audience);
        var by = confirmed.Select(name => FoldedText.Of(name)).ToHashSet(StringComparer.Ordinal);
        return names.Count > 1 ? [.. names.Where(name => !by.Contains(FoldedText.Of(name)))] : by.Count > 0 ? [] : names;
    }
}
