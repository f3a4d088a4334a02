using FluentValidation;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// Ghi quyết định phê duyệt cấp độ: what the competent authority decided counts from then on, for detection, retention and duties. A second person
/// confirms it, because a lower level makes every alert of the system milder.
/// </summary>
/// <param name="Level">1–5.</param>
/// <param name="Decision">Number and issuer of the decision.</param>
/// <param name="DecidedOn">Its date.</param>
/// <param name="Reason">Where the decision was seen, or why it is recorded now.</param>
public sealed record DecideLevel(Actor Actor, string Code, long Version, int Level, string Decision, DateOnly DecidedOn, string Reason) : ICommand<SystemVersion>, INeedsApproval;

internal sealed class DecideLevelValidator : AbstractValidator<DecideLevel>
{
    public DecideLevelValidator()
    {
        RuleFor(r => r.Level).InclusiveBetween(1, 5).WithMessage("cấp độ từ 1 đến 5 | a level is 1 to 5");
        RuleFor(r => r.Decision).Filled(300).WithMessage("ghi số quyết định và cơ quan ban hành (nhiều nhất 300 ký tự) | give the decision's number and who issued it (300 characters at most)");
        RuleFor(r => r.DecidedOn).Must(day => day.Year is >= 1990 and <= 2200).WithMessage("ghi ngày quyết định | give the decision's date");
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do hoặc căn cứ (nhiều nhất 1.000 ký tự) | give the reason or basis (1,000 characters at most)");
    }
}

internal sealed class DecideLevelHandler(SystemChanges changes, CityTime time) : IRequestHandler<DecideLevel, Outcome<SystemVersion>>
{
    public async Task<Outcome<SystemVersion>> Handle(DecideLevel request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        if (Decide(request, time.DayOf(time.Now)) is { } fault)
            return fault;
        var (system, before) = (found.Value, found.Value.EffectiveLevel);
        (system.ApprovedLevel, system.LevelDecision, system.LevelDecidedOn) = (request.Level, request.Decision.Trim(), request.DecidedOn);

        // It decides on whatever was determined until now.
        system.LevelDeterminedOn = null;
        changes.Changed(system, request.Actor, new Wording(
            FormattableString.Invariant($"phê duyệt cấp độ {request.Level} theo {system.LevelDecision} ngày {request.DecidedOn:dd/MM/yyyy}; cấp độ áp dụng {before} → {system.EffectiveLevel} — {request.Reason.Trim()}"),
            FormattableString.Invariant($"level {request.Level} approved by {system.LevelDecision} of {request.DecidedOn:yyyy-MM-dd}; effective level {before} → {system.EffectiveLevel} — {request.Reason.Trim()}")));
        await changes.SaveAsync(cancellationToken);
        return new SystemVersion(system.Code, system.Version);
    }

    internal static Fault? Decide(DecideLevel request, DateOnly today) => request.DecidedOn > today
        ? SystemChanges.Of("level.decided-on", nameof(request.DecidedOn), new Wording("ngày quyết định còn ở phía trước", "the decision's date lies ahead"))
        : null;
}

internal sealed class DecideLevelCase(SystemChanges changes, LevelPrecedents precedents, CityTime time) : IApprovalCase<DecideLevel>
{
    public async Task<Outcome<ApprovalCase>> OfAsync(DecideLevel command, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(command.Code, command.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        if (DecideLevelHandler.Decide(command, time.DayOf(time.Now)) is { } fault)
            return fault;
        var system = found.Value;
        var asked = Asked(system);
        var lacking = await precedents.LackingAsync(system, command.DecidedOn, cancellationToken);
        return new ApprovalCase(
            new Wording(
                FormattableString.Invariant($"ghi cấp độ {command.Level} được phê duyệt theo {command.Decision} cho «{system.Name}» (đang áp dụng cấp độ {system.EffectiveLevel}{asked.Vi}){lacking.Vi}"),
                FormattableString.Invariant($"record level {command.Level}, approved by {command.Decision}, for “{system.Name}” (level {system.EffectiveLevel} counts now{asked.En}){lacking.En}")),
            $"system:{system.Code}", system.Version, [], IsProtected: false);
    }

    // Who appraises sees what the criteria give, what is proposed, and why less.
    private static Wording Asked(SystemRecord system)
    {
        if (system.ComputedLevel is not { } computed)
            return Wording.Empty;
        var proposed = system.ProposedLevel ?? computed;
        var why = system.LevelJustification is { Length: > 0 } text ? (Vi: $", giải trình: {text}", En: $", justification: {text}") : (Vi: "", En: "");
        return new Wording(
            FormattableString.Invariant($"; theo tiêu chí cấp độ {computed}, đề xuất {proposed}{why.Vi}"), FormattableString.Invariant($"; the criteria give {computed}, proposed is {proposed}{why.En}"));
    }
}
