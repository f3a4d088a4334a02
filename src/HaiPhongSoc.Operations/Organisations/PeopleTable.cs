using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>A role of the law that somebody of an organisation can have.</summary>
public sealed record LegalRoleView(string Id, Wording Title, BasisView Basis);

/// <summary>Who acts for an organisation.</summary>
/// <param name="SystemCode">The one system that it is about; null = all of the organisation.</param>
/// <param name="IsVerificationLapsed">Is reached at any hour, and that was not tried for longer than the profile allows.</param>
/// <param name="Acts">Today: not withdrawn, and within the term.</param>
public sealed record InChargeView(
    long Id, long Version, string OrganisationCode, string OrganisationName, string Role, Wording RoleTitle, string? SystemCode, string Name, string Position, string Phone, string Email,
    bool IsRoundTheClock, DateOnly? VerifiedOn, bool IsVerificationLapsed, bool IsDelegated, string DocumentNumber, DateOnly? DocumentDate, string Scope, DateOnly? ValidFrom,
    DateOnly? ValidTo, bool Acts, long? WithdrawnAt, string? WithdrawnBy, string? WithdrawReason);

/// <summary>Reads who acts for organisations.</summary>
internal sealed class PeopleTable(OperationsDbContext database, Rulebook rulebook, CityTime time)
{
    public IReadOnlyList<LegalRoleView> Roles =>
        [.. rulebook.Regulation.Dossiers.Roles.Where(r => r.IsHeld && r.Basis.HoldsOn(time.DayOf(time.Now))).Select(r => new LegalRoleView(r.Id, r.Title, RegulationRows.Of(r.Basis)))];

    /// <summary>Everybody who was ever named by one organisation; who acts today comes first, in the order of the profile's roles.</summary>
    public async Task<IReadOnlyList<InChargeView>> OfOrganisationAsync(string code, CancellationToken cancellationToken) =>
        await ViewsAsync(await database.PeopleInCharge.Where(p => p.OrganisationCode == code).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>
    /// Whom to ask about a system: who acts today for its owner and its operator, for it or for all. Whoever reaches the system may know both, whichever
    /// organisation is theirs.
    /// </summary>
    public async Task<IReadOnlyList<InChargeView>> OfSystemAsync(string system, string owner, string? unit, CancellationToken cancellationToken)
    {
        var people = await database.PeopleInCharge.IgnoreQueryFilters()
            .Where(p => (p.OrganisationCode == owner || p.OrganisationCode == unit) && (p.SystemCode == null || p.SystemCode == system) && p.WithdrawnAt == null)
            .ToListAsync(cancellationToken);
        return [.. (await ViewsAsync(people, cancellationToken)).Where(p => p.Acts)];
    }

    private async Task<List<InChargeView>> ViewsAsync(List<PersonInCharge> people, CancellationToken cancellationToken)
    {
        var (today, profile) = (time.DayOf(time.Now), rulebook.Regulation);
        var months = profile.Arrangements.FirstOrDefault(r => r.Kind == ArrangementKind.Contacts && r.Basis.HoldsOn(today))?.ReviewMonths;
        var roles = profile.Dossiers.Roles.Select((r, i) => (r, i)).GroupBy(r => r.r.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var names = people.Count == 0 ? [] : await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. people.Select(p => (Person: p, Role: roles.TryGetValue(p.Role, out var role) ? role : (r: null!, i: int.MaxValue)))
                .OrderByDescending(p => p.Person.ActsOn(today)).ThenByDescending(p => p.Person.IsRoundTheClock).ThenBy(p => p.Role.i).ThenBy(p => p.Person.Name, StringComparer.Ordinal)
                .Select(p => Of(p.Person, p.Role.r?.Title ?? new Wording(p.Person.Role, p.Person.Role))),
        ];

        InChargeView Of(PersonInCharge p, Wording title) => new(
            p.Id, p.Version, p.OrganisationCode, names.GetValueOrDefault(p.OrganisationCode, p.OrganisationCode), p.Role, title, p.SystemCode, p.Name, p.Position, p.Phone, p.Email,
            p.IsRoundTheClock, p.VerifiedOn, p.IsRoundTheClock && months is { } most && (p.VerifiedOn is not { } day || day.AddMonths(most) < today), p.IsDelegated, p.DocumentNumber,
            p.DocumentDate, p.Scope, p.ValidFrom, p.ValidTo, p.ActsOn(today), p.WithdrawnAt, p.WithdrawnBy, p.WithdrawReason);
    }
}
