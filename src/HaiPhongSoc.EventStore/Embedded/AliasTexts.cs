using System.Collections.Frozen;
using System.Text.Json;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// The column <c>names</c>: a JSON object {further name: name under which the values lie}. Definitions of sources make these, so that a segment has few
/// different ones.
/// </summary>
internal static class AliasTexts
{
    /// <summary>By decoded name; the targets are decoded too.</summary>
    public static FrozenDictionary<string, string[]> Parse(IEnumerable<string> texts)
    {
        var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var (alias, target) in Pairs(text))
            {
                if (!found.TryGetValue(alias, out var targets))
                    found[alias] = targets = new HashSet<string>(StringComparer.Ordinal);
                targets.Add(target);
            }
        }

        return found.ToFrozenDictionary(static pair => pair.Key, static pair => pair.Value.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    public static List<(string Alias, string Target)> Pairs(string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateObject().Select(static pair => (FieldKeys.Decode(pair.Name), FieldKeys.Decode(pair.Value.GetString() ?? "")))];
    }

    /// <summary>How one pair stands in the text; looked for as it is.</summary>
    public static string Pair(string alias, string target) => $"\"{FieldKeys.Encode(alias)}\":\"{FieldKeys.Encode(target)}\"";
}
