using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>What every change of an arrangement's records has in common: finding it, telling it, and keeping its duties true.</summary>
internal sealed class ArrangementChanges(OperationsDbContext database, DutyBook duties, Rulebook rulebook, FactsToTell facts, CityTime time)
{
    private static readonly Fault Withdrawn = Faults.Refused("arrangement.withdrawn", "văn bản này đã bị rút lại", "this document was withdrawn");

    /// <summary>The row of the profile as it holds today, or the one that was; null where there is none.</summary>
    public ArrangementRule? Rule(string kind)
    {
        var rows = rulebook.Regulation.Arrangements.Where(r => r.Id == kind).ToList();
        return rows.Find(r => r.Basis.HoldsOn(time.DayOf(time.Now))) ?? rows.FirstOrDefault();
    }

    /// <summary>The row that asks for people who are reached at any hour; null where none does today.</summary>
    public ArrangementRule? Contacts => rulebook.Regulation.Arrangements.FirstOrDefault(r => r.Kind == ArrangementKind.Contacts && r.Basis.HoldsOn(time.DayOf(time.Now)));

    /// <summary>The record as its person saw it: not there, or changed since, is a fault.</summary>
    public async Task<Outcome<ArrangementRecord>> FindAsync(long id, long version, CancellationToken cancellationToken)
    {
        if (await database.Arrangements.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } record)
            return Faults.NotFound(FormattableString.Invariant($"văn bản {id}"), FormattableString.Invariant($"document {id}"));
        return record.Version == version ? record : Faults.Conflict;
    }

    /// <summary>The same, and it was not withdrawn.</summary>
    public async Task<Outcome<ArrangementRecord>> FindStandingAsync(long id, long version, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, version, cancellationToken);
        return found.IsSuccess && found.Value.WithdrawnAt is not null ? Withdrawn : found;
    }

    public async Task TellAsync(Actor actor, ArrangementRecord record, Wording what, CancellationToken cancellationToken)
    {
        var title = Rule(record.Kind)?.Head ?? new Wording(record.Kind, record.Kind);
        var said = new Wording($"{title.Vi}: {what.Vi} — {record.Number}", $"{title.En}: {what.En} — {record.Number}");
        database.Add(HistoryRecord.Of($"organisation:{record.OrganisationCode}", time.Now, actor, said));
        await database.SaveChangesAsync(cancellationToken);
        await duties.EnsureArrangementsAsync(record.OrganisationCode, cancellationToken);
        facts.Add(new OrganisationChanged(time.Now, record.OrganisationCode));
    }
}
