using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads the part <c>accounts</c> of a profile.</summary>
internal static class AccountRulesFile
{
    private static readonly string[] Numbers = ["password_length", "password_length_with_factor", "password_distinct_characters", "failed_attempts"];

    private static readonly Dictionary<string, bool> Factors = new(StringComparer.Ordinal) { ["any"] = false, ["passkey"] = true };

    public static AccountRules Read(YamlMap root)
    {
        if (root.Map("accounts") is not { } map)
            return new AccountRules(14, 8, 6, 5, TimeSpan.FromMinutes(15), TimeSpan.FromDays(45), [], new LegalBasis("", "", DateOnly.MinValue, null));
        var maps = map.Maps("roles", isRequired: true);
        var rows = maps.Select(Row).ToList();
        EveryRoleOnce(map, maps, rows);
        foreach (var missing in Numbers.Where(key => !map.Has(key)))
            map.Fault(missing, "is missing");
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
        if (map.Has("password_age") != map.Has("password_history"))
            map.Fault(map.Has("password_age") ? "password_history" : "password_age", "is missing: password_age and password_history go together");
        if (row.Session < row.Idle)
            map.Fault("session", "is shorter than idle");
        map.Close();
        return row;
    }

    private static void EveryRoleOnce(YamlMap map, IReadOnlyList<YamlMap> maps, List<RoleRule> rows)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, role) in maps.Zip(rows).SelectMany(row => row.Second.Roles.Select(role => (row.First, role))))
        {
            if (!RoleNames.All.Contains(role, StringComparer.Ordinal))
                at.Fault("roles", $"names the role \"{role}\", which does not exist");
            if (!named.Add(role))
                at.Fault("roles", $"names the role \"{role}\" twice");
        }

        foreach (var missing in RoleNames.All.Except(named, StringComparer.Ordinal))
            map.Fault("roles", $"leaves out the role \"{missing}\"");
    }
}
