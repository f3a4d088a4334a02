using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>All accounts that can be given work, by display name.</summary>
public sealed record ListAccounts(Actor Actor, string? Role = null) : IQuery<IReadOnlyList<AccountRow>>, IReadsPersonalData;

public sealed record AccountRow(string Id, string UserName, string DisplayName, IReadOnlyList<string> Roles, string? OrganisationCode);

internal sealed class ListAccountsHandler(OperationsDbContext database) : IRequestHandler<ListAccounts, Outcome<IReadOnlyList<AccountRow>>>
{
    public async Task<Outcome<IReadOnlyList<AccountRow>>> Handle(ListAccounts request, CancellationToken cancellationToken)
    {
        var accounts = await database.Users
            .Where(u => database.Reach.IsCity || database.Reach.Organisations.Contains(u.OrganisationCode!))
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).ToListAsync(cancellationToken);
        var roles = await database.UserRoles
            .Join(database.Roles, ur => ur.RoleId, r => r.Id, (ur, r) => new { ur.UserId, r.Name })
            .ToListAsync(cancellationToken);
        var byAccount = roles.ToLookup(r => r.UserId, r => r.Name ?? "", StringComparer.Ordinal);
        List<AccountRow> rows = [.. accounts
            .Where(a => request.Role is null || byAccount[a.Id].Contains(request.Role, StringComparer.Ordinal))
            .Select(a => new AccountRow(a.Id, a.UserName ?? "", a.DisplayName, [.. byAccount[a.Id].Order(StringComparer.Ordinal)], a.OrganisationCode))];
        return rows;
    }
}
