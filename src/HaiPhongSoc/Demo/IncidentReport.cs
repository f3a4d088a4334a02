using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Demo;

/// <summary>An incident as scripts read it: <c>soc demo --until-incident</c>. Times are ISO 8601, UTC.</summary>
internal static class IncidentReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Of(IncidentDetail incident)
    {
        var system = incident.Row.Systems.Count > 0 ? incident.Row.Systems[0] : null;
        return JsonSerializer.Serialize(
            new
            {
                incident.Row.Number,
                Title = Both(incident.Row.Title),
                incident.Row.Severity,
                incident.Row.State,
                DetectedAt = Time(incident.Row.DetectedAt),
                System = system is null ? null : new { system.Code, system.Name, system.Level, Owner = system.OwnerName },
                OpenedBecause = Both(incident.OpenedBecause),
                Alerts = incident.Alerts.Select(entry => new
                {
                    entry.Alert.RuleId,
                    Title = Both(entry.Alert.Title),
                    entry.Alert.Severity,
                    entry.Alert.Count,
                    JoinedBecause = Both(entry.Reason),
                }),
                Playbooks = incident.Playbooks.Select(playbook => new
                {
                    playbook.Id,
                    Title = Both(playbook.Title),
                    Tasks = incident.Tasks.Where(task => task.PlaybookId == playbook.Id).Select(task => new
                    {
                        Title = Both(task.Title),
                        task.Phase,
                        task.Role,
                        DueAt = Time(task.DueAt),
                    }),
                }),
                Clocks = incident.Clocks.Select(clock => new { Title = Both(clock.Title), clock.Basis, clock.Running, DueAt = Time(clock.DueAt) }),
            },
            Json);
    }

    private static object Both(Wording wording) => new { wording.Vi, wording.En };

    private static DateTimeOffset Time(long microseconds) => UtcMicroseconds.ToDateTimeOffset(microseconds);
}
