using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>What alerts say of a rule, and how they are made of its hits, from the rule's own attributes.</summary>
internal static class RuleIdentityReader
{
    private const string TagPrefix = "attack.";

    public static RuleIdentity Identity(SigmaMetadata rule, string version) => new(
        rule.Id?.ToLowerInvariant() ?? NamelessId(rule, version),
        version,
        rule.Title,
        Text(rule, "title_vi"),
        rule.Description,
        Text(rule, "description_vi"),
        Level(rule.Level),
        [.. rule.Tags.Where(tag => tag.StartsWith(TagPrefix, StringComparison.OrdinalIgnoreCase)).Select(AttackTag)],
        rule.FalsePositives,
        rule.Author,
        rule.License);

    /// <summary>The attribute <c>soc</c>; false with a reason where it says something that is not understood.</summary>
    public static bool TryAlerting(SigmaMetadata rule, out AlertSettings settings, out string reason)
    {
        settings = AlertSettings.Default;
        reason = "";
        if (!rule.Custom.TryGetValue("soc", out var value))
            return true;
        if (value is not IReadOnlyDictionary<string, object?> map)
            return Wrong("'soc' must be a map with 'entity' and 'window'", out reason);
        foreach (var (key, inner) in map)
        {
            switch (key)
            {
                case "entity" when Texts(inner) is { Count: > 0 } fields:
                    settings = settings with { EntityFields = fields };
                    break;
                case "window" when inner is string text && TryDuration(text, out var window):
                    settings = settings with { Window = window };
                    break;
                case "entity":
                    return Wrong("'soc: entity' must be a field or a list of fields", out reason);
                case "window":
                    return Wrong("'soc: window' must be a time such as 30m, 4h or 1d, at most 30d", out reason);
                default:
                    return Wrong($"'soc' knows 'entity' and 'window', not '{key}'", out reason);
            }
        }

        return true;
    }

    // An own id for a rule that has none: the same text at the same place keeps it.
    private static string NamelessId(SigmaMetadata rule, string version) => $"no-id-{version}-{rule.Line}";

    private static string? Text(SigmaMetadata rule, string attribute) =>
        rule.Custom.TryGetValue(attribute, out var value) ? value as string : null;

    private static List<string>? Texts(object? value) => value switch
    {
        string text => [text],
        IReadOnlyList<object?> list when list.All(item => item is string) => [.. list.Cast<string>()],
        _ => null,
    };

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return false;
        var unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        if (unit == TimeSpan.Zero || number == 0 || number > TimeSpan.FromDays(30) / unit)
            return false;
        duration = unit * number;
        return true;
    }

    private static Severity Level(SigmaLevel level) => level switch
    {
        SigmaLevel.Informational => Severity.Informational,
        SigmaLevel.Low => Severity.Low,
        SigmaLevel.Medium => Severity.Medium,
        SigmaLevel.High => Severity.High,
        SigmaLevel.Critical => Severity.Critical,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "no such level"),
    };

    // attack.t1110.001 → T1110.001, attack.credential-access → credential-access
    private static string AttackTag(string tag)
    {
        var name = tag[TagPrefix.Length..];
        return name.Length > 1 && char.IsAsciiLetter(name[0]) && char.IsAsciiDigit(name[1]) ? name.ToUpperInvariant() : name.ToLowerInvariant();
    }

    private static bool Wrong(string text, out string reason)
    {
        reason = text;
        return false;
    }
}
