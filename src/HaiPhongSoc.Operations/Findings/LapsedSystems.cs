using System.Globalization;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Duties of one kind that a system missed, after the last one that was done or waived.</summary>
/// <param name="Since">When the first of them was over, UTC microseconds.</param>
internal sealed record MissedDuties(string SystemCode, string Part, string Kind, long Since, int Count);

/// <summary>What the profile in force says has lapsed of systems: decisions on their level, and their periodic assessment. Invents no term of its own.</summary>
internal sealed class LapsedSystems(RegulationProfile profile, CityTime time)
{
    private readonly DateOnly _today = time.DayOf(time.Now);

    private IEnumerable<RenewalRule> Renewals => profile.Dossiers.Renewals.Where(r => r.Basis.HoldsOn(_today));

    private IEnumerable<PeriodicActivity> Assessments => profile.Dossiers.Activities.Where(a => a.IsAssessment && a.Basis.HoldsOn(_today));

    /// <summary>What systems missed of all that can lapse: one question, whatever their number.</summary>
    public async Task<List<MissedDuties>> ReadAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        var assessments = Assessments.Select(a => a.Id).Distinct(StringComparer.Ordinal).ToList();
        var transitions = Renewals.Select(r => r.Transition).OfType<string>().ToList();
        return await database.Duties
            .Where(d => d.State == DutyState.Overdue && d.SystemCode != null
                && ((d.Part == DutyBook.TransitionPart && transitions.Contains(d.Kind)) || (d.Part == DutyBook.PeriodicPart && assessments.Contains(d.Kind)))
                && !database.Duties.Any(later => later.SystemCode == d.SystemCode && later.Part == d.Part && later.Kind == d.Kind && later.DueAt > d.DueAt
                    && (later.State == DutyState.Done || later.State == DutyState.Waived)))
            .GroupBy(d => new { d.SystemCode, d.Part, d.Kind })
            .Select(g => new MissedDuties(g.Key.SystemCode!, g.Key.Part, g.Key.Kind, g.Min(d => d.DueAt), g.Count()))
            .ToListAsync(cancellationToken);
    }

    public IEnumerable<Cause> Of(IReadOnlyList<SystemRecord> systems, IReadOnlyList<MissedDuties> missed)
    {
        var bySystem = missed.ToLookup(m => m.SystemCode, StringComparer.Ordinal);
        foreach (var system in systems.Where(s => s.Status != SystemStatus.Retired))
        {
            // A decision is one cause, whatever number of rows it falls under.
            if (Renewals.Select(r => Approval(system, r, bySystem[system.Code])).OfType<Cause>().FirstOrDefault() is { } approval)
                yield return approval;
            foreach (var late in bySystem[system.Code].Where(m => m.Part == DutyBook.PeriodicPart && system.ObeysTheRules))
            {
                if (Assessments.FirstOrDefault(a => a.Id == late.Kind && a.Levels.Contains(system.EffectiveLevel)) is { } rule)
                    yield return Assessment(system, rule, late);
            }
        }
    }

    private Cause? Approval(SystemRecord system, RenewalRule rule, IEnumerable<MissedDuties> missed)
    {
        if (system.ApprovedLevel is not { } approved)
            return null;
        var decided = system.LevelDecidedOn;
        if (rule.Kind == RenewalKind.LevelChanged)
        {
            var asked = EffectiveLevels.Of(approved: null, system.ProposedLevel, system.ComputedLevel);
            return system.LevelDeterminedOn is { } day && asked > 0 && asked != approved
                ? Of(system, rule, time.StartOf(day), new Wording(
                    Text($"ngày {day:dd/MM/yyyy} xác định lại là cấp độ {asked}"), Text($"determined anew as level {asked} on {day:dd/MM/yyyy}")))
                : null;
        }

        return decided < rule.DecidedBefore && missed.FirstOrDefault(m => m.Part == DutyBook.TransitionPart && m.Kind == rule.Transition) is { } late
            ? Of(system, rule, late.Since, new Wording(
                Text($"hết thời hạn ngày {time.DayOf(late.Since - 1):dd/MM/yyyy}"), Text($"the term ended on {time.DayOf(late.Since - 1):dd/MM/yyyy}")))
            : null;
    }

    private static Cause Of(SystemRecord system, RenewalRule rule, long since, Wording why) => new(
        FindingKind.LapsedApproval, "", system.Code, system.Code,
        new Wording(
            Text($"{system.Name}: cấp độ {system.ApprovedLevel} theo {system.LevelDecision ?? "—"}; {why.Vi}. {rule.Title.Vi}. Căn cứ: {rule.Basis.Article}"),
            Text($"{system.Name}: level {system.ApprovedLevel} by {system.LevelDecision ?? "—"}; {why.En}. {rule.Title.En}. Basis: {rule.Basis.Article}")),
        since, null);

    private Cause Assessment(SystemRecord system, PeriodicActivity rule, MissedDuties late)
    {
        var day = time.DayOf(late.Since - 1);
        return new Cause(
            FindingKind.LapsedAssessment, "", $"{system.Code}/{rule.Id}", system.Code,
            new Wording(
                Text($"{system.Name}: {rule.Title.Vi}, hạn {day:dd/MM/yyyy}{(late.Count > 1 ? Text($" ({late.Count} kỳ)") : "")}. Căn cứ: {rule.Basis.Article}"),
                Text($"{system.Name}: {rule.Title.En}, due {day:dd/MM/yyyy}{(late.Count > 1 ? Text($" ({late.Count} periods)") : "")}. Basis: {rule.Basis.Article}")),
            late.Since, null);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
