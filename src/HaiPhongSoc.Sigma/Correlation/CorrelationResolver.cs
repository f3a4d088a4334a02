using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>
/// Finds what correlations refer to. A correlation that cannot run is left out with its reason, and so is what is built upon it; the others are not concerned.
/// </summary>
internal sealed class CorrelationResolver
{
    private const int MaxDepth = 16;

    // Only guards the stack: whatever opens so many is far deeper than MaxDepth.
    private const int MaxOpen = 512;

    private readonly IReadOnlyList<SigmaCorrelation> _correlations;
    private readonly IReadOnlyList<SigmaMetadata> _baseRules;
    private readonly CorrelationOptions _options;
    private readonly Dictionary<string, List<int>> _nodesById = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<int>> _nodesByName = new(StringComparer.Ordinal);
    private readonly CorrelationPlan?[] _plans;
    private readonly bool[] _visited;
    private readonly List<int> _open = [];
    private readonly Dictionary<int, string> _cycles = [];

    public CorrelationResolver(IReadOnlyList<SigmaCorrelation> correlations, IReadOnlyList<SigmaMetadata> baseRules, CorrelationOptions options)
    {
        _correlations = correlations;
        _baseRules = baseRules;
        _options = options;
        _plans = new CorrelationPlan?[correlations.Count];
        _visited = new bool[correlations.Count];
        for (var node = 0; node < baseRules.Count + correlations.Count; node++)
        {
            Index(_nodesById, Metadata(node).Id, node);
            Index(_nodesByName, Metadata(node).Name, node);
        }

        for (var index = 0; index < correlations.Count; index++)
            _ = Plan(index);
    }

    /// <summary>Those that run, in the order given.</summary>
    public IReadOnlyList<CorrelationPlan> Plans => [.. _plans.OfType<CorrelationPlan>()];

    public List<(SigmaCorrelation Correlation, SigmaDiagnostic Reason)> NotRun { get; } = [];

    /// <summary>The node that an id or name means; null for none or several.</summary>
    public int? Find(string key)
    {
        _ = _nodesById.TryGetValue(key, out var byId);
        _ = _nodesByName.TryGetValue(key, out var byName);
        if (byId is null || byName is null)
            return (byId ?? byName) is [var only] ? only : null;
        return byId.Union(byName).ToArray() is [var same] ? same : null;
    }

    private static void Index(Dictionary<string, List<int>> nodes, string? key, int node)
    {
        if (string.IsNullOrEmpty(key))
            return;
        if (!nodes.TryGetValue(key, out var list))
            nodes.Add(key, list = []);
        list.Add(node);
    }

    private SigmaMetadata Metadata(int node) => node < _baseRules.Count ? _baseRules[node] : _correlations[node - _baseRules.Count].Metadata;

    private string Key(int node) => Metadata(node) is var metadata && metadata.Id is { Length: > 0 } id ? id : metadata.Name ?? "";

    private List<int> All(string key) => [.. _nodesById.GetValueOrDefault(key, []).Union(_nodesByName.GetValueOrDefault(key, []))];

    private CorrelationPlan? Plan(int index)
    {
        if (_visited[index])
            return _plans[index];
        _open.Add(index);
        var (plan, id, fault) = Resolve(index);
        _open.RemoveAt(_open.Count - 1);
        if (_cycles.TryGetValue(index, out var cycle))
            (plan, id, fault) = (null, "correlation-cycle", $"correlations refer to each other in a circle: {cycle}");
        _visited[index] = true;
        if (plan is null)
        {
            var severity = id == "correlation-not-run" ? SigmaDiagnosticSeverity.Warning : SigmaDiagnosticSeverity.Error;
            var metadata = _correlations[index].Metadata;
            NotRun.Add((_correlations[index], new SigmaDiagnostic(id, severity, fault, metadata.Path, metadata.Line, 1)));
        }

        return _plans[index] = plan;
    }

