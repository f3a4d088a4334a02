using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>What holds for every list of rows of a profile.</summary>
internal static class RowChecks
{
    /// <summary>An id stands for one rule at a time: again only for other levels, or for a time when the other does not hold.</summary>
    /// <param name="maps">Where the rows were read, in their order.</param>
    public static List<T> Once<T>(
        IReadOnlyList<YamlMap> maps, List<T> rows, Func<T, string> id, Func<T, IReadOnlyList<int>> levels, Func<T, LegalBasis> basis)
    {
        for (var later = 1; later < rows.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                var (one, other) = (rows[earlier], rows[later]);
                if (id(one) == id(other) && levels(one).Intersect(levels(other)).Any() && Meet(basis(one), basis(other)))
                {
                    maps[later].Fault("id", $"\"{id(other)}\" is given twice for the same time: end the earlier one with valid_to, or give this one a name of its own");
                    break;
                }
            }
        }

        return rows;
    }

    /// <summary>No id of a part is given twice, whatever the time.</summary>
    public static void Once(YamlMap root, string part)
    {
        foreach (var twice in root.Maps(part, isRequired: false).GroupBy(map => map.OptionalText("id"), StringComparer.Ordinal).Where(g => g.Key is not null))
        {
            foreach (var later in twice.Skip(1))
                later.Fault("id", $"\"{twice.Key}\" is given twice");
        }
    }

    private static bool Meet(LegalBasis one, LegalBasis other) =>
        one.ValidFrom <= (other.ValidTo ?? DateOnly.MaxValue) && other.ValidFrom <= (one.ValidTo ?? DateOnly.MaxValue);
}
