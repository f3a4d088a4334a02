using System.Globalization;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Regulation;
using MudBlazor;

namespace HaiPhongSoc.Web.Regulation;

/// <summary>How a profile's rows are named and found. Keys of the file become keys of the texts with dashes.</summary>
internal static class RegulationWords
{
    public static IReadOnlyList<string> Confidences { get; } = ["verified", "secondary", "to-be-confirmed"];

    public static string Part(string key) => $"Regulation.Part.{key.Replace('_', '-')}";

    public static string Fact(string key) => $"Regulation.Fact.{key.Replace('_', '-')}";

    public static string Confidence(string confidence) => $"Regulation.Confidence.{confidence}";

    public static (string Tone, string Icon) Look(string confidence) => confidence switch
    {
        "verified" => ("good", Icons.Material.Filled.Verified),
        "secondary" => ("low", Icons.Material.Filled.MenuBook),
        _ => ("medium", Icons.Material.Filled.HelpOutline),
    };

    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Rows that hold every word of the text, with or without diacritics, and meet the filters. What an address says wrongly filters nothing.</summary>
    public static List<RegulationRow> Find(IReadOnlyList<RegulationRow> rows, string? text, string? part, string? level, string? confidence)
    {
        var asked = FoldedText.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = rows.Where(r => asked.All(word => Words(r).Contains(word, StringComparison.Ordinal)));
        if (rows.Any(r => r.Part == part))
            found = found.Where(r => r.Part == part);
        if (int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 5)
            found = found.Where(r => r.Levels.Count == 0 || r.Levels.Contains(number));
        if (Confidences.Contains(confidence, StringComparer.Ordinal))
            found = found.Where(r => r.Basis.Confidence == confidence);
        return [.. found];
    }

    private static string Words(RegulationRow row) =>
        FoldedText.Of([row.Title.Vi, " ", row.Title.En, " ", row.Basis.Article, " ", row.Id, .. row.Facts.SelectMany(f => new[] { " ", f.Value.Vi, " ", f.Value.En })]);
}
