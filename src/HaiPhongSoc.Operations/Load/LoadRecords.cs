using System.Globalization;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Playbooks;

namespace HaiPhongSoc.Operations.Load;

internal sealed record LoadSystem(string Code, string Name, int Level, string OwnerCode, string OwnerName, IReadOnlyList<string> Hosts);

/// <summary>The n-th alert, incident or entry of the audit chain of the newest days of a made-up year: a pure function of its number, so that runs can be compared.</summary>
internal sealed class LoadRecords(IReadOnlyList<LoadSystem> systems, Rulebook rulebook, long now, long span, int alerts, int incidents)
{
    // What a shift leaves open: some hundreds of alerts and a handful of incidents of the last days.
    private const int OpenAlerts = 1_200;
    private const int OpenIncidents = 150;

    private static readonly (string Id, string Vi, string En, Severity Level, string Tag)[] Rules =
    [
        ("5f0f5a52-0a6d-4a0e-9c6f-0d6d3c6c0001", "Dò mật khẩu SSH", "SSH password guessing", Severity.High, "T1110"),
        ("5f0f5a52-0a6d-4a0e-9c6f-0d6d3c6c0002", "Web shell trong thư mục tải lên", "Web shell in an upload folder", Severity.Critical, "T1505.003"),
        ("5f0f5a52-0a6d-4a0e-9c6f-0d6d3c6c0003", "Tài khoản quản trị mới", "New administrator account", Severity.High, "T1136"),
        ("5f0f5a52-0a6d-4a0e-9c6f-0d6d3c6c0004", "Đăng nhập từ địa chỉ lạ", "Sign-in from an unusual address", Severity.Medium, "T1078"),
        ("5f0f5a52-0a6d-4a0e-9c6f-0d6d3c6c0005", "Quét cổng trong mạng nội bộ", "Port scan inside the network", Severity.Low, "T1046"),
        ("5f0f5a52-0a6d-4a0e-9c6f-0d6d3c6c0006", "Tải tệp thực thi qua HTTP", "Executable fetched over HTTP", Severity.Medium, "T1105"),
    ];

    private static readonly string[] People = ["Nguyễn Thị Hương", "Trần Văn Bình", "Lê Hoàng Nam", "Phạm Thu Hà", "Vũ Đức Long", "Bùi Văn Toàn", "Đỗ Thị Mai"];

    public IncidentRecord Incident(int n)
    {
        var system = systems[n % systems.Count];
        var rule = Rules[n % Rules.Length];
        var at = At(n, incidents);
        var year = UtcMicroseconds.ToDateTimeOffset(at).Year;
        var number = IncidentParts.Number(year, n + 1);
        var open = n >= incidents - OpenIncidents;
        var title = new Wording($"{rule.Vi} trên {system.Name}", $"{rule.En} on {system.Name}");
        var incident = new IncidentRecord
        {
            Number = number,
            Title = title,
            OpenedBecause = new Wording($"cảnh báo mức {rule.Level}", $"an alert of level {rule.Level}"),
            Severity = rule.Level,
            State = open ? (n % 3 == 0 ? IncidentState.Open : IncidentState.InProgress) : IncidentState.Closed,
            Verdict = open ? null : Verdict.TrueButHarmless,
            DetectedAt = at,
            OpenedAt = at,
            ChangedAt = at,
            ClosedAt = open ? null : at + TimeSpan.FromHours(5).Microseconds(),
            Level = system.Level,
            SearchText = FoldedText.Of(number, title.Vi, title.En, system.Name, Address(n)),
        };
        if (PlaybookChoice.Best(rulebook.Playbooks, [new PlaybookCue(rule.Id, [rule.Tag])], system.Level) is { } chosen)
            IncidentParts.Give(incident, chosen, at);
        foreach (var task in incident.Tasks.Where(_ => !open))
            (task.DoneAt, task.DoneBy) = (at + TimeSpan.FromHours(1).Microseconds(), "Trực ca");
        incident.Clocks.AddRange(IncidentParts.Clocks(rulebook.Regulation, at, DateOnly.FromDateTime(UtcMicroseconds.ToDateTimeOffset(at).UtcDateTime)));
        incident.Timeline.Add(IncidentParts.Entry(incident, at, TimelineKind.Opened, Actor.Program, incident.OpenedBecause));
        return incident;
    }

