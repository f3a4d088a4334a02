using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Language;

namespace HaiPhongSoc.Web.Audit;

/// <summary>What stands on the chain, by area, in words. Names are for ever: one that no request has any more is shown as it was written.</summary>
internal static class AuditActions
{
    /// <summary>What <c>soc</c> writes by itself.</summary>
    public static IReadOnlyList<string> OfTheProgram { get; } =
        ["account.sign-in", "account.sign-out", "audit.broken", "audit.left-out", "clock.set-back", "clock.set-forward", "duties.turn", "findings.turn",
            "rule.broken", "rule.changed", "rule.switched-off", "rule.switched-on"];

    /// <summary>In the order of the permission table.</summary>
    public static IReadOnlyList<(string Area, IReadOnlyList<string> Actions)> ByArea { get; } =
        [.. PermissionTable.Rows.GroupBy(row => row.Area, StringComparer.Ordinal).Select(area => (area.Key, (IReadOnlyList<string>)[.. area.Select(row => ActionNames.Of(row.Request))]))];

    public static string WordOf(string action) => Words.Find($"Action.{action}") ?? action;

    /// <summary>An area has spaces in its name, a key has none.</summary>
    public static string KeyOf(string area) => $"Area.{area.Replace(' ', '-')}";
}
