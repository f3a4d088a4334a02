using HaiPhongSoc.Sigma.Correlation;
using HaiPhongSoc.Sigma.Pipelines.Transformations;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>
/// Processing pipelines in pySigma's YAML: they change rules before these are matched (names of fields, values, log sources, further conditions). Steps are taken in the
/// order of priority, then as written. Parts that only concern query texts (<c>postprocessing</c>, <c>finalizers</c>) have no meaning for a matcher: they are left out
/// with a warning. Immutable and thread-safe.
/// </summary>
public sealed class ProcessingPipeline
{
    private readonly IReadOnlyList<ProcessingItem> _items;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _variables;

    internal ProcessingPipeline(string name, int priority, IReadOnlyList<ProcessingItem> items, IReadOnlyDictionary<string, IReadOnlyList<string>> variables)
    {
        (Name, Priority) = (name, priority);
        _items = items;
        _variables = variables;
    }

    /// <summary>Does nothing.</summary>
    public static ProcessingPipeline None { get; } = new("", 0, [], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    public string Name { get; }

    /// <summary>Lower comes first.</summary>
    public int Priority { get; }

    /// <summary>True where applying it changes nothing.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Reads one pipeline file. Null where it has an error; never throws for what stands in the text.</summary>
    public static ProcessingPipeline? Read(string text, string path, out IReadOnlyList<SigmaDiagnostic> diagnostics) => PipelineReader.Read(text, path, out diagnostics);

    /// <summary>One after the other by priority, equal ones in the given order; later variables win.</summary>
    public static ProcessingPipeline Join(IEnumerable<ProcessingPipeline> pipelines)
    {
        var ordered = pipelines.OrderBy(pipeline => pipeline.Priority).ToList();
        if (ordered is [var only])
            return only;
        var variables = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in ordered.SelectMany(pipeline => pipeline._variables))
            variables[name] = values;
        return new ProcessingPipeline(string.Join(" + ", ordered.Select(pipeline => pipeline.Name)), 0, [.. ordered.SelectMany(pipeline => pipeline._items)], variables);
    }

    /// <summary>
    /// The values of placeholders: those of <paramref name="configured"/> first, then what <c>value_placeholders</c> (from <c>vars</c>) and <c>wildcard_placeholders</c> give.
    /// </summary>
    public PlaceholderResolver Placeholders(PlaceholderResolver? configured) => name =>
    {
        if (configured?.Invoke(name) is { Count: > 0 } own)
            return own;
        foreach (var item in _items)
        {
            if (item.Transformation is PlaceholderTransformation placeholders && placeholders.Values(name, _variables) is { Count: > 0 } values)
                return values;
        }

        return null;
    };

    /// <summary>The rule as the pipeline makes it; null and why where the pipeline refuses it. The rule must have been read for pipelines, and filters been applied.</summary>
    public SigmaRule? Apply(SigmaRule rule, out SigmaDiagnostic? refusal)
    {
        ArgumentNullException.ThrowIfNull(rule);
        refusal = null;
        if (IsEmpty)
            return rule;
        var draft = new RuleDraft(rule);
        return Run(draft, out refusal, () => draft.ToRule(rule));
    }

    /// <summary>The correlation with its fields renamed as those of its rules; null and why where the pipeline refuses it.</summary>
    /// <param name="referenced">The log sources of the rules that feed it, which conditions on log sources ask for.</param>
    public SigmaCorrelation? Apply(SigmaCorrelation correlation, IReadOnlyList<LogSource> referenced, out SigmaDiagnostic? refusal)
    {
        ArgumentNullException.ThrowIfNull(correlation);
        refusal = null;
        if (IsEmpty)
            return correlation;
        var draft = new RuleDraft(correlation, referenced);
        return Run(draft, out refusal, () => draft.Correlation! with { Metadata = draft.Metadata });
    }

    private T? Run<T>(RuleDraft draft, out SigmaDiagnostic? refusal, Func<T> build)
        where T : class
    {
        refusal = null;
        var place = Name;
        try
        {
            foreach (var item in _items)
            {
                place = item.Place;
                item.Transformation.ApplyTo(draft, item);
            }

            return build();
        }
        catch (Exception fault) when (fault is PipelineRefusal or Modifiers.ModifierException or System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            refusal = new SigmaDiagnostic(
                "pipeline-refused", SigmaDiagnosticSeverity.Error, $"refused by the pipeline ({place}): {fault.Message}", draft.Metadata.Path, draft.Metadata.Line, 1);
            return null;
        }
    }
}
