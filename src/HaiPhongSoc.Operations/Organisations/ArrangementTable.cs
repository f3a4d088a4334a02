using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>Organisations × the profile's rows: five queries whatever their number.</summary>
internal sealed class ArrangementTable(OperationsDbContext database, Rulebook rulebook, CityTime time)
{
    private DateOnly Today => time.DayOf(time.Now);

    public IReadOnlyList<ArrangementRule> Rules => [.. rulebook.Regulation.Arrangements.Where(r => r.Basis.HoldsOn(Today))];

    public IReadOnlyList<ArrangementColumn> Columns =>
        [.. Rules.Select(r => new ArrangementColumn(r.Id, r.Group, r.Kind, r.Title, r.Head, r.ReviewMonths, r.Text, RegulationRows.Of(r.Basis)))];

    public async Task<List<OrganisationRow>> RowsAsync(IReadOnlyList<OrganisationRecord> organisations, CancellationToken cancellationToken)
    {
        var only = organisations is [var one] ? one.Code : null;
        var facts = (await ArrangementFacts.OfAsync(database, only, cancellationToken)).ToLookup(f => (f.OrganisationCode, f.Kind));
        var duties = (await database.Duties
                .Where(d => d.Part == DutyBook.ArrangementPart && d.State <= DutyState.Overdue && (only == null || d.OrganisationCode == only))
                .Select(d => new { d.Id, d.OrganisationCode, d.Kind, d.DueAt, d.State })
                .ToListAsync(cancellationToken))
            .GroupBy(d => (d.OrganisationCode!, d.Kind)).ToDictionary(g => g.Key, g => g.MinBy(d => d.DueAt)!);
        var contacts = (await database.PeopleInCharge.AsNoTracking()
                .Where(p => p.IsRoundTheClock && p.WithdrawnAt == null && (only == null || p.OrganisationCode == only)).ToListAsync(cancellationToken))
            .Where(p => p.ActsOn(Today)).ToLookup(p => p.OrganisationCode, p => p.VerifiedOn, StringComparer.Ordinal);
        var names = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var (rules, today) = (Rules, Today);
        var soon = rulebook.Regulation.Deadline(DutyBook.ArrangementPart, today).RemindDaysBefore is [var first, ..] ? first : 0;
        return [.. organisations.Select(Row)];

        OrganisationRow Row(OrganisationRecord o)
        {
            IReadOnlyList<ArrangementCell> cells = o.ExistsOn(today) ? [.. rules.Select(r => Cell(o, r))] : [];
            return new OrganisationRow(
                o.Code, o.Version, o.Name, o.Kind, o.ParentCode, Name(o.ParentCode), o.ValidFrom, o.ValidTo, o.SuccessorCode, Name(o.SuccessorCode), cells,
                cells.Count(c => c.State <= ArrangementState.Lapsed));
        }

        ArrangementCell Cell(OrganisationRecord o, ArrangementRule rule)
        {
            List<ArrangementFact> own = [.. facts[(o.Code, rule.Id)]];
            var current = ArrangementStanding.Current(own);
            var duty = duties.GetValueOrDefault((o.Code, rule.Id));
            var state = ArrangementStanding.Of(rule, own, today, soon);
            if (rule.Kind == ArrangementKind.Contacts)
                state = ArrangementStanding.WithContacts(state, rule, [.. contacts[o.Code]], today);
            return new ArrangementCell(
                rule.Id, state, current?.Number, current?.Date, current?.NextReview, duty?.Id, duty?.DueAt, duty?.State);
        }

        string? Name(string? code) => code is null ? null : names.GetValueOrDefault(code, code);
    }
}
