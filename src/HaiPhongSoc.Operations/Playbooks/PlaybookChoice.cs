using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Playbooks;

/// <summary>What an alert offers to choose a playbook by.</summary>
internal sealed record PlaybookCue(string RuleId, IReadOnlyList<string> AttackTags);

internal sealed record ChosenPlaybook(Playbook Playbook, int Specificity, Wording Reason);

/// <summary>
/// Which playbook answers? Pure. In this order: the rule is named (4) before the very technique (3) before the technique's parent (2) before the
/// playbook for everything else (1); then the higher priority; then the higher min_level; then the id in ordinal order.
/// </summary>
internal static class PlaybookChoice
{
    public static ChosenPlaybook? Best(IReadOnlyList<Playbook> playbooks, IEnumerable<PlaybookCue> cues, int level) =>
        cues.SelectMany(cue => playbooks.Where(p => p.MinLevel <= level).Select(p => Match(p, cue)))
            .OfType<ChosenPlaybook>()
            .OrderByDescending(c => c.Specificity)
            .ThenByDescending(c => c.Playbook.Priority)
            .ThenByDescending(c => c.Playbook.MinLevel)
            .ThenBy(c => c.Playbook.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    private static ChosenPlaybook? Match(Playbook playbook, PlaybookCue cue)
    {
        if (playbook.Rules.Contains(cue.RuleId, StringComparer.OrdinalIgnoreCase))
            return new ChosenPlaybook(playbook, 4, new Wording("kịch bản nêu đích danh quy tắc", "the playbook names the rule"));
        ChosenPlaybook? best = null;
        foreach (var tag in cue.AttackTags)
        {
            if (playbook.Attack.Contains(tag, StringComparer.OrdinalIgnoreCase))
                return new ChosenPlaybook(playbook, 3, new Wording($"kỹ thuật ATT&CK {tag}", $"ATT&CK technique {tag}"));
            var dot = tag.IndexOf('.', StringComparison.Ordinal);
            if (dot > 0 && playbook.Attack.Contains(tag[..dot], StringComparer.OrdinalIgnoreCase))
                best ??= new ChosenPlaybook(playbook, 2, new Wording($"kỹ thuật ATT&CK {tag} thuộc {tag[..dot]}", $"ATT&CK technique {tag}, part of {tag[..dot]}"));
        }

        return best ?? (playbook.Otherwise
            ? new ChosenPlaybook(playbook, 1, new Wording("không có kịch bản riêng", "no playbook of its own"))
            : null);
    }
}
