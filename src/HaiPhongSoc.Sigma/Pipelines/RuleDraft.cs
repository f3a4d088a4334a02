using HaiPhongSoc.Sigma.Conditions;
using HaiPhongSoc.Sigma.Correlation;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Parsing;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>A rule or correlation on its way through a pipeline: everything that a transformation may change, and what conditions ask of earlier ones.</summary>
internal sealed class RuleDraft
{
    private const int MostAlternatives = 2_000;

    public RuleDraft(SigmaRule rule)
    {
        Metadata = rule.Metadata;
        LogSource = rule.LogSource;
        Conditions = [.. rule.Conditions];
        Detections = rule.Detections.ToDictionary(pair => pair.Key, pair => new DraftDetection(pair.Value), StringComparer.Ordinal);
    }

    public RuleDraft(SigmaCorrelation correlation, IReadOnlyList<LogSource> referenced)
    {
        Metadata = correlation.Metadata;
        Correlation = correlation;
        Referenced = referenced;
    }

    public SigmaMetadata Metadata { get; set; }

    public LogSource LogSource { get; set; } = new();

    public Dictionary<string, DraftDetection> Detections { get; } = new(StringComparer.Ordinal);

    public List<Condition> Conditions { get; } = [];

    /// <summary>Null for a rule over single events.</summary>
    public SigmaCorrelation? Correlation { get; set; }

    /// <summary>The log sources of the rules that feed a correlation.</summary>
    public IReadOnlyList<LogSource> Referenced { get; } = [];

    /// <summary>Ids of the processing items whose rule conditions held.</summary>
    public HashSet<string> Applied { get; } = new(StringComparer.Ordinal);

    /// <summary>Field name → ids of the items that gave the field this name.</summary>
    public Dictionary<string, HashSet<string>> FieldOrigins { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>set_state</c> said.</summary>
    public Dictionary<string, string> State { get; } = new(StringComparer.Ordinal);

    public IEnumerable<DraftItem> Items => Detections.Values.SelectMany(detection => detection.Alternatives).SelectMany(items => items);

    /// <summary>
    /// Every item for which <paramref name="change"/> gives alternatives is replaced by them: an item that became several joined by OR multiplies the lists that hold it.
    /// An empty list drops the item, and a list that lost its last item goes with it.
    /// </summary>
    public void Replace(Func<DraftItem, IReadOnlyList<DraftItem>?> change)
    {
        foreach (var (name, detection) in Detections)
        {
            var alternatives = new List<List<DraftItem>>(detection.Alternatives.Count);
            foreach (var items in detection.Alternatives)
                alternatives.AddRange(Expanded(items, change).Where(expanded => expanded.Count > 0));
            if (alternatives.Count > MostAlternatives)
                throw new PipelineRefusal($"fields mapped to several multiply '{name}' to more than {MostAlternatives} alternatives");
            detection.Alternatives = alternatives;
        }
    }

    /// <summary>The rule that came of it.</summary>
    public SigmaRule ToRule(SigmaRule rule)
    {
        if (!MetadataReader.Taxonomies.Contains(Metadata.Taxonomy ?? "sigma") && !Items.Any(item => item.IsMapped))
            throw new PipelineRefusal($"the taxonomy '{Metadata.Taxonomy}' is not known here, and no step maps a field of this rule");
        var lost = Detections.Where(pair => pair.Value.Alternatives.Count == 0).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var conditions = Conditions.Select(condition => Without(condition, lost)).OfType<Condition>().ToList();
        if (conditions.Count < Conditions.Count)
            throw new PipelineRefusal("nothing is left of the condition: all that it asks for was dropped");
        return rule with
        {
            Metadata = Metadata,
            LogSource = LogSource,
            Conditions = conditions,
            Detections = Detections.Where(pair => !lost.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value.ToDetection(), StringComparer.Ordinal),
        };
    }

    private static List<List<DraftItem>> Expanded(List<DraftItem> items, Func<DraftItem, IReadOnlyList<DraftItem>?> change)
    {
        var results = new List<List<DraftItem>> { new(items.Count) };
        foreach (var item in items)
        {
            var replaced = change(item) ?? [item];
            if (replaced is [])
                continue;
            if ((long)results.Count * replaced.Count > MostAlternatives)
                throw new PipelineRefusal($"fields mapped to several multiply a detection to more than {MostAlternatives} alternatives");
            if (replaced is [var only])
                results.ForEach(result => result.Add(only));
            else
                results = [.. results.SelectMany(result => replaced.Select(next => new List<DraftItem>([.. result, next])))];
        }

        return results;
    }

    // As pySigma does: an operand of which nothing is left falls out of its "and", "or" and "not".
    private static Condition? Without(Condition condition, HashSet<string> lost) => condition switch
    {
        Condition.Named named => lost.Contains(named.Detection) ? null : named,
        Condition.Not not => Without(not.Operand, lost) is { } operand ? new Condition.Not(operand) : null,
        Condition.And and => Joined(and.Operands, lost, operands => new Condition.And(operands)),
        Condition.Or or => Joined(or.Operands, lost, operands => new Condition.Or(operands)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    private static Condition? Joined(IReadOnlyList<Condition> operands, HashSet<string> lost, Func<IReadOnlyList<Condition>, Condition> join)
    {
        List<Condition> left = [.. operands.Select(operand => Without(operand, lost)).OfType<Condition>()];
        return left switch
        {
            [] => null,
            [var only] => only,
            _ => join(left),
        };
    }
}

/// <summary>A detection as alternatives of items.</summary>
internal sealed class DraftDetection
{
    public DraftDetection(Detection detection) =>
        Alternatives = [.. detection.Alternatives.Select(alternative => alternative.Items.Select(item => new DraftItem(item)).ToList())];

    public List<List<DraftItem>> Alternatives { get; set; }

    public Detection ToDetection() => new([.. Alternatives.Select(items => new DetectionAlternative([.. items.Select(item => item.ToItem())]))]);
}

/// <summary>A detection item with the ids of the processing items that changed it.</summary>
internal sealed record DraftItem(DetectionItem Item)
{
    public HashSet<string> Applied { get; init; } = new(StringComparer.Ordinal);

    /// <summary>True after a step gave the field its name.</summary>
    public bool IsMapped { get; init; }

    public string? Field => Item.Field;

    public IReadOnlyList<ItemValue> Values => Item.Values;

    public bool IsKeyword => Item.Field is null;

    /// <summary>The same with values in place of its own.</summary>
    public DraftItem With(IReadOnlyList<ItemValue> values) =>
        this with { Item = Item with { Values = values } };

    /// <summary>The same under another field's name.</summary>
    public DraftItem Under(string field) => this with { IsMapped = true, Item = Item with { Field = field }, Applied = new HashSet<string>(Applied, StringComparer.Ordinal) };

    public DetectionItem ToItem()
    {
        IReadOnlyList<ValueTest> tests = [.. Item.Values.Select(value => value.Test)];
        return Item with { Tests = tests, Folded = Item.RequiresAll ? tests : LargeLists.Fold(tests), Values = [] };
    }
}

/// <summary>A pipeline refuses a rule; caught where the pipeline is applied.</summary>
internal sealed class PipelineRefusal(string message) : Exception(message);
