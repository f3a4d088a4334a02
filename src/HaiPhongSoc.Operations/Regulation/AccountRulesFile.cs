using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads the part <c>accounts</c> of a profile.</summary>
internal static class AccountRulesFile
{
    private static readonly Dictionary<string, bool> Factors = new(StringComparer.Ordinal) { ["any"] = false, ["passkey"] = true };

    public static AccountRules Read(YamlMap root)
    {
        if (root.Map("accounts") is not { } map)
            return new AccountRules(14, 8, 6, 5, TimeSpan.FromMinutes(15), TimeSpan.FromDays(45), [], new LegalBasis("", "", DateOnly.MinValue, null));
        var rows = map.Maps("roles", isRequired: true).Select(Row).ToList();
        EveryRoleOnce(map, rows);
        var rules = new AccountRules(
            map.Integer("password_length", 8, 128, 14),
            map.Integer("password_length_with_factor", 8, 128, 8),
            map.Integer("password_distinct_characters", 1, 32, 6),
            map.Integer("failed_attempts", 1, 20, 5),
            map.Duration("lock_out"),
            map.Duration("idle_disable"),
            rows,
            RegulationFile.Basis(map));
        map.Close();
        return rules;
    }

    private static RoleRule Row(YamlMap map)
    {
        var needsPasskey = map.Word("second_factor", Factors);
        var row = new RoleRule(
            map.Texts("roles", isRequired: true),
            needsPasskey,
            needsPasskey ? map.Duration("grace") : map.Duration("grace", TimeSpan.Zero),
            map.Duration("idle"),
            map.Duration("session"),
            map.Has("password_age") ? map.Duration("password_age") : null,
            map.Integer("password_history", 0, 50, 0),
            RegulationFile.Basis(map));
        if (row.Idle < TimeSpan.FromMinutes(1) && map.Has("idle"))
            map.Fault("idle", "is shorter than a minute: nobody could work");
        if (row.Session < row.Idle)
            map.Fault("session", "is shorter than idle");
        map.Close();
        return row;
    }

    private static void EveryRoleOnce(YamlMap map, List<RoleRule> rows)
    {
        var named = rows.SelectMany(row => row.Roles).ToList();
        foreach (var unknown in named.Except(RoleNames.All, StringComparer.Ordinal))
            map.Fault("roles", $"names the role \"{unknown}\", which does not exist");
        foreach (var twice in named.GroupBy(role => role, StringComparer.Ordinal).Where(g => g.Count() > 1))
            map.Fault("roles", $"names the role \"{twice.Key}\" twice");
        foreach (var missing in RoleNames.All.Except(named, StringComparer.Ordinal))
            map.Fault("roles", $"leaves out the role \"{missing}\"");
    }
}
