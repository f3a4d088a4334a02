using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using MediatR;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// Xác định cấp độ: keeps the answers about a system with the level that follows from them by the profile in force, and what its operator proposes. A
/// proposal below what follows needs a justification, which the appraiser reads, and lowers nothing: until the approval the higher of the two counts.
/// </summary>
/// <param name="Answers">Question → options or a number, as <see cref="AdviseLevel"/> takes them.</param>
/// <param name="Proposed">1–5; null = what follows from the answers.</param>
public sealed record DetermineLevel(
    Actor Actor, string Code, long Version, IReadOnlyDictionary<string, IReadOnlyList<string>> Answers, int? Proposed, string? Justification) : ICommand<SystemVersion>;

internal sealed class DetermineLevelValidator : AbstractValidator<DetermineLevel>
{
    public DetermineLevelValidator()
    {
        RuleFor(r => r.Proposed).Must(level => level is null or (>= 1 and <= 5)).WithMessage("cấp độ từ 1 đến 5 | a level is 1 to 5");
        RuleFor(r => r.Justification).MaximumLength(2_000).WithMessage("giải trình nhiều nhất 2.000 ký tự | a justification has 2,000 characters at most");
    }
}

internal sealed class DetermineLevelHandler(SystemChanges changes, Rulebook rulebook, CityTime time) : IRequestHandler<DetermineLevel, Outcome<SystemVersion>>
{
    public async Task<Outcome<SystemVersion>> Handle(DetermineLevel request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var system = found.Value;
        var rules = rulebook.Regulation.Levels;
        var answers = LevelAnswers.Read(rules, request.Answers);
        var decision = LevelDecision.Of(rules, answers, time.DayOf(time.Now));
        if (Decide(decision, request) is { } fault)
            return fault;
        changes.Changed(system, request.Actor, Keep(system, request, decision, LevelAnswerSheet.Of(answers, rules), time.DayOf(time.Now)));
        await changes.SaveAsync(cancellationToken);
        return new SystemVersion(system.Code, system.Version);
    }

    /// <summary>Keeps what <see cref="Decide"/> has nothing against, and says what happened.</summary>
    internal static Wording Keep(SystemRecord system, DetermineLevel request, LevelDecision decision, LevelAnswerSheet answers, DateOnly today)
    {
        var before = system.EffectiveLevel;
        if ((system.ComputedLevel, system.ProposedLevel) != (decision.Level, request.Proposed ?? decision.Level) || !system.LevelAnswers.Says(answers))
            system.LevelDeterminedOn = today;
        (system.ComputedLevel, system.ProposedLevel) = (decision.Level, request.Proposed ?? decision.Level);
        system.LevelBasis = decision.DecidingArticles;
        system.LevelJustification = system.ProposedLevel < decision.Level ? request.Justification!.Trim() : null;
        system.LevelAnswers = answers;
        return Said(system, before);
    }

    internal static Fault? Decide(LevelDecision decision, DetermineLevel request)
    {
        if (decision.Missing.Count > 0)
        {
            var open = decision.Missing.Select(q => q.Title).ToList();
            return Faults.Refused(
                "level.open", $"còn câu chưa trả lời có thể nâng cấp độ: {string.Join("; ", open.Select(q => q.Vi))}", $"questions are open that could raise the level: {string.Join("; ", open.Select(q => q.En))}");
        }

        if (decision.Level == 0)
            return Faults.Refused("level.none", "các câu trả lời chưa ứng với tiêu chí nào: hỏi đơn vị chuyên trách", "the answers meet no row of the decision table: ask the specialised unit");
        return request.Proposed < decision.Level && string.IsNullOrWhiteSpace(request.Justification)
            ? SystemChanges.Of("level.justification", nameof(request.Justification), new Wording(
                FormattableString.Invariant($"đề xuất thấp hơn cấp độ {decision.Level} theo tiêu chí: phải giải trình, người thẩm định sẽ đọc"),
                FormattableString.Invariant($"a proposal below level {decision.Level}, which the criteria give, needs a justification: the appraiser reads it")))
            : null;
    }

    private static Wording Said(SystemRecord system, int before)
    {
        var (vi, en) = (
            FormattableString.Invariant($"xác định cấp độ: theo tiêu chí {system.ComputedLevel}, đề xuất {system.ProposedLevel} ({system.LevelBasis})"),
            FormattableString.Invariant($"level determined: {system.ComputedLevel} by the criteria, {system.ProposedLevel} proposed ({system.LevelBasis})"));
        if (system.LevelJustification is { } why)
            (vi, en) = ($"{vi}; giải trình: {why}", $"{en}; justification: {why}");
        return before == system.EffectiveLevel
            ? new Wording(vi, en)
            : new Wording(FormattableString.Invariant($"{vi}; cấp độ áp dụng {before} → {system.EffectiveLevel}"), FormattableString.Invariant($"{en}; effective level {before} → {system.EffectiveLevel}"));
    }
}
