using System.Collections.Frozen;
using System.Globalization;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Reads what a profile says about roles, dossiers and the duties of each level.</summary>
internal sealed class DossierRulesFile
{
    private static readonly Dictionary<string, OwedBy> Scopes = new(StringComparer.Ordinal)
    {
        ["system"] = OwedBy.System,
        ["organisation"] = OwedBy.Organisation,
        ["city"] = OwedBy.City,
    };

    private static readonly Dictionary<string, SystemTrait> Traits = new(StringComparer.Ordinal)
    {
        ["approved"] = SystemTrait.Approved,
        ["in-use"] = SystemTrait.InUse,
        ["not-in-use"] = SystemTrait.NotInUse,
    };

    private static readonly Dictionary<string, MetBy> Meetings = new(StringComparer.Ordinal)
    {
        ["level-proposed"] = MetBy.LevelProposed,
        ["level-approved"] = MetBy.LevelApproved,
    };

    private static readonly Dictionary<string, RenewalKind> Renewals = new(StringComparer.Ordinal)
    {
        ["level-changed"] = RenewalKind.LevelChanged,
        ["transition-missed"] = RenewalKind.TransitionMissed,
    };

    private static readonly string[] ForSystems = ["of", "met_by", "where", "begins", "days_for_new"];

    private readonly IReadOnlySet<string> _roles;
    private readonly IReadOnlySet<string> _forms;

    private DossierRulesFile(IReadOnlySet<string> roles, IReadOnlySet<string> forms)
    {
        _roles = roles;
        _forms = forms;
    }

    public static DossierRules Read(YamlMap root, SystemConditionsFile conditions)
    {
        var roles = Rows(root, "roles", Role, r => r.Id, r => r.Basis);
        var forms = Rows(root, "forms", Form, f => f.Id, f => f.Basis);
        var file = new DossierRulesFile(roles.Select(r => r.Id).ToFrozenSet(StringComparer.Ordinal), forms.Select(f => f.Id).ToFrozenSet(StringComparer.Ordinal));
        var transitions = Rows(root, "transitions", map => Transition(map, conditions), r => r.Id, r => r.Basis);
        var rules = new DossierRules
        {
            Roles = roles,
            Forms = forms,
            Approvals = Rows(root, "approvals", file.Approval, r => r.Id, r => r.Basis, r => r.Levels),
            Limits = Rows(root, "time_limits", Limit, r => r.Id, r => r.Basis, r => r.Levels),
            Parts = Rows(root, "dossier_parts", file.Part, r => r.Id, r => r.Basis, r => r.Levels),
            Requirements = Rows(root, "requirement_groups", Requirement, r => r.Id, r => r.Basis),
            Activities = Rows(root, "periodic_activities", Activity, r => r.Id, r => r.Basis, r => r.Levels),
            Retention = Rows(root, "log_retention", Kept, r => r.Id, r => r.Basis, r => r.Levels),
            Reports = Rows(root, "reports", file.Report, r => r.Id, r => r.Basis, r => r.Levels),
            Transitions = transitions,
            Renewals = Rows(root, "approval_renewals", map => Renewal(map, transitions), r => r.Id, r => r.Basis),
        };
        foreach (var level in DossierRules.AllLevels.Except(rules.Approvals.SelectMany(a => a.Levels)))
            root.Fault("approvals", string.Create(CultureInfo.InvariantCulture, $"leaves out level {level}"));
        return rules;
    }

    private static List<T> Rows<T>(
        YamlMap root, string key, Func<YamlMap, T> read, Func<T, string> id, Func<T, LegalBasis> basis, Func<T, IReadOnlyList<int>>? levels = null)
    {
        var maps = root.Maps(key, isRequired: true);
        var rows = maps.Select(map =>
        {
            var row = read(map);
            map.Close();
            return row;
        }).ToList();
        return RowChecks.Once(maps, rows, id, levels ?? (_ => [0]), basis);
    }

    private static LegalRole Role(YamlMap map) => new(map.Text("id"), map.Wording("title"), RegulationFile.Basis(map), map.Flag("held", otherwise: false), map.Flag("city_wide", otherwise: false));

    private ApprovalRule Approval(YamlMap map)
    {
        var rule = new ApprovalRule(
            map.Text("id"), map.Wording("title"), Levels(map), RoleOf(map, "prepared_by")!, RoleOf(map, "opinion", isRequired: false), RoleOf(map, "appraised_by")!,
            RoleOf(map, "approved_by")!, RoleOf(map, "plan_approved_by", isRequired: false), RegulationFile.Basis(map));
        if (rule.AppraisedBy == rule.PreparedBy && rule.AppraisedBy.Length > 0)
            map.Fault("appraised_by", "is who prepared it: the appraiser must be another");
        return rule;
    }

    private static TimeLimit Limit(YamlMap map)
    {
        var working = map.OptionalInteger("working_days", 1, 366);
        var calendar = map.OptionalInteger("calendar_days", 1, 3_660);
        if (working is null == calendar is null)
            map.Fault("working_days", "or calendar_days must be given, and not both");
        return new TimeLimit(map.Text("id"), map.Wording("title"), Levels(map), working ?? calendar ?? 1, working is not null, RegulationFile.Basis(map));
    }

    private DossierPart Part(YamlMap map) => new(map.Text("id"), map.Wording("title"), Levels(map), FormOf(map), RegulationFile.Basis(map));

