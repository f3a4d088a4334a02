using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;

namespace HaiPhongSoc.Web.Alerts;

/// <summary>Which part of the queue is looked at.</summary>
public enum AlertView
{
    /// <summary>Chưa nhận.</summary>
    Unclaimed,

    /// <summary>Của tôi.</summary>
    Mine,

    /// <summary>Đang mở.</summary>
    Open,

    /// <summary>Đã đóng.</summary>
    Closed,

    /// <summary>Tất cả.</summary>
    All,
}

/// <summary>The queue's filter as the URL has it; what it does not understand filters nothing.</summary>
public sealed record AlertsAddress(AlertView View, Severity? MinSeverity, int? MinLevel, string? System, AlertOrigin? Origin, string? Text)
{
    private static readonly Dictionary<string, AlertView> Views = new(StringComparer.Ordinal)
    {
        ["chua-nhan"] = AlertView.Unclaimed,
        ["cua-toi"] = AlertView.Mine,
        ["dang-mo"] = AlertView.Open,
        ["da-dong"] = AlertView.Closed,
        ["tat-ca"] = AlertView.All,
    };

    public static string Key(AlertView view) => Views.First(v => v.Value == view).Key;

    public static AlertsAddress Read(string? view, string? severity, string? level, string? system, string? origin, string? text) => new(
        view is not null && Views.TryGetValue(view, out var known) ? known : AlertView.Open,
        Number(severity, 0, 4) is { } s ? (Severity)s : null,
        Number(level, 1, 5),
        Blank(system),
        Number(origin, 1, 3) is { } o ? (AlertOrigin)o : null,
        Blank(text));

    public bool Narrows => MinSeverity is not null || MinLevel is not null || System is not null || Origin is not null || Text is not null;

    public AlertFilter Filter(string me) => new(
        Statuses: View switch
        {
            AlertView.Closed => [AlertStatus.Closed],
            AlertView.All => null,
            _ => [AlertStatus.New, AlertStatus.InProgress],
        },
        MinSeverity: MinSeverity,
        MinLevel: MinLevel,
        SystemCode: System,
        Origins: Origin is { } origin ? [origin] : null,
        AssigneeId: View == AlertView.Mine ? me : null,
        Unassigned: View == AlertView.Unclaimed ? true : null,
        Text: Text);

    private static int? Number(string? text, int low, int high) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