    /// <param name="incidentIds">Of the incidents in their order: every fifth alert stands in one.</param>
    public AlertRecord Alert(int n, IReadOnlyList<long> incidentIds)
    {
        var of = incidentIds.Count > 0 && n % 5 == 0 ? (int)((long)n * incidents / alerts) : -1;
        var system = systems[(of >= 0 ? of : n) % systems.Count];
        var rule = Rules[(of >= 0 ? of : n) % Rules.Length];
        var at = At(n, alerts);
        var open = of >= 0 ? of >= incidents - OpenIncidents : n >= alerts - OpenAlerts;
        Entity[] entities = [new(EntityKind.SourceAddress, Address(n), "internet"), new(EntityKind.Host, system.Hosts[n % system.Hosts.Count], "ttthdl")];
        return new AlertRecord
        {
            Origin = AlertOrigin.Event,
            RuleId = rule.Id,
            RuleVersion = "00000000deadbeef",
            Title = new Wording(rule.Vi, rule.En),
            Description = new Wording(rule.Vi, rule.En),
            RuleLevel = rule.Level,
            Severity = rule.Level,
            SeverityReason = new Wording($"quy tắc mức {rule.Level}, hệ thống cấp độ {system.Level}", $"rule level {rule.Level}, system level {system.Level}"),
            Status = open ? AlertStatus.New : AlertStatus.Closed,
            Verdict = open ? null : Verdict.TrueButHarmless,
            SystemCode = system.Code,
            SystemName = system.Name,
            SystemLevel = system.Level,
            OwnerCode = system.OwnerCode,
            OwnerName = system.OwnerName,
            Realm = "ttthdl",
            SourceId = $"{system.Code}-auth",
            GroupKey = $"{rule.Id}|{entities[0].Key}|{system.Code}",
            Count = 1 + (n % 40),
            EventsKept = 1,
            FirstSeen = at,
            LastSeen = at,
            RaisedAt = at,
            ClosedAt = open ? null : at + TimeSpan.FromHours(2).Microseconds(),
            IncidentId = of >= 0 ? incidentIds[of] : null,
            AttackTags = [rule.Tag],
            Sample = $"Failed password for root from {entities[0].Value} port 40022 ssh2",
            SearchText = FoldedText.Of(rule.Vi, rule.En, system.Name, entities[0].Value, entities[1].Value),
            Entities = [.. entities.Select((e, i) => new AlertEntity { Ordinal = i, Key = e.Key, Kind = e.Kind, Realm = e.Realm, Value = e.Value })],
        };
    }

    /// <summary>What somebody did with the n-th alert.</summary>
    public AuditEntry Entry(int n)
    {
        var close = n % 3 == 0;
        var (actor, alert) = (People[n % People.Length], $"alert:{n + 1}");
        var entry = AuditEntries.Of(new Actor($"load-{n % People.Length}", actor, [RoleNames.Analyst]) { Address = Address(n) }, close ? "alert.close" : "alert.take", At(n, alerts)) with
        {
            Subjects = [alert],
            Before = $$$"""{"{{{alert}}}":{"Status":"{{{(close ? AlertStatus.InProgress : AlertStatus.New)}}}"}}""",
            After = $$$"""{"{{{alert}}}":{"Status":"{{{(close ? AlertStatus.Closed : AlertStatus.InProgress)}}}","AssignedToName":"{{{actor}}}"}}""",
            Details = close ? [new Wording($"lý do: máy quét {Address(n)} của trung tâm", $"reason: the centre's scanner {Address(n)}")] : [],
        };
        return entry.ToRow();
    }

    private long At(int n, int of) => now - span + (long)(span * ((n + 1d) / of));

    private static string Address(int n) => string.Create(CultureInfo.InvariantCulture, $"203.0.{113 + (n % 3)}.{(n * 7919 % 254) + 1}");
}
