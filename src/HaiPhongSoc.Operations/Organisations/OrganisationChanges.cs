using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>What every change of an organisation has in common: finding it, telling it, and keeping what hangs on it true.</summary>
internal sealed class OrganisationChanges(OperationsDbContext database, DutyBook duties, SystemDirectory directory, AfterCommit afterCommit, FactsToTell facts, CityTime time)
{
    /// <summary>The organisation as its person saw it: not there, or changed since, is a fault.</summary>
    public async Task<Outcome<OrganisationRecord>> FindAsync(string code, long version, CancellationToken cancellationToken)
    {
        var organisation = await database.ReachedOrganisations().Include(o => o.FormerNames).SingleOrDefaultAsync(o => o.Code == code, cancellationToken);
        if (organisation is null)
            return OrganisationFaults.NotFound(code);

        // What an organisation is, is the city's to say.
        if (!database.Reach.IsCity)
            return Faults.Forbidden;
        return organisation.Version == version ? organisation : Faults.Conflict;
    }

    /// <summary>A parent exists and does not stand below its own child.</summary>
    public async Task<Fault?> CheckParentAsync(string code, string? parent, CancellationToken cancellationToken)
    {
        var parents = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.ParentCode, StringComparer.Ordinal, cancellationToken);
        for (var above = parent; above is not null; above = parents[above])
        {
            if (above == code || !parents.ContainsKey(above))
                return Faults.Invalid("organisation.parent", "cơ quan cấp trên phải là một cơ quan khác, không nằm dưới cơ quan này", "the parent is another organisation, and not one below this");
        }

        return null;
    }

    public async Task TellAsync(Actor actor, OrganisationRecord organisation, Wording what, CancellationToken cancellationToken)
    {
        database.Add(HistoryRecord.Of(organisation.Subject, time.Now, actor, what));
        var state = await RegisterState.OfAsync(database, cancellationToken);
        state.Version++;
        await database.SaveChangesAsync(cancellationToken);
        await duties.EnsureArrangementsAsync(organisation.Code, cancellationToken);
        facts.Add(new OrganisationChanged(time.Now, organisation.Code));

        // The rest of what it owes is made by the next turn of the clock, which reaches everything; its name is read by detection.
        facts.Add(new RegisterChanged(time.Now, state.Version));
        afterCommit.Add(directory.ReloadAsync);
    }
}
