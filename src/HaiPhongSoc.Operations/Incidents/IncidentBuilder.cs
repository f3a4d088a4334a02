using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Playbooks;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// Alerts → incidents, inside the intake's transaction: loads what the touched alerts could meet, asks <see cref="IncidentGrouping"/>, writes what it
/// decided. Incidents that people closed are left alone.
/// </summary>
internal sealed class IncidentBuilder(OperationsDbContext database, Rulebook rulebook, CityTime time, FactsToTell facts, long now)
{
    private readonly GroupingRules _grouping = rulebook.Severity.Grouping;
    private NearbyIncidents _nearby = NearbyIncidents.None;

    public int Opened { get; private set; }

    public async Task TakeAsync(IReadOnlyList<AlertRecord> touched, CancellationToken cancellationToken)
    {
        _nearby = await NearbyIncidents.LoadAsync(database, touched, _grouping, cancellationToken);
        foreach (var alert in touched)
        {
            if (alert.IncidentId is { } id)
                GoOn(await _nearby.IncidentAsync(id, cancellationToken), alert);
            else if (alert.Status != AlertStatus.Closed)
                await DecideAsync(alert, cancellationToken);
        }
    }

    private async Task DecideAsync(AlertRecord alert, CancellationToken cancellationToken)
    {
        var view = NearbyIncidents.View(alert);
        switch (IncidentGrouping.Decide(view, _nearby.OpenFor(alert), _nearby.AloneFor(alert), _grouping))
        {
            case GroupingDecision.Join join:
                await JoinAsync(await _nearby.IncidentAsync(join.IncidentId, cancellationToken), alert, join, cancellationToken);
                break;
            case GroupingDecision.Open open:
                await OpenAsync(alert, open, cancellationToken);
                break;
            default:
                _nearby.StandsAlone(alert);
                break;
        }
    }

    private async Task OpenAsync(AlertRecord alert, GroupingDecision.Open open, CancellationToken cancellationToken)
    {
        var takenIn = open.TakenIn.Select(t => (Alert: _nearby.Alone(t.AlertId), t.Reason)).ToList();
        var all = takenIn.ConvertAll(t => t.Alert).Append(alert).ToList();
        var worst = all.MaxBy(a => a.Severity)!;
        var level = all.Max(a => a.SystemLevel);
        var playbook = PlaybookChoice.Best(rulebook.Playbooks, all.Select(Cue), level);
        var detectedAt = all.Min(a => a.RaisedAt);
        var title = Title(playbook, worst);
        var incident = new IncidentRecord
        {
            Number = await NextNumberAsync(cancellationToken),
            Title = title,
            OpenedBecause = open.Reason,
            Severity = worst.Severity,
            DetectedAt = detectedAt,
            OpenedAt = now,
            ChangedAt = now,
            Level = level,
            SearchText = "",
        };
        incident.Clocks.AddRange(IncidentParts.Clocks(rulebook.Regulation, detectedAt, time.DayOf(detectedAt)));
        incident.Timeline.Add(IncidentParts.Entry(
            incident, now, TimelineKind.Opened, Actor.Program, new Wording($"mở sự cố: {open.Reason.Vi}", $"incident opened: {open.Reason.En}")));
        database.Add(incident);
        await database.SaveChangesAsync(cancellationToken);
        _nearby.Add(incident);
        foreach (var (other, reason) in takenIn)
            Attach(incident, other, reason);
        Attach(incident, alert, open.Reason);
        if (playbook is not null)
            IncidentParts.Give(incident, playbook, now);
        foreach (var each in all)
            GiveOwn(incident, each);
        Opened++;
        facts.Add(new IncidentOpened(now, incident.Number, incident.Severity));
    }

    private async Task JoinAsync(IncidentRecord incident, AlertRecord alert, GroupingDecision.Join join, CancellationToken cancellationToken)
    {
        incident.Level = Math.Max(incident.Level, alert.SystemLevel);
        Attach(incident, alert, join.Reason);
        GiveOwn(incident, alert);
        foreach (var other in join.Linked)
            await LinkAsync(incident, await _nearby.IncidentAsync(other, cancellationToken), alert, cancellationToken);
    }

    // An alert that calls for a playbook of its own brings it along; the playbook for everything else only where there is none yet.
    private void GiveOwn(IncidentRecord incident, AlertRecord alert)
    {
        if (PlaybookChoice.Best(rulebook.Playbooks, [Cue(alert)], incident.Level) is not { } chosen)
            return;
        if (chosen.Specificity > 1 || incident.Playbooks.Count == 0)
            IncidentParts.Give(incident, chosen, now);
    }

