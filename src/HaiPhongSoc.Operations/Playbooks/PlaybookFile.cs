using System.Globalization;
using System.Text.RegularExpressions;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Incidents;

namespace HaiPhongSoc.Operations.Playbooks;

/// <summary>Reads one playbook strictly: with faults there is none.</summary>
internal static partial class PlaybookFile
{
    private static readonly Dictionary<string, TaskPhase> Phases = new(StringComparer.Ordinal)
    {
        ["identify"] = TaskPhase.Identify,
        ["preserve"] = TaskPhase.Preserve,
        ["contain"] = TaskPhase.Contain,
        ["analyse"] = TaskPhase.Analyse,
        ["eradicate"] = TaskPhase.Eradicate,
        ["recover"] = TaskPhase.Recover,
        ["lessons"] = TaskPhase.Lessons,
    };

    private static readonly string[] Roles = [RoleNames.Analyst, RoleNames.ShiftLead, RoleNames.Responder, RoleNames.SystemOwner];

    public static Playbook? Read(string yaml, string file, List<DocumentFault> faults)
    {
        var document = YamlText.Parse(yaml, file);
        var playbook = document.Root is { } root ? Read(root) : null;
        faults.AddRange(document.Faults);
        return document.Faults.Count == 0 ? playbook : null;
    }

    private static Playbook Read(YamlMap root)
    {
        var id = root.Text("id");
        if (id.Length > 0 && !Identifier().IsMatch(id))
            root.Fault("id", $"\"{id}\" may hold lower-case letters, digits and dashes only, 64 at most");
        var applies = root.Map("applies");
        var playbook = new Playbook
        {
            Id = id,
            Version = root.Text("version"),
            Title = root.Wording("title"),
            Summary = root.Wording("summary"),
            Attack = applies is null ? [] : Techniques(applies),
            Rules = applies is null ? [] : RuleIds(applies),
            Otherwise = applies?.Flag("otherwise", otherwise: false) ?? false,
            MinLevel = applies?.Integer("min_level", 0, 5, 0) ?? 0,
            Priority = root.Integer("priority", 0, 1_000, 100),
            Tasks = Tasks(root),
            References = root.Texts("references"),
        };
        if (applies is not null && playbook is { Attack.Count: 0, Rules.Count: 0, Otherwise: false })
            root.Fault("applies", "names neither attack nor rules: the playbook would never be chosen");
        applies?.Close();
        root.Close();
        return playbook;
    }

    private static List<PlaybookTask> Tasks(YamlMap root)
    {
        var tasks = new List<PlaybookTask>();
        foreach (var map in root.Maps("tasks", isRequired: true))
        {
            var role = map.Text("role");
            if (role.Length > 0 && !Roles.Contains(role, StringComparer.Ordinal))
                map.Fault("role", $"is \"{role}\": write one of {string.Join(", ", Roles)}");
            var task = new PlaybookTask(
                map.Text("id"),
                map.Word("phase", Phases),
                map.Wording("title"),
                map.Wording("guide"),
                role,
                map.Flag("mandatory", otherwise: false),
                map.Flag("needs_approval", otherwise: false),
                Due(map));
            if (tasks.Exists(t => t.Id == task.Id))
                map.Fault("id", $"\"{task.Id}\" is given twice");
            map.Close();
            tasks.Add(task);
        }

        if (tasks.Count == 0 && root.Has("tasks"))
            root.Fault("tasks", "is empty: a playbook gives at least one task");
        return tasks;
    }

    private static TaskDue Due(YamlMap task)
    {
        var byLevel = new Dictionary<int, TimeSpan>();
        if (task.Map("due") is not { } due)
            return new TaskDue(TimeSpan.Zero, byLevel);
        var otherwise = due.Duration("default");
        for (var level = 1; level <= 5; level++)
        {
            var key = level.ToString(CultureInfo.InvariantCulture);
            if (!due.Has(key))
                continue;
            byLevel[level] = due.Duration(key);
            if (byLevel[level] > otherwise && otherwise > TimeSpan.Zero)
                due.Fault(key, "is longer than default: a higher level never has more time");
        }

        due.Close();
        return new TaskDue(otherwise, byLevel);
    }

    private static List<string> Techniques(YamlMap applies)
    {
        var found = applies.Texts("attack").Select(t => t.ToUpperInvariant()).ToList();
        foreach (var technique in found.Where(t => !Technique().IsMatch(t)))
            applies.Fault("attack", $"holds \"{technique}\", which is not an ATT&CK technique such as T1110 or T1110.001");
        return found;
    }

    private static List<string> RuleIds(YamlMap applies)
    {
        var found = applies.Texts("rules").ToList();
        foreach (var rule in found.Where(r => !Guid.TryParse(r, out _)))
            applies.Fault("rules", $"holds \"{rule}\", which is not the UUID of a rule");
        return found.ConvertAll(r => r.ToLowerInvariant());
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^T[0-9]{4}(?:\.[0-9]{3})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Technique();
}
