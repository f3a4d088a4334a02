using System.Globalization;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// What whoever runs a system has to have before its level is approved (Quy chế bảo đảm an ninh mạng). It is told to who confirms the decision and hinders
/// nobody: the decision was taken elsewhere, and a document may exist that nobody entered yet.
/// </summary>
internal sealed class LevelPrecedents(OperationsDbContext database, Rulebook rulebook)
{
    /// <summary>A sentence for each that was missing or lapsed on the day of the decision, with its basis; empty where nothing was, or no basis held yet.</summary>
    public async Task<Wording> LackingAsync(SystemRecord system, DateOnly decidedOn, CancellationToken cancellationToken)
    {
        var rules = rulebook.Regulation.Arrangements.Where(r => r.PrecedesLevel).ToList();
        if (rules.Count == 0)
            return Wording.Empty;
        var code = system.OperatorCode ?? system.OwnerCode;
        var name = await database.Organisations.Where(o => o.Code == code).Select(o => o.Name).FirstOrDefaultAsync(cancellationToken) ?? code;
        var facts = (await ArrangementFacts.OfAnyAsync(database, code, cancellationToken)).ToLookup(f => f.Kind, StringComparer.Ordinal);
        var (vi, en) = ("", "");
        foreach (var rule in rules)
        {
            if (Lacking(rule, [.. facts[rule.Id]], decidedOn) is not { } why)
                continue;
            vi += $". Lưu ý: {rule.Title.Vi} của {name} {why.Vi}. Căn cứ: {rule.Basis.Article}";
            en += $". Note: {rule.Title.En} of {name} {why.En}. Basis: {rule.Basis.Article}";
        }

        return new Wording(vi, en);
    }

    internal static Wording? Lacking(ArrangementRule rule, IReadOnlyList<ArrangementFact> facts, DateOnly decidedOn) =>
        ArrangementStanding.Of(rule, facts, decidedOn, 0) switch
        {
            _ when !rule.Basis.HoldsOn(decidedOn) => null,
            ArrangementState.Missing when facts.Count > 0 && facts.Min(f => f.Date) is var first => new Wording(
                Text($"chỉ được ghi nhận từ ngày {first:dd/MM/yyyy}, sau ngày quyết định"), Text($"is recorded from {first:dd/MM/yyyy} on only, after the decision")),
            ArrangementState.Missing => new Wording("chưa được ghi nhận", "is not recorded"),
            ArrangementState.Lapsed => Lapsed(ArrangementStanding.Current(facts.Where(f => f.Date <= decidedOn))!),
            _ => null,
        };

    private static Wording Lapsed(ArrangementFact fact) => new(
        Text($"({fact.Text}) đã quá hạn rà soát {fact.NextReview:dd/MM/yyyy}"), Text($"({fact.Number} of {fact.Date:dd/MM/yyyy}) was due for review on {fact.NextReview:dd/MM/yyyy}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