    private static LegalForm Form(YamlMap map)
    {
        var fields = map.Maps("fields", isRequired: true).Select(Field).ToList();
        foreach (var twice in fields.GroupBy(f => f.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            map.Fault("fields", $"holds \"{twice.Key}\" twice");
        return new LegalForm(map.Text("id"), map.Wording("title"), fields, RegulationFile.Basis(map));
    }

    private static FormField Field(YamlMap map)
    {
        var field = new FormField(map.Text("id"), map.Wording("title"), map.Flag("required", otherwise: false), map.Texts("choices"));
        map.Close();
        return field;
    }

    private static RequirementGroup Requirement(YamlMap map)
    {
        var clauses = new Dictionary<int, string>();
        if (map.Map("clauses") is { } byLevel)
        {
            foreach (var level in DossierRules.AllLevels)
            {
                if (byLevel.OptionalText(level.ToString(CultureInfo.InvariantCulture)) is { } clause)
                    clauses[level] = clause;
            }

            byLevel.Close();
            if (clauses.Count == 0)
                map.Fault("clauses", "names no level");
        }

        return new RequirementGroup(map.Text("id"), map.Wording("title"), clauses, RegulationFile.Basis(map));
    }

    private static PeriodicActivity Activity(YamlMap map)
    {
        var row = new PeriodicActivity(
            map.Text("id"), map.Wording("title"), map.Word("scope", Scopes), Levels(map), map.Integer("every_months", 1, 120, 12), RegulationFile.Basis(map),
            map.Flag("assessment", otherwise: false));
        if (!map.Has("every_months"))
            map.Fault("every_months", "is missing");
        if (row is { IsAssessment: true, Scope: not OwedBy.System })
            map.Fault("assessment", "is for systems only");
        return row;
    }

    private static RetentionRule Kept(YamlMap map)
    {
        var row = new RetentionRule(map.Text("id"), map.Wording("title"), Levels(map), map.Integer("months", 1, 1_200, 1), RegulationFile.Basis(map));
        if (!map.Has("months"))
            map.Fault("months", "is missing");
        return row;
    }

    private ReportRule Report(YamlMap map) => new(
        map.Text("id"), map.Wording("title"), map.Word("scope", Scopes), Levels(map), RoleOf(map, "owner")!, [.. map.Maps("before", isRequired: true).Select(RegulationFile.DayOfYear)],
        [.. map.Maps("recipients", isRequired: true).Select(Recipient)], FormOf(map), RegulationFile.Basis(map));

    private static Mediation.Wording Recipient(YamlMap map)
    {
        var recipient = new Mediation.Wording(map.Text("vi"), map.Text("en"));
        map.Close();
        return recipient;
    }

    private static TransitionRule Transition(YamlMap map, SystemConditionsFile conditions)
    {
        var until = map.OptionalDate("until");
        if (!map.Has("until"))
            map.Fault("until", "is missing");
        var row = new TransitionRule(
            map.Text("id"), map.Wording("title"), map.Word("scope", Scopes), Levels(map), TraitsOf(map), map.Has("met_by") ? map.Word("met_by", Meetings) : null,
            until ?? DateOnly.MaxValue, RegulationFile.Basis(map))
        {
            Where = conditions.Conditions(map, "where"),
            Begins = conditions.Day(map, "begins"),
            DaysForNew = map.OptionalInteger("days_for_new", 1, 730),
        };
        foreach (var key in row.Scope == OwedBy.System ? [] : ForSystems.Where(map.Has))
            map.Fault(key, "is for systems only");
        if (row.Until < row.Basis.ValidFrom)
            map.Fault("until", "lies before valid_from: nobody would owe it");
        if (map.Has("begins") != map.Has("days_for_new"))
            map.Fault(map.Has("begins") ? "days_for_new" : "begins", "is missing: begins and days_for_new go together");
        return row;
    }

    private static RenewalRule Renewal(YamlMap map, List<TransitionRule> transitions)
    {
        var row = new RenewalRule(
            map.Text("id"), map.Word("kind", Renewals), map.Wording("title"), map.OptionalText("transition"), map.OptionalDate("decided_before"), RegulationFile.Basis(map));
        foreach (var key in new[] { "transition", "decided_before" })
        {
            if (map.Has(key) != (row.Kind == RenewalKind.TransitionMissed))
                map.Fault(key, map.Has(key) ? "is for transition-missed only" : "is missing");
        }

        if (row.Transition is { Length: > 0 } missed && !transitions.Exists(t => t.Id == missed && t.Scope == OwedBy.System))
            map.Fault("transition", $"\"{missed}\" is not among the transitions of systems");
        return row;
    }

    private static List<SystemTrait> TraitsOf(YamlMap map)
    {
        var traits = new List<SystemTrait>();
        foreach (var text in map.Texts("of"))
        {
            if (Traits.TryGetValue(text, out var trait) && !traits.Contains(trait))
                traits.Add(trait);
            else
                map.Fault("of", $"\"{text}\" is none of {string.Join(", ", Traits.Keys)}, or is given twice");
        }

        return traits;
    }

    // Rows without levels hold for all of them.
    internal static IReadOnlyList<int> Levels(YamlMap map)
    {
        if (!map.Has("levels"))
            return DossierRules.AllLevels;
        var levels = new List<int>();
        foreach (var text in map.Texts("levels", isRequired: true))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 5 && !levels.Contains(level))
                levels.Add(level);
            else
                map.Fault("levels", $"\"{text}\" is no level from 1 to 5, or is given twice");
        }

        return levels;
    }

    private string? RoleOf(YamlMap map, string key, bool isRequired = true)
    {
        var role = isRequired ? map.Text(key) : map.OptionalText(key);
        if (role is { Length: > 0 } && !_roles.Contains(role))
            map.Fault(key, $"\"{role}\" is not among roles");
        return role;
    }

    private string? FormOf(YamlMap map)
    {
        var form = map.OptionalText("form");
        if (form is not null && !_forms.Contains(form))
            map.Fault("form", $"\"{form}\" is not among forms");
        return form;
    }
}
