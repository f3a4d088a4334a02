using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Who owes duties, as the register says it within the reach at hand.</summary>
internal sealed class DutyDebtors(OperationsDbContext database, Rulebook rulebook, IOptions<OperationsOptions> options)
{
    /// <param name="other">A profile besides the one in force that is asked what is owed.</param>
    public async Task<Debtors> AllAsync(DateOnly day, CancellationToken cancellationToken, RegulationProfile? other = null)
    {
        var facts = await DutyFacts.ReadAsync(database, other is null ? [rulebook.Regulation] : [rulebook.Regulation, other], cancellationToken);
        var organisations = await OrganisationsAsync(day, code: null, cancellationToken);
        var names = await database.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var systems = await database.Systems.AsNoTracking().OrderBy(s => s.Code).ToListAsync(cancellationToken);
        return new Debtors(
            options.Value.CityName,
            systems.ConvertAll(s => new DutySystem(
                s.Code, s.Name, s.EffectiveLevel, s.ApprovedLevel is not null, s.LevelDecision, s.Status, s.HasRealData,
                s.OperatorCode ?? s.OwnerCode, names.GetValueOrDefault(s.OperatorCode ?? s.OwnerCode, ""))
            {
                Facts = facts.Of(s),
                ConcludedOn = s.ConcludedOn,
            }),
            organisations,
            await ArrangementFacts.OfAsync(database, organisationCode: null, cancellationToken));
    }

    /// <summary>One organisation with what it arranged, and no system.</summary>
    public async Task<Debtors> OneAsync(DateOnly day, string organisationCode, CancellationToken cancellationToken) => new(
        options.Value.CityName, [], await OrganisationsAsync(day, organisationCode, cancellationToken), await ArrangementFacts.OfAsync(database, organisationCode, cancellationToken));

    private Task<List<DutyOrganisation>> OrganisationsAsync(DateOnly day, string? code, CancellationToken cancellationToken) =>
        database.Organisations.AsNoTracking()
            .Where(o => (o.ValidTo == null || o.ValidTo >= day) && (o.ValidFrom == null || o.ValidFrom <= day) && (code == null || o.Code == code))
            .OrderBy(o => o.Code).Select(o => new DutyOrganisation(o.Code, o.Name, o.ValidFrom)).ToListAsync(cancellationToken);
}
