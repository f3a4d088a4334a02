using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Matching;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma.Explaining;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>Why a rule of a set hits an event or does not.</summary>
/// <param name="MeetsLogSource">The event is of the log source that the rule is about; where it is not, the rule is never asked.</param>
/// <param name="RuleLogSource">As the rule says it.</param>
/// <param name="EventLogSource">As the event's source definition says it.</param>
public sealed record EventExplanation(RuleIdentity Rule, string File, bool MeetsLogSource, string RuleLogSource, string EventLogSource, RuleExplanation Explanation)
{
    /// <summary>True where the event is a hit.</summary>
    public bool IsHit => MeetsLogSource && Explanation.Matches;

    /// <summary>Of the event rule with that id; null where the set has none.</summary>
    public static EventExplanation? Of(RuleSet rules, string ruleId, LogEvent logEvent)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(logEvent);
        var rule = rules.EventRules.FirstOrDefault(candidate => string.Equals(candidate.Identity.Id, ruleId, StringComparison.OrdinalIgnoreCase));
        if (rule is not SigmaEventRule sigma)
            return null;
        var route = rules.Router.RouteOf(EventKind.Of(logEvent));
        var meets = route.Rules.Numbers.Contains(rule.Number) && route.Holds(rule.Number, logEvent.Fields);
        var view = new LogEventView();
        view.Show(logEvent);
        return new EventExplanation(
            rule.Identity, rule.File, meets, Written(rule.LogSource.Product, rule.LogSource.Category, rule.LogSource.Service),
            Written(logEvent.LogSource.Product, logEvent.LogSource.Category, logEvent.LogSource.Service), SigmaExplainer.Explain(sigma.Rule, view));
    }

    private static string Written(string? product, string? category, string? service)
    {
        var parts = new List<string>(3);
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("product", product), ("category", category), ("service", service)])
        {
            if (value is not null)
                parts.Add($"{name}: {value}");
        }

        return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
    }
}
