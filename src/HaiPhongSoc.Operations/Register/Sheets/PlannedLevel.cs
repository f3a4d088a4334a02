using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A level that a row of a file determines.</summary>
/// <param name="Request">As by hand.</param>
/// <param name="Decision">What follows from the answers by the profile in force.</param>
/// <param name="Answers">As they are to be kept.</param>
internal sealed record PlannedLevel(DetermineLevel Request, LevelDecision Decision, LevelAnswerSheet Answers)
{
    private static readonly DetermineLevelValidator Validator = new();

    public static PlannedLevel Of(DetermineLevel request, LevelRules rules, DateOnly today)
    {
        var answers = LevelAnswers.Read(rules, request.Answers);
        return new PlannedLevel(request, LevelDecision.Of(rules, answers, today), LevelAnswerSheet.Of(answers, rules));
    }

    /// <summary>As by hand.</summary>
    public Fault? Check() => Validator.Validate(Request).Errors.FirstOrDefault() is { } error
        ? SystemChanges.Of("level.request", error.PropertyName, Wording.OfBoth(error.ErrorMessage))
        : DetermineLevelHandler.Decide(Decision, Request);

    /// <summary>What becomes of the levels, beside the answers.</summary>
    public IEnumerable<ImportCell> Levels(SystemRecord system)
    {
        yield return new ImportCell(SystemColumn.Computed.Name, Text(system.ComputedLevel ?? 0), Text(Decision.Level));
        yield return new ImportCell(SystemSheet.PassedOver[0], Text(system.EffectiveLevel), Text(Effective(system)));
    }

    /// <summary>The level that counts of the system afterwards.</summary>
    public int Effective(SystemRecord system) => EffectiveLevels.Of(system.ApprovedLevel, Request.Proposed ?? Decision.Level, Decision.Level);

    private static string Text(int level) => level == 0 ? "" : FormattableString.Invariant($"{level}");
}
