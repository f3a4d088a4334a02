using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.LogSources;

/// <summary>Which events the log source of a rule means; data of <c>rules/sources/logsources.yml</c>, whose head tells the semantics. Immutable.</summary>
public sealed class LogSourceBindings
{
    private readonly LogSourceBinding[] _bindings;
    private readonly HashSet<string> _strictProducts;

    internal LogSourceBindings(IEnumerable<LogSourceBinding> bindings, IEnumerable<string> strictProducts)
    {
        _bindings = [.. bindings];
        _strictProducts = strictProducts.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>No bindings: every rule is chosen by comparing log sources alone.</summary>
    public static LogSourceBindings None { get; } = new([], []);

    /// <summary>Reads the file; a mistake in it is an <see cref="InvalidDataException"/> with file, line and column, since nothing could be matched rightly.</summary>
    public static LogSourceBindings Load(string file) => LogSourceBindingsReader.Read(file, File.ReadAllText(file));

    /// <summary>True where rules of that log source have a binding; false for those chosen by comparison.</summary>
    internal bool IsBound(RuleLogSource rule) => Array.Exists(_bindings, b => b.Binds(rule));

    /// <summary>
    /// The conditions under which a rule of that log source meets events of that kind: null = never; empty = always; else any one of the groups must
    /// hold of the event's fields.
    /// </summary>
    internal FieldCondition[][]? Meets(RuleLogSource rule, in EventKind kind)
    {
        if (IsSame(rule, kind.LogSource))
            return [];

        // A rule that names a category and a service must meet a binding of each, where there is one.
        var (categoryBound, categoryHeld, serviceBound, serviceHeld) = (false, false, false, false);
        var isFree = false;
        var groups = new List<FieldCondition[]>();
        foreach (var binding in _bindings)
        {
            if (!binding.Binds(rule))
                continue;
            var isCategory = binding.LogSource.Category is not null;
            categoryBound |= isCategory;
            serviceBound |= !isCategory;
            foreach (var condition in binding.Events)
            {
                if (!condition.Holds(kind))
                    continue;
                categoryHeld |= isCategory;
                serviceHeld |= !isCategory;
                isFree |= isCategory && condition.Where.Length == 0;
                if (condition.Where.Length > 0)
                    groups.Add(condition.Where);
            }
        }

        if (!categoryBound && !serviceBound)
            return Compares(rule, kind.LogSource) ? [] : null;
        if ((categoryBound && !categoryHeld) || (serviceBound && !serviceHeld))
            return null;
        return isFree ? [] : [.. groups];
    }

    // The event's own definition names all that the rule names.
    private static bool IsSame(RuleLogSource rule, EventLogSource logSource) =>
        (rule.Category is not null || rule.Service is not null)
        && (rule.Product is null || rule.Product == logSource.Product)
        && (rule.Category is null || rule.Category == logSource.Category)
        && (rule.Service is null || rule.Service == logSource.Service);

    private bool Compares(RuleLogSource rule, EventLogSource logSource)
    {
        if (rule.Product is not null && _strictProducts.Contains(rule.Product) && (rule.Category ?? rule.Service) is not null)
            return false;
        if (Differ(rule.Product, logSource.Product) || Differ(rule.Category, logSource.Category) || Differ(rule.Service, logSource.Service))
            return false;
        var ruleSaysNothing = rule is { Product: null, Category: null, Service: null };
        var eventSaysNothing = logSource is { Product: null, Category: null, Service: null };
        return ruleSaysNothing || eventSaysNothing
            || Agree(rule.Product, logSource.Product) || Agree(rule.Category, logSource.Category) || Agree(rule.Service, logSource.Service);
    }

    private static bool Differ(string? left, string? right) => left is not null && right is not null && left != right;

    private static bool Agree(string? left, string? right) => left is not null && left == right;
}