    private void Attach(IncidentRecord incident, AlertRecord alert, Wording reason)
    {
        (alert.IncidentId, alert.Restricted) = (incident.Id, incident.Restricted);
        alert.JoinReason = reason;
        if (incident.AssigneeId is not null && alert.AssigneeId is null)
        {
            (alert.AssigneeId, alert.AssigneeName) = (incident.AssigneeId, incident.AssigneeName);
            alert.Status = AlertStatus.InProgress;
        }

        incident.Timeline.Add(IncidentParts.Entry(
            incident,
            now,
            TimelineKind.AlertJoined,
            Actor.Program,
            new Wording($"cảnh báo «{alert.Title.Vi}»: {reason.Vi}", $"alert \"{alert.Title.En}\": {reason.En}"),
            alert.Id));
        incident.SearchText = Cut(FoldedText.Of(
            incident.SearchText.Length == 0 ? $"{incident.Number}\n{incident.Title.Vi}\n{incident.Title.En}" : incident.SearchText, alert.SearchText));
        _nearby.Joined(alert);
        GoOn(incident, alert);
    }

    /// <summary>An alert of the incident was raised or went on.</summary>
    private void GoOn(IncidentRecord incident, AlertRecord alert)
    {
        if (incident.State == IncidentState.Closed)
            return;
        foreach (var entity in alert.Entities.Where(e => _grouping.Groups(e.Entity)))
            See(incident, entity, alert);
        if (alert.Severity > incident.Severity)
        {
            var from = SeverityWords.Of(incident.Severity);
            var to = SeverityWords.Of(alert.Severity);
            incident.Timeline.Add(IncidentParts.Entry(
                incident,
                now,
                TimelineKind.SeverityRaised,
                Actor.Program,
                new Wording($"mức độ tăng từ {from.Vi} lên {to.Vi}", $"severity raised from {from.En} to {to.En}"),
                alert.Id));
            incident.Severity = alert.Severity;
        }

        if (incident.State == IncidentState.Resolved)
        {
            incident.State = IncidentState.InProgress;
            incident.Timeline.Add(IncidentParts.Entry(
                incident,
                now,
                TimelineKind.StateChanged,
                Actor.Program,
                new Wording("trở lại Đang xử lý: cảnh báo vẫn tiếp diễn", "back in progress: alerts go on"),
                alert.Id));
        }

        incident.ChangedAt = now;
        facts.Add(new IncidentChanged(now, incident.Number));
    }

    private void See(IncidentRecord incident, AlertEntity entity, AlertRecord alert)
    {
        var seen = incident.Entities.Find(e => e.Key == entity.Key);
        if (seen is null)
        {
            seen = new IncidentEntity
            {
                IncidentId = incident.Id,
                Key = entity.Key,
                Kind = entity.Kind,
                Realm = entity.Realm,
                Value = entity.Value,
                FirstSeen = alert.FirstSeen,
                LastSeen = alert.LastSeen,
            };
            incident.Entities.Add(seen);
            _nearby.Seen(incident, seen);
            return;
        }

        seen.FirstSeen = Math.Min(seen.FirstSeen, alert.FirstSeen);
        seen.LastSeen = Math.Max(seen.LastSeen, alert.LastSeen);
    }

    private async Task LinkAsync(IncidentRecord incident, IncidentRecord other, AlertRecord alert, CancellationToken cancellationToken)
    {
        var (from, to) = incident.Id < other.Id ? (incident, other) : (other, incident);
        if (await database.IncidentLinks.FindAsync([from.Id, to.Id], cancellationToken) is not null)
            return;
        database.Add(new IncidentLink { FromId = from.Id, ToId = to.Id });
        foreach (var (here, there) in new[] { (incident, other), (other, incident) })
        {
            here.Timeline.Add(IncidentParts.Entry(
                here,
                now,
                TimelineKind.Linked,
                Actor.Program,
                new Wording($"liên quan đến {there.Number} qua cảnh báo «{alert.Title.Vi}»", $"related to {there.Number} through alert \"{alert.Title.En}\""),
                alert.Id));
            here.ChangedAt = now;
            facts.Add(new IncidentChanged(now, here.Number));
        }
    }

    private async Task<string> NextNumberAsync(CancellationToken cancellationToken)
    {
        var year = time.DayOf(now).Year;
        var name = FormattableString.Invariant($"SC-{year}");
        var series = await database.NumberSeries.FindAsync([name], cancellationToken);
        if (series is null)
            database.Add(series = new NumberSeries { Name = name });
        series.Last++;
        return IncidentParts.Number(year, series.Last);
    }

    private static Wording Title(ChosenPlaybook? playbook, AlertRecord worst)
    {
        var title = playbook is { Specificity: > 1 } ? playbook.Playbook.Title : worst.Title;
        return worst.SystemName is { } system ? new Wording($"{title.Vi} · {system}", $"{title.En} · {system}") : title;
    }

    private static PlaybookCue Cue(AlertRecord alert) => new(alert.RuleId, alert.AttackTags);

    private static string Cut(string text) => text.Length <= 4_000 ? text : text[..4_000];
}
