using System.Globalization;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Playbooks;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>The rows that an incident is given: diary entries, tasks of a playbook, clocks of the law. Pure.</summary>
internal static class IncidentParts
{
    public static TimelineEntry Entry(IncidentRecord incident, long at, TimelineKind kind, Actor actor, Wording what, long? alertId = null) =>
        new() { IncidentId = incident.Id, At = at, Kind = kind, ActorId = actor.AccountId, ActorName = actor.Name, What = what, AlertId = alertId };

    /// <summary>Gives the incident a playbook and its tasks, once; due times count from now and follow the level.</summary>
    public static bool Give(IncidentRecord incident, ChosenPlaybook chosen, long now)
    {
        var playbook = chosen.Playbook;
        if (incident.Playbooks.Exists(p => p.PlaybookId == playbook.Id))
            return false;
        incident.Playbooks.Add(new IncidentPlaybook
        {
            PlaybookId = playbook.Id,
            PlaybookVersion = playbook.Version,
            Title = playbook.Title,
            Summary = playbook.Summary,
            Reason = chosen.Reason,
        });
        incident.Tasks.AddRange(playbook.Tasks.Select((task, ordinal) => new IncidentTask
        {
            PlaybookId = playbook.Id,
            TaskId = task.Id,
            Ordinal = ordinal,
            Phase = task.Phase,
            Title = task.Title,
            Guide = task.Guide,
            Role = task.Role,
            Mandatory = task.Mandatory,
            NeedsApproval = task.NeedsApproval,
            DueAt = now + task.Due.At(incident.Level).Microseconds(),
        }));
        incident.Timeline.Add(Entry(
            incident,
            now,
            TimelineKind.PlaybookAdded,
            Actor.Program,
            new Wording($"kịch bản «{playbook.Title.Vi}» ({chosen.Reason.Vi})", $"playbook \"{playbook.Title.En}\" ({chosen.Reason.En})")));
        return true;
    }

    /// <summary>One row for each clock that the law had at T0; none runs before a person decided that its condition holds.</summary>
    public static IEnumerable<IncidentClock> Clocks(RegulationProfile regulation, long detectedAt, DateOnly day) =>
        regulation.Clocks.Where(rule => rule.Basis.HoldsOn(day)).Select(rule => new IncidentClock
        {
            ClockId = rule.Id,
            Title = rule.Title,
            AppliesWhen = rule.AppliesWhen,
            Condition = rule.Condition,
            Recipients = rule.Recipients,
            Basis = rule.Basis.Article,
            Confidence = rule.Basis.Confidence,
            DueAt = detectedAt + rule.Limit.Microseconds(),
        });

    /// <summary><c>SC-2026-000001</c>.</summary>
    public static string Number(int year, long number) => string.Create(CultureInfo.InvariantCulture, $"SC-{year:D4}-{number:D6}");
}
