using System.Text.Encodings.Web;
using System.Text.Json;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>A layer for the ATT&amp;CK Navigator (layer format 4.5): the score says how far a technique is covered, the comment why.</summary>
internal static class NavigatorLayer
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Label, string Color)[] Steps = [("mapped: a rule exists", "#fdd0a2"), ("fed: its events arrive", "#fdae6b"), ("fired: a rule hit", "#a1d99b"), ("proved: its tests hold", "#31a354")];

    public static string Write(IReadOnlyList<TechniqueCoverage> techniques) => JsonSerializer.Serialize(
        new
        {
            name = "HaiPhongSoc coverage",
            versions = new { attack = "18", navigator = "5.1.0", layer = "4.5" },
            domain = "enterprise-attack",
            description = "1 mapped, 2 fed, 3 fired; 4 where the tests of a rule hold",
            sorting = 3,
            techniques = techniques.Select(technique => new
            {
                techniqueID = technique.Technique,
                score = Score(technique),
                color = Steps[Score(technique) - 1].Color,
                comment = $"{technique.Rules} rules, {technique.Fed} fed, {technique.Fired} fired ({technique.Hits} hits), {technique.Proved} proved",
                enabled = true,
                metadata = technique.RuleTitles.Take(10).Select(title => new { name = "rule", value = Output.Clean(title, 120) }),
            }),
            gradient = new { colors = Steps.Select(step => step.Color), minValue = 1, maxValue = 4 },
            legendItems = Steps.Select(step => new { label = step.Label, color = step.Color }),
        },
        Options);

    private static int Score(TechniqueCoverage technique) => technique.IsProved ? 4 : (int)technique.Step + 1;
}
