using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>Who the asker is and what it may do.</summary>
public sealed record GetSelf(Actor Actor) : IQuery<SelfView>;

/// <param name="OrganisationName">Null where the account is bound to no organisation.</param>
/// <param name="Permitted">Scopes (<c>area:read</c>, <c>area:write</c>) of which at least one request may be made, each with how far the furthest reaches.</param>
public sealed record SelfView(Actor Actor, string? OrganisationName, IReadOnlyList<PermittedScope> Permitted);

public sealed record PermittedScope(string Scope, Extent Extent);

internal sealed class GetSelfHandler(OperationsDbContext database) : IRequestHandler<GetSelf, Outcome<SelfView>>
{
    public async Task<Outcome<SelfView>> Handle(GetSelf request, CancellationToken cancellationToken)
    {
        var actor = request.Actor;
        var organisation = actor.OrganisationCode is { } code
            ? await database.Organisations.Where(o => o.Code == code).Select(o => o.Name).SingleOrDefaultAsync(cancellationToken)
            : null;
        var permitted = PermissionTable.Rows
            .GroupBy(row => row.Scope, row => PermissionTable.ExtentOf(actor, row.Request), StringComparer.Ordinal)
            .Select(group => new PermittedScope(group.Key, group.Max()))
            .Where(scope => scope.Extent != Extent.None)
            .OrderBy(scope => scope.Scope, StringComparer.Ordinal);
        return new SelfView(actor, organisation, [.. permitted]);
    }
}
