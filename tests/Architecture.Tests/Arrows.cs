namespace Architecture.Tests;

/// <summary>The permitted arrows between the rooms: assembly → the assemblies of ours that it uses. docs/adr/0001 says why.</summary>
internal static class Arrows
{
    public static readonly IReadOnlyDictionary<string, string[]> Permitted = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["HaiPhongSoc.Events"] = [],
        ["HaiPhongSoc.Sigma"] = [],
        ["HaiPhongSoc.Intake"] = ["HaiPhongSoc.Events"],
        ["HaiPhongSoc.Detection"] = ["HaiPhongSoc.Events", "HaiPhongSoc.Sigma"],
        ["HaiPhongSoc.EventStore"] = ["HaiPhongSoc.Events"],
        ["HaiPhongSoc.Operations"] = ["HaiPhongSoc.Events", "HaiPhongSoc.Detection"],
        ["HaiPhongSoc.Web"] = ["HaiPhongSoc.Events", "HaiPhongSoc.EventStore", "HaiPhongSoc.Operations"],
        ["soc"] =
        [
            "HaiPhongSoc.Events", "HaiPhongSoc.Sigma", "HaiPhongSoc.Intake", "HaiPhongSoc.Detection", "HaiPhongSoc.EventStore",
            "HaiPhongSoc.Operations", "HaiPhongSoc.Web",
        ],
    };

    /// <summary>What stands against the table: arrows that are not listed, and listed ones that nobody uses.</summary>
    public static IReadOnlyList<string> Violations(IReadOnlyDictionary<string, string[]> permitted, IReadOnlyDictionary<string, string[]> real)
    {
        var found = new List<string>();
        foreach (var (from, used) in real)
        {
            if (!permitted.TryGetValue(from, out var listed))
            {
                found.Add($"{from} is not in the table: a new room needs an ADR that names its arrows");
                continue;
            }

            found.AddRange(used.Except(listed, StringComparer.Ordinal).Select(to => $"{from} -> {to} is not permitted"));
            found.AddRange(listed.Except(used, StringComparer.Ordinal).Select(to => $"{from} -> {to} is listed but no longer used"));
        }

        found.AddRange(permitted.Keys.Except(real.Keys, StringComparer.Ordinal).Select(name => $"{name} is in the table but not in the product"));
        return found;
    }
}
