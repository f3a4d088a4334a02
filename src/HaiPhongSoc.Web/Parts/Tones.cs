using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.AntiMalware;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using MudBlazor;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Web.Parts;

/// <summary>Classes and icons of states. All from closed lists: no text of a log ever gets into a class.</summary>
internal static class Tones
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "informational",
    };

    public static (string Tone, string Icon) Of(AlertStatus status) => status switch
    {
        AlertStatus.New => ("medium", Icons.Material.Filled.RadioButtonUnchecked),
        AlertStatus.InProgress => ("low", Icons.Material.Filled.PlayCircle),
        _ => ("informational", Icons.Material.Filled.CheckCircle),
    };

    public static (string Tone, string Icon) Of(IncidentState state) => state switch
    {
        IncidentState.Open => ("medium", Icons.Material.Filled.RadioButtonUnchecked),
        IncidentState.InProgress => ("low", Icons.Material.Filled.PlayCircle),
        IncidentState.Resolved => ("good", Icons.Material.Filled.TaskAlt),
        _ => ("informational", Icons.Material.Filled.CheckCircle),
    };

    public static (string Tone, string Icon) Of(DutyState state) => state switch
    {
        DutyState.Overdue => ("critical", Icons.Material.Filled.Dangerous),
        DutyState.Due => ("high", Icons.Material.Filled.NotificationImportant),
        DutyState.DueSoon => ("medium", Icons.Material.Filled.Schedule),
        DutyState.Done => ("good", Icons.Material.Filled.CheckCircle),
        _ => ("informational", Icons.Material.Filled.Event),
    };

    public static (string Tone, string Icon) Of(HostReason reason) => reason switch
    {
        HostReason.Uncleaned => ("critical", Icons.Material.Filled.Dangerous),
        HostReason.ProtectionOff => ("high", Icons.Material.Filled.NotificationImportant),
        HostReason.WithoutAgent => ("high", Icons.Material.Filled.Dangerous),
        HostReason.Silent => ("medium", Icons.Material.Filled.Schedule),
        _ => ("medium", Icons.Material.Filled.Event),
    };

    public static (string Tone, string Icon) Of(SystemStatus status) => status switch
    {
        SystemStatus.InOperation => ("informational", Icons.Material.Filled.CheckCircle),
        SystemStatus.Test => ("low", Icons.Material.Filled.Science),
        SystemStatus.NotConcludedSecure => ("high", Icons.Material.Filled.GppMaybe),
        _ => ("informational", Icons.Material.Filled.DoNotDisturbOn),
    };

    public static (string Tone, string Icon) Of(ArrangementState state) => state switch
    {
        ArrangementState.Missing => ("critical", Icons.Material.Filled.Dangerous),
        ArrangementState.Lapsed => ("critical", Icons.Material.Filled.EventBusy),
        ArrangementState.Unconfirmed => ("high", Icons.Material.Filled.MarkEmailUnread),
        ArrangementState.DueSoon => ("medium", Icons.Material.Filled.Schedule),
        _ => ("good", Icons.Material.Filled.CheckCircle),
    };

    /// <summary>How near a due time is: calm, near (under an hour) or over.</summary>
    public static (string Tone, string Icon) OfDue(long due, long now) => (due - now) switch
    {
        <= 0 => ("critical", Icons.Material.Filled.Dangerous),
        < 3_600_000_000L => ("high", Icons.Material.Filled.Schedule),
        _ => ("calm", Icons.Material.Filled.Schedule),
    };
}