    private (CorrelationPlan? Plan, string Id, string Fault) Resolve(int index)
    {
        var correlation = _correlations[index];
        if (correlation.Type is not (CorrelationType.EventCount or CorrelationType.Temporal))
            return (null, "correlation-not-run", $"correlations of type {correlation.Type} are read but not run yet: event_count and temporal are");
        if (correlation.Rules.Count == 0)
            return (null, "correlation-rules", "'rules' names no rule");
        var largest = correlation.Condition?.Comparisons.Max(comparison => comparison.Value) ?? 0;
        var most = _options.MaxEventsPerGroup * 3L / 4;
        if (correlation.Type == CorrelationType.EventCount && (correlation.Condition is null || largest > most))
            return (null, "correlation-condition", $"a count of {largest} is asked for, up to {most} can be: lower it or raise {nameof(CorrelationOptions.MaxEventsPerGroup)}");
        Condition? expression = null;
        if (correlation.Expression is { } text && !CorrelationExpression.TryParse(text, out expression, out _, out var fault))
            return (null, "correlation-condition", fault.Message);

        var sources = new CorrelationSource[correlation.Rules.Count];
        for (var i = 0; i < sources.Length; i++)
        {
            var (source, id, reason) = Source(correlation, correlation.Rules[i]);
            if (source is null)
                return (null, id, reason);
            if (Array.Exists(sources, other => other is not null && other.Node == source.Node))
                return (null, "correlation-rules", $"'{correlation.Rules[i]}' is a rule that 'rules' names twice, by id and by name: name it once");
            sources[i] = source;
        }

        return (new CorrelationPlan(correlation, _baseRules.Count + index, sources, expression), "", "");
    }

    private (CorrelationSource? Source, string Id, string Fault) Source(SigmaCorrelation correlation, string reference)
    {
        var nodes = All(reference);
        if (nodes.Count != 1)
        {
            return (null, "correlation-reference", nodes.Count == 0
                ? $"no rule has the id or name '{reference}'"
                : $"'{reference}' means {nodes.Count} rules: {string.Join(", ", nodes.Select(node => Metadata(node).Path))}");
        }

        CorrelationPlan? child = null;
        if (nodes[0] >= _baseRules.Count)
        {
            child = Below(nodes[0] - _baseRules.Count, out var why);
            if (child is null)
                return (null, "correlation-reference", $"'{reference}' {why}");
        }

        var fields = new string[correlation.GroupBy.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            if (Field(correlation, correlation.GroupBy[i], nodes[0]) is not { } field)
                return (null, "correlation-aliases", $"alias '{correlation.GroupBy[i]}' names no field for rule '{reference}'");
            fields[i] = field;
        }

        var positions = child is null ? [] : Array.ConvertAll(fields, field => child.Correlation.GroupBy.ToList().IndexOf(field));
        if (Array.IndexOf(positions, -1) is >= 0 and var missing)
            return (null, "correlation-group-by", $"correlation '{reference}' is not grouped by '{fields[missing]}', so that it cannot be grouped by it here: add it there");
        return (new CorrelationSource(nodes[0], Key(nodes[0]), child, fields, positions), "", "");
    }

    private CorrelationPlan? Below(int index, out string why)
    {
        why = "is a correlation that does not run";
        var start = _open.IndexOf(index);
        if (start >= 0)
        {
            var cycle = string.Join(" → ", _open.Skip(start).Append(index).Select(open => Key(_baseRules.Count + open)));
            foreach (var open in _open.Skip(start))
                _ = _cycles.TryAdd(open, cycle);
            return null;
        }

        if (_open.Count < MaxOpen && Plan(index) is not { Depth: >= MaxDepth } and var plan)
            return plan;
        why = $"stands on {MaxDepth} correlations or more: flatten the chain";
        return null;
    }

    /// <summary>The field that an entry of group-by means for a rule; null where it is an alias that leaves the rule out.</summary>
    private string? Field(SigmaCorrelation correlation, string entry, int node)
    {
        if (!correlation.Aliases.TryGetValue(entry, out var alias))
            return entry;
        foreach (var (rule, field) in alias)
        {
            if (Metadata(node).IsReferredToBy(rule))
                return field;
        }

        return null;
    }
}
