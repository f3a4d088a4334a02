using System.Collections.Frozen;
using System.Net;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>The <c>grouping</c> section of <c>rules/severity.yml</c>.</summary>
/// <param name="Within">Kinds of entities that group, and how long after they were last seen.</param>
/// <param name="SharedNetworks">Source addresses that many share.</param>
/// <param name="SharedNames">Users and hosts that many share, in lower case.</param>
internal sealed record GroupingRules(
    FrozenDictionary<EntityKind, TimeSpan> Within,
    IReadOnlyList<IPNetwork> SharedNetworks,
    FrozenSet<(EntityKind Kind, string Name)> SharedNames,
    Severity OpenFrom,
    int OpenWhenRulesMeet,
    Severity FindingsOpenFrom)
{
    public static GroupingRules None { get; } = new(
        FrozenDictionary<EntityKind, TimeSpan>.Empty, [], FrozenSet<(EntityKind, string)>.Empty, Severity.Critical, 3, Severity.Critical);

    /// <summary>Whether having this entity in common says that two alerts belong together.</summary>
    public bool Groups(Entity entity) => Within.ContainsKey(entity.Kind) && entity.Value.Length > 0 && !IsShared(entity);

    private bool IsShared(Entity entity)
    {
        if (entity.Kind == EntityKind.SourceAddress)
            return IPAddress.TryParse(entity.Value, out var address) && SharedNetworks.Any(n => n.Contains(address));
        return SharedNames.Contains((entity.Kind, entity.Value)) || SharedNames.Contains((entity.Kind, BareName(entity)));
    }

    // "root@web-02", "HP\administrator", "localhost.localdomain": the name that many share, with where it was added.
    private static string BareName(Entity entity)
    {
        var value = entity.Value;
        if (entity.Kind == EntityKind.Host)
            return value.Split('.', 2)[0];
        var slash = value.LastIndexOf('\\');
        if (slash >= 0)
            value = value[(slash + 1)..];
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at > 0 ? value[..at] : value;
    }
}
