namespace HaiPhongSoc.Detection.LogSources;

/// <summary>A log source of rules and the events that it means: any of the conditions.</summary>
internal sealed record LogSourceBinding(RuleLogSource LogSource, EventCondition[] Events)
{
    /// <summary>True where a rule of that log source names everything that this binding is about. A rule without a product means every product.</summary>
    public bool Binds(RuleLogSource rule) =>
        (LogSource.Product is null || rule.Product is null || rule.Product == LogSource.Product)
        && (LogSource.Category is null || rule.Category == LogSource.Category)
        && (LogSource.Service is null || rule.Service == LogSource.Service);
}
