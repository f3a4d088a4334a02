using System.Globalization;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>What two profiles say differently: rows are the same where part, name and levels are.</summary>
internal static class RegulationComparison
{
    public static IReadOnlyList<RegulationChange> Of(RegulationView before, RegulationView after)
    {
        var earlier = before.Rows.ToLookup(Key);
        var later = after.Rows.ToLookup(Key);
        var parts = after.Rows.Concat(before.Rows).Select(r => r.Part).Distinct(StringComparer.Ordinal).ToList();
        return
        [
            .. after.Rows.Select(row => earlier[Key(row)].FirstOrDefault() is { } was ? Change(was, row) : new RegulationChange(RegulationChangeKind.Added, null, row, []))
                .OfType<RegulationChange>()
                .Concat(before.Rows.Where(row => !later.Contains(Key(row))).Select(row => new RegulationChange(RegulationChangeKind.Removed, row, null, [])))
                .OrderBy(change => parts.IndexOf(change.Row.Part)),
        ];
    }

    private static RegulationChange? Change(RegulationRow before, RegulationRow after)
    {
        List<string> differs = [];
        if (before.Title != after.Title)
            differs.Add("title");
        var keys = before.Facts.Concat(after.Facts).Select(f => f.Key).Distinct(StringComparer.Ordinal);
        differs.AddRange(keys.Where(key => Value(before, key) != Value(after, key)));
        if (before.Basis != after.Basis)
            differs.Add("basis");
        return differs.Count == 0 ? null : new RegulationChange(RegulationChangeKind.Changed, before, after, differs);
    }

    private static Mediation.Wording? Value(RegulationRow row, string key) => row.Facts.FirstOrDefault(f => f.Key == key)?.Value;

    // One name may stand for several levels, each with a row of its own.
    private static (string Part, string Id, string Levels) Key(RegulationRow row) =>
        (row.Part, row.Id, string.Join(',', row.Levels.Select(l => l.ToString(CultureInfo.InvariantCulture))));
}
