using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>The queue: worst first, then newest by last hit. Everything that is null does not filter.</summary>
public sealed record ListAlerts(AlertFilter Filter, string? Cursor = null, int Take = 50) : IQuery<ListPage<AlertRow>>;

/// <param name="Since">Last seen at or after, UTC microseconds.</param>
/// <param name="Until">Last seen before, UTC microseconds.</param>
/// <param name="Text">Part of the title, an entity's value or a rule id; without case.</param>
public sealed record AlertFilter(
    IReadOnlyList<AlertStatus>? Statuses = null,
    Severity? MinSeverity = null,
    int? MinLevel = null,
    string? SystemCode = null,
    IReadOnlyList<AlertOrigin>? Origins = null,
    string? AssigneeId = null,
    bool? Unassigned = null,
    string? IncidentNumber = null,
    string? RuleId = null,
    long? Since = null,
    long? Until = null,
    string? Text = null);

/// <summary>Figures over the queue: not taken, mine, all open.</summary>
public sealed record CountAlerts(string AccountId) : IQuery<AlertCounts>;

public sealed record AlertCounts(long Unassigned, long Mine, long Open, IReadOnlyDictionary<Severity, long> OpenBySeverity);
