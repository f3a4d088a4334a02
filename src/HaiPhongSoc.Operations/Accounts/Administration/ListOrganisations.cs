using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Administration;

/// <summary>The organisations that the actor reaches, by name: where an account or a service account can be put.</summary>
public sealed record ListOrganisations(Actor Actor) : IQuery<IReadOnlyList<OrganisationChoice>>;

internal sealed class ListOrganisationsHandler(OperationsDbContext database, CityTime time) : IRequestHandler<ListOrganisations, Outcome<IReadOnlyList<OrganisationChoice>>>
{
    public async Task<Outcome<IReadOnlyList<OrganisationChoice>>> Handle(ListOrganisations request, CancellationToken cancellationToken) =>
        await OrganisationChoices.OfAsync(database, time.DayOf(time.Now), cancellationToken);
}

internal static class OrganisationChoices
{
    public static Task<List<OrganisationChoice>> OfAsync(OperationsDbContext database, DateOnly today, CancellationToken cancellationToken) =>
        database.Organisations.Where(o => database.Reach.IsCity || database.Reach.Organisations.Contains(o.Code))
            .OrderBy(o => o.Name).Select(o => new OrganisationChoice(o.Code, o.Name, o.ValidTo != null && o.ValidTo < today)).ToListAsync(cancellationToken);
}
