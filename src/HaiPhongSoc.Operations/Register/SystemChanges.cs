using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// What every change of a system has in common: its version is checked and counted, the history is written, and detection sees the new register before
/// the command answers. The duties follow with the next turn of the clock, which the change of the register starts and which reaches everything.
/// </summary>
internal class SystemChanges(OperationsDbContext database, SystemDirectory directory, AfterCommit afterCommit, FactsToTell facts, CityTime time)
{
    public long Now => time.Now;

    public TimeZoneInfo Zone => time.Zone;

    protected OperationsDbContext Database => database;

    /// <summary>The system with its assets, within the reach, in the version that was read.</summary>
    public async Task<Outcome<SystemRecord>> FindAsync(string code, long version, CancellationToken cancellationToken)
    {
        var found = await FindAsync(code, cancellationToken);
        return !found.IsSuccess || found.Value.Version == version ? found : Faults.Conflict;
    }

    /// <summary>The same in whatever version: for what has a version of its own.</summary>
    public async Task<Outcome<SystemRecord>> FindAsync(string code, CancellationToken cancellationToken)
    {
        var system = await database.Systems.Include(s => s.Assets).SingleOrDefaultAsync(s => s.Code == code, cancellationToken);
        return system is null ? Faults.NotFound($"hệ thống {code}", $"system {code}") : system;
    }

    /// <summary>A fault where an organisation is not there, has ended, or lies outside the asker's reach.</summary>
    public async Task<Fault?> CheckOrganisationAsync(string? code, string member, bool mustReach, CancellationToken cancellationToken)
    {
        if (code is null)
            return null;
        var day = time.DayOf(time.Now);
        var isThere = await database.Organisations.AnyAsync(o => o.Code == code && (o.ValidTo == null || o.ValidTo >= day), cancellationToken);
        return isThere && (!mustReach || database.Reach.Holds(code))
            ? null
            : Of("system.organisation", member, new Wording(
                "chọn một cơ quan đang hoạt động, thuộc phạm vi của bạn", "choose an organisation that goes on, within your reach"));
    }

    /// <summary>Counts the change of a system and keeps what happened.</summary>
    public void Changed(SystemRecord system, Actor actor, Wording what)
    {
        system.Version++;
        Tell(system, actor, what);
    }

    public void Tell(SystemRecord system, Actor actor, Wording what) =>
        database.Add(HistoryRecord.Of($"system:{system.Code}", time.Now, actor, what));

    /// <summary>Saves, counts the change of the register once, and has detection see it.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var state = await RegisterState.OfAsync(database, cancellationToken);
        state.Version++;
        await database.SaveChangesAsync(cancellationToken);
        afterCommit.Add(directory.ReloadAsync);
        facts.Add(new RegisterChanged(time.Now, state.Version));
    }

    /// <summary>A request that is wrong in one member.</summary>
    public static Fault Of(string code, string member, Wording why) => new(FaultKind.Invalid, code, why) { Members = [new FaultyMember(member, why)] };
}
