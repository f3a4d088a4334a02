using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary><c>rules/severity.yml</c>: rule level × effective level → severity, and how alerts are grouped.</summary>
internal sealed class SeverityRules
{
    public static readonly IReadOnlyDictionary<string, Severity> Words = new Dictionary<string, Severity>(StringComparer.Ordinal)
    {
        ["informational"] = Severity.Informational,
        ["low"] = Severity.Low,
        ["medium"] = Severity.Medium,
        ["high"] = Severity.High,
        ["critical"] = Severity.Critical,
    };

    private static readonly Dictionary<string, EntityKind> Kinds = new(StringComparer.Ordinal)
    {
        ["source-address"] = EntityKind.SourceAddress,
        ["user"] = EntityKind.User,
        ["host"] = EntityKind.Host,
    };

    private readonly Severity[,] _matrix = new Severity[5, 6];

    private SeverityRules()
    {
    }

    public GroupingRules Grouping { get; private set; } = GroupingRules.None;

    public Severity Of(Severity rule, int level) => _matrix[(int)rule, Math.Clamp(level, 0, 5)];

    /// <summary>The decision in words.</summary>
    public Wording Reason(Severity rule, SystemIdentity? system)
    {
        var severity = SeverityWords.Of(Of(rule, system?.Level ?? 0));
        var from = SeverityWords.Of(rule);
        var (vi, en) = system switch
        {
            null => ("chưa rõ hệ thống", "no system known"),
            { Level: 0 } => ($"hệ thống {system.Name} chưa có cấp độ", $"system {system.Name} has no level yet"),
            _ => (
                string.Create(CultureInfo.InvariantCulture, $"hệ thống {system.Name} cấp độ {system.Level}"),
                string.Create(CultureInfo.InvariantCulture, $"system {system.Name} of level {system.Level}")),
        };
        return new Wording($"quy tắc mức {from.Vi}, {vi}: {severity.Vi}", $"rule of level {from.En}, {en}: {severity.En}");
    }

    public static SeverityRules? Read(string yaml, string file, List<DocumentFault> faults)
    {
        var document = YamlText.Parse(yaml, file);
        var rules = new SeverityRules();
        if (document.Root is { } root)
        {
            if (root.Map("matrix") is { } matrix)
                rules.ReadMatrix(matrix);
            if (root.Map("grouping") is { } grouping)
                rules.Grouping = ReadGrouping(grouping);
            root.Close();
        }

        faults.AddRange(document.Faults);
        return document.Faults.Count == 0 ? rules : null;
    }

    private void ReadMatrix(YamlMap matrix)
    {
        foreach (var (word, rule) in Words)
        {
            if (matrix.Map(word) is not { } row)
                continue;
            for (var level = 0; level <= 5; level++)
                ReadCell(row, rule, level);
            row.Close();
        }

        matrix.Close();
    }

    private void ReadCell(YamlMap row, Severity rule, int level)
    {
        var key = level.ToString(CultureInfo.InvariantCulture);
        _matrix[(int)rule, level] = row.Word(key, Words);
        if (level > 0 && row.Has(key) && _matrix[(int)rule, level] < _matrix[(int)rule, level - 1])
            row.Fault(key, "is lower than for the level before: severity never falls as the level rises");
        if (rule > Severity.Informational && row.Has(key) && _matrix[(int)rule, level] < _matrix[(int)rule - 1, level])
            row.Fault(key, "is lower than for the milder rule level: severity never falls as the rule's level rises");
    }

    private static GroupingRules ReadGrouping(YamlMap map)
    {
        var within = new Dictionary<EntityKind, TimeSpan>();
        if (map.Map("within") is { } times)
        {
            foreach (var (word, kind) in Kinds)
            {
                if (times.Has(word))
                    within[kind] = times.Duration(word);
            }

            times.Close();
        }

        var shared = ReadShared(map);
        var rules = new GroupingRules(
            within.ToFrozenDictionary(),
            shared.Networks,
            shared.Names.ToFrozenSet(),
            map.Word("open_from", Words),
            map.Integer("open_when_rules_meet", 2, 100, 3),
            map.Word("findings_open_from", Words));
        map.Close();
        return rules;
    }

    private static (List<IPNetwork> Networks, HashSet<(EntityKind, string)> Names) ReadShared(YamlMap grouping)
    {
        var networks = new List<IPNetwork>();
        var names = new HashSet<(EntityKind, string)>();
        if (grouping.Map("shared", isRequired: false) is not { } shared)
            return (networks, names);
        foreach (var (word, kind) in Kinds)
        {
            foreach (var text in shared.Texts(word))
            {
                if (kind != EntityKind.SourceAddress)
                    names.Add((kind, text.ToLowerInvariant()));
                else if (AddressRanges.TryParse(text, out var network))
                    networks.Add(network);
                else
                    shared.Fault(word, $"holds \"{text}\", which is not an address range such as 10.0.0.0/8");
            }
        }

        shared.Close();
        return (networks, names);
    }
}
