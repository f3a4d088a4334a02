using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>Open ones first, worst first, then newest. Everything that is null does not filter.</summary>
public sealed record ListIncidents(IncidentFilter Filter, string? Cursor = null, int Take = 50) : IQuery<ListPage<IncidentRow>>;

/// <param name="Text">Part of the number or title; without case.</param>
public sealed record IncidentFilter(
    IReadOnlyList<IncidentState>? States = null,
    Severity? MinSeverity = null,
    string? SystemCode = null,
    string? AssigneeId = null,
    bool? Unassigned = null,
    long? OpenedSince = null,
    string? Text = null);
