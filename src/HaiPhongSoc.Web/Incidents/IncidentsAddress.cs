using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Incidents;

namespace HaiPhongSoc.Web.Incidents;

/// <summary>Which incidents are looked at.</summary>
public enum IncidentView
{
    /// <summary>Đang mở.</summary>
    Open,

    /// <summary>Chưa nhận.</summary>
    Unclaimed,

    /// <summary>Của tôi.</summary>
    Mine,

    /// <summary>Tất cả.</summary>
    All,
}

/// <summary>The list's filter as the URL has it; what it does not understand filters nothing.</summary>
public sealed record IncidentsAddress(IncidentView View, Severity? MinSeverity, string? System, string? Text)
{
    private static readonly Dictionary<string, IncidentView> Views = new(StringComparer.Ordinal)
    {
        ["dang-mo"] = IncidentView.Open,
        ["chua-nhan"] = IncidentView.Unclaimed,
        ["cua-toi"] = IncidentView.Mine,
        ["tat-ca"] = IncidentView.All,
    };

    public static string Key(IncidentView view) => Views.First(v => v.Value == view).Key;

    public static IncidentsAddress Read(string? view, string? severity, string? system, string? text) => new(
        view is not null && Views.TryGetValue(view, out var known) ? known : IncidentView.Open,
        int.TryParse(severity, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && s is >= 0 and <= 4 ? (Severity)s : null,
        string.IsNullOrWhiteSpace(system) ? null : system,
        string.IsNullOrWhiteSpace(text) ? null : text.Trim());

    public bool Narrows => MinSeverity is not null || System is not null || Text is not null;

    public IncidentFilter Filter(string me) => new(
        States: View == IncidentView.All ? null : [IncidentState.Open, IncidentState.InProgress, IncidentState.Resolved],
        MinSeverity: MinSeverity,
        SystemCode: System,
        AssigneeId: View == IncidentView.Mine ? me : null,
        Unassigned: View == IncidentView.Unclaimed ? true : null,
        Text: Text);
}
