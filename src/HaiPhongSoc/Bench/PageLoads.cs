using HaiPhongSoc.EventStore;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Register;

namespace HaiPhongSoc.Bench;

/// <summary>What each main page of the console asks for when it is opened, and what a keystroke of triage does, as a shift lead of the city.</summary>
internal sealed class PageLoads(IOperations operations, IEventStore store)
{
    private static readonly Actor Lead = new("bench", "Bench", [RoleNames.Analyst, RoleNames.ShiftLead]);

    private static readonly Actor Auditor = new("bench-auditor", "Bench", [RoleNames.Auditor]);

    /// <summary>By name; each is one opening of the page, or one keystroke.</summary>
    public IReadOnlyDictionary<string, Func<CancellationToken, Task>> All => new Dictionary<string, Func<CancellationToken, Task>>(StringComparer.Ordinal)
    {
        ["shift"] = ShiftAsync,
        ["alerts"] = ct => AlertsAsync(new AlertFilter(Statuses: [AlertStatus.New, AlertStatus.InProgress]), ct),
        ["alerts_all"] = ct => AlertsAsync(new AlertFilter(), ct),
        ["alerts_text"] = ct => AlertsAsync(new AlertFilter(Statuses: [AlertStatus.New, AlertStatus.InProgress], Text: "đăng nhập"), ct),
        ["incidents"] = ct => AskAsync(new ListIncidents(Lead, new IncidentFilter(States: [IncidentState.Open, IncidentState.InProgress])), ct),
        ["incidents_all"] = ct => AskAsync(new ListIncidents(Lead, new IncidentFilter()), ct),
        ["incident"] = IncidentAsync,
        ["systems"] = ct => AskAsync(new ListSystems(Lead), ct),
        ["system"] = ct => AskAsync(new GetSystem(Lead, "dvc"), ct),
        ["duties"] = ct => AskAsync(new ListDuties(Lead), ct),
        ["search"] = SearchAsync,
        ["triage_key"] = TriageAsync,
        ["alerts_address"] = ct => AlertsAsync(new AlertFilter(Text: "203.0.114.77"), ct),
        ["audit"] = ct => AuditAsync(new AuditFilter(), ct),
        ["audit_action"] = ct => AuditAsync(new AuditFilter(Action: "alert.close"), ct),
        ["audit_who"] = ct => AuditAsync(new AuditFilter(Who: "bùi văn toàn"), ct),
        ["audit_account"] = ct => AuditAsync(new AuditFilter(Who: "load-3"), ct),
        ["audit_subject"] = ct => AuditAsync(new AuditFilter(Subject: "alert:77"), ct),
        ["audit_text"] = ct => AuditAsync(new AuditFilter(Text: "alert:4711"), ct),
        ["audit_text_common"] = ct => AuditAsync(new AuditFilter(Text: "máy quét"), ct),
        ["audit_text_none"] = ct => AuditAsync(new AuditFilter(Text: "không có ở đâu"), ct),
        ["triage_key_after_audit"] = TriageAsync,
    };

    private async Task ShiftAsync(CancellationToken ct)
    {
        await AskAsync(new GetOverview(Lead), ct);
        await AskAsync(new ListAlerts(Lead, new AlertFilter(Statuses: [AlertStatus.New, AlertStatus.InProgress], Unassigned: true), Take: 6), ct);
        await AskAsync(new ListDuties(Lead, [DutyState.Overdue, DutyState.Due, DutyState.DueSoon]), ct);
        var now = UtcMicroseconds.Now(TimeProvider.System);
        await store.CountAsync(new EventQuery { From = now - 3_600_000_000L, To = now + 60_000_000L }, ct);
    }

    private async Task AlertsAsync(AlertFilter filter, CancellationToken ct)
    {
        var page = await AskAsync(new ListAlerts(Lead, filter), ct);
        await AskAsync(new CountAlerts(Lead), ct);
        if (page.Items.Count > 0)
            await AskAsync(new GetAlert(Lead, page.Items[0].Id), ct);
    }

    private async Task IncidentAsync(CancellationToken ct)
    {
        var list = await AskAsync(new ListIncidents(Lead, new IncidentFilter(States: [IncidentState.Open, IncidentState.InProgress]), Take: 1), ct);
        await AskAsync(new GetIncident(Lead, list.Items[0].Number), ct);
        await AskAsync(new ListAccounts(Lead), ct);
    }

    private async Task SearchAsync(CancellationToken ct)
    {
        var now = UtcMicroseconds.Now(TimeProvider.System);
        var (from, to) = (now - (15 * 60_000_000L), now + 60_000_000L);
        await store.SearchAsync(new SearchRequest { From = from, To = to, Limit = 100 }, ct);
        await store.HistogramAsync(new EventQuery { From = from, To = to }, 60, ct);
    }

    private Task<ListPage<AuditRow>> AuditAsync(AuditFilter filter, CancellationToken ct) => AskAsync(new SearchAudit(Auditor, filter, Take: 100), ct);

    // One key: the alert under the cursor is taken; then it is given back, unmeasured work being as much a load as any.
    private async Task TriageAsync(CancellationToken ct)
    {
        var free = await AskAsync(new ListAlerts(Lead, new AlertFilter(Statuses: [AlertStatus.New], Unassigned: true), Take: 1), ct);
        if (free.Items is [var alert, ..])
            (await operations.SendAsync(new TakeAlert(Lead, alert.Id, alert.Version), ct)).Require();
    }

    private async Task<T> AskAsync<T>(IQuery<T> query, CancellationToken ct) => (await operations.SendAsync(query, ct)).Require();
}
