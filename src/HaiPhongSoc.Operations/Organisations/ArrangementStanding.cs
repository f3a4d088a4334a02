using System.Globalization;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>How an organisation stands with one of its arrangements, the worst first.</summary>
public enum ArrangementState
{
    /// <summary>Nothing is there.</summary>
    Missing = 1,

    /// <summary>Something was there, and its review or its year is over.</summary>
    Lapsed = 2,

    /// <summary>Told, and not confirmed yet by everybody; of contacts: somebody was not reached yet.</summary>
    Unconfirmed = 3,

    /// <summary>It holds, and has to be reviewed soon.</summary>
    DueSoon = 4,

    Held = 5,
}

/// <summary>What of a record decides how an organisation stands.</summary>
/// <param name="IsConfirmed">By everybody whom it was told (<see cref="Addressees"/>).</param>
internal sealed record ArrangementFact(string OrganisationCode, string Kind, string Number, DateOnly Date, DateOnly? NextReview, bool IsConfirmed, long Id)
{
    /// <summary>As a duty's evidence.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Number} ngày {Date:dd/MM/yyyy}");
}

/// <summary>Reads the records of one organisation and one row. Pure: pages and duties ask the same functions, but that only pages look at who of the contacts acts today.</summary>
internal static class ArrangementStanding
{
    /// <summary>The record that counts: the latest; of one day the one entered last.</summary>
    public static ArrangementFact? Current(IEnumerable<ArrangementFact> facts) => facts.MaxBy(f => (f.Date, f.Id));

    /// <param name="soonDays">So many days before its review it counts as due soon.</param>
    public static ArrangementState Of(ArrangementRule rule, IReadOnlyList<ArrangementFact> facts, DateOnly day, int soonDays)
    {
        if (Current(facts.Where(f => f.Date <= day)) is not { } current)
            return ArrangementState.Missing;
        if (rule.Kind == ArrangementKind.Yearly)
            return current.Date.Year == day.Year ? ArrangementState.Held : ArrangementState.Lapsed;
        if (current.NextReview < day)
            return ArrangementState.Lapsed;
        if (rule.Kind == ArrangementKind.Dissemination && !current.IsConfirmed)
            return ArrangementState.Unconfirmed;
        return current.NextReview is { } review && review.AddDays(-soonDays) <= day ? ArrangementState.DueSoon : ArrangementState.Held;
    }

    /// <summary>The same of contacts, by those who act on the day: a verification says nothing of who was named, or got another number, after it.</summary>
    /// <param name="verified">When each of them was last reached.</param>
    public static ArrangementState WithContacts(ArrangementState state, ArrangementRule rule, IReadOnlyList<DateOnly?> verified, DateOnly day) => state switch
    {
        <= ArrangementState.Lapsed => state,
        _ when verified.Count == 0 => ArrangementState.Lapsed,
        _ when verified.Any(on => on is not { } last || last.AddMonths(rule.ReviewMonths ?? 0) < day) => ArrangementState.Unconfirmed,
        _ => state,
    };

    /// <summary>
    /// What of a row has to be done by when, and what did it. A row of every year: each of <paramref name="years"/>. Any other: the first one by the row's
    /// day, then each review by its own; reviews after the one that counts are no longer asked for.
    /// </summary>
    public static IEnumerable<OwedArrangement> Owed(ArrangementRule rule, IReadOnlyList<ArrangementFact> facts, DateOnly? begun, IEnumerable<int> years)
    {
        if (rule.Kind == ArrangementKind.Yearly)
        {
            foreach (var year in years.Where(y => !(rule.DayOf(y) < begun)))
                yield return new OwedArrangement(year.ToString(CultureInfo.InvariantCulture), rule.DayOf(year), facts.Where(f => f.Date.Year == year).MinBy(f => (f.Date, f.Id)));
            yield break;
        }

        var counted = rule.Kind == ArrangementKind.Dissemination ? facts.Where(f => f.IsConfirmed).ToList() : facts;
        yield return new OwedArrangement("first", rule.FirstDay(begun), counted.MinBy(f => (f.Date, f.Id)));
        if (Current(facts) is not { NextReview: { } last } current)
            yield break;
        foreach (var review in facts.Select(f => f.NextReview).OfType<DateOnly>().Where(r => r <= last).Distinct())
            yield return new OwedArrangement(review.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), review, review < last ? current : null);
    }
}

/// <param name="Of">What tells it from the others of its row and organisation.</param>
/// <param name="Met">The record that did it; null = still owed.</param>
internal sealed record OwedArrangement(string Of, DateOnly Day, ArrangementFact? Met);
