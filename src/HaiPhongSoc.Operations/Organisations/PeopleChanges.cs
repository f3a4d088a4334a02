using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>What every change of who acts for an organisation has in common.</summary>
internal sealed class PeopleChanges(OperationsDbContext database, Rulebook rulebook, FactsToTell facts, CityTime time)
{
    private static readonly Fault Withdrawn = Faults.Refused("person.withdrawn", "phân công này đã bị rút lại", "this was withdrawn");

    /// <summary>Who it is as they were seen: not there, or changed since, is a fault.</summary>
    public async Task<Outcome<PersonInCharge>> FindAsync(long id, long version, CancellationToken cancellationToken)
    {
        if (await database.PeopleInCharge.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } person)
            return Faults.NotFound(FormattableString.Invariant($"phân công {id}"), FormattableString.Invariant($"person in charge {id}"));
        return person.Version == version ? person : Faults.Conflict;
    }

    /// <summary>The same, and it was not withdrawn.</summary>
    public async Task<Outcome<PersonInCharge>> FindStandingAsync(long id, long version, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, version, cancellationToken);
        return found.IsSuccess && found.Value.WithdrawnAt is not null ? Withdrawn : found;
    }

    /// <summary>The role stands in the profile, and the system is the organisation's.</summary>
    public async Task<Fault?> CheckAsync(string organisation, PersonEntry entry, CancellationToken cancellationToken)
    {
        if (!rulebook.Regulation.Dossiers.Roles.Any(r => r.IsHeld && r.Id == entry.Role))
            return Faults.Invalid("person.role", "chọn một vai trò có trong quy định", "choose a role of the profile");
        if (string.IsNullOrEmpty(entry.System))
            return null;
        return await database.Systems.AnyAsync(s => s.Code == entry.System && (s.OwnerCode == organisation || s.OperatorCode == organisation), cancellationToken)
            ? null
            : Faults.Invalid("person.system", "chọn hệ thống mà cơ quan này làm chủ quản hoặc vận hành", "choose a system that the organisation owns or operates");
    }

    public static void Fill(PersonInCharge person, PersonEntry entry)
    {
        // Another number or address was tried by nobody yet.
        if (person.Phone != (entry.Phone?.Trim() ?? "") || person.Email != (entry.Email?.Trim() ?? "") || !entry.IsRoundTheClock)
            (person.VerifiedOn, person.VerifiedBy) = (null, null);
        (person.Role, person.SystemCode, person.Name) = (entry.Role, string.IsNullOrEmpty(entry.System) ? null : entry.System, entry.Name.Trim());
        (person.Position, person.Phone, person.Email) = (entry.Position?.Trim() ?? "", entry.Phone?.Trim() ?? "", entry.Email?.Trim() ?? "");
        (person.IsRoundTheClock, person.IsDelegated) = (entry.IsRoundTheClock, entry.IsDelegated);
        (person.DocumentNumber, person.DocumentDate, person.Scope) = (entry.DocumentNumber?.Trim() ?? "", entry.DocumentDate, entry.Scope?.Trim() ?? "");
        (person.ValidFrom, person.ValidTo) = (entry.ValidFrom, entry.ValidTo);
    }

    public async Task TellAsync(Actor actor, PersonInCharge person, Wording what, CancellationToken cancellationToken)
    {
        var role = rulebook.Regulation.Dossiers.Roles.FirstOrDefault(r => r.Id == person.Role)?.Title ?? new Wording(person.Role, person.Role);
        var said = new Wording($"{role.Vi}: {what.Vi} — {person.Name}", $"{role.En}: {what.En} — {person.Name}");
        database.Add(HistoryRecord.Of($"organisation:{person.OrganisationCode}", time.Now, actor, said));
        await database.SaveChangesAsync(cancellationToken);
        facts.Add(new OrganisationChanged(time.Now, person.OrganisationCode));
    }
}
