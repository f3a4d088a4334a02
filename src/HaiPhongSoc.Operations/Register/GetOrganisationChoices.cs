using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Which organisations a form about a system offers.</summary>
public sealed record GetOrganisationChoices(Actor Actor) : IQuery<OrganisationChoices>;

/// <param name="Owners">May own the asker's systems: those within reach.</param>
/// <param name="Operators">May run them: every one that goes on.</param>
public sealed record OrganisationChoices(IReadOnlyList<OrganisationRef> Owners, IReadOnlyList<OrganisationRef> Operators);

internal sealed class GetOrganisationChoicesHandler(OperationsDbContext database, CityTime time) : IRequestHandler<GetOrganisationChoices, Outcome<OrganisationChoices>>
{
    public async Task<Outcome<OrganisationChoices>> Handle(GetOrganisationChoices request, CancellationToken cancellationToken)
    {
        var day = time.DayOf(time.Now);
        var all = await database.Organisations.Where(o => o.ValidTo == null || o.ValidTo >= day)
            .OrderBy(o => o.Name).Select(o => new OrganisationRef(o.Code, o.Name)).ToListAsync(cancellationToken);
        return new OrganisationChoices([.. all.Where(o => database.Reach.Holds(o.Code))], all);
    }
}
