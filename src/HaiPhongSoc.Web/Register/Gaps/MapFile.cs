using System.Globalization;
using HaiPhongSoc.Operations.Register.Gaps;
using HaiPhongSoc.Web.Parts;

namespace HaiPhongSoc.Web.Register.Gaps;

/// <summary>The map as CSV: a line an organisation, the sum of all first; two columns a level, its systems and those that lack something.</summary>
internal static class MapFile
{
    public static byte[] Write(SystemMap map, string total)
    {
        var file = new CsvText();
        file.Line(["owner_code", "owner", .. map.Total.Cells.Append(map.Total.Sum).SelectMany(c => new[] { Key(c.Level), $"{Key(c.Level)}_lacking" })]);
        file.Line(["", total, .. Figures(map.Total)]);
        foreach (var row in map.Rows)
            file.Line([row.Code, row.Name, .. Figures(row)]);
        return file.ToBytes();
    }

    private static IEnumerable<string> Figures(SystemMapRow row) => row.Cells.Append(row.Sum).SelectMany(c => new[] { Text(c.Systems), Text(c.Lacking) });

    private static string Key(int? level) => level is { } of ? $"level_{Text(of)}" : "total";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
