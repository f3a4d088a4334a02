using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>All service accounts that the actor reaches, by name.</summary>
/// <param name="Text">Part of the name or purpose; without case and diacritics.</param>
public sealed record ListServiceAccounts(Actor Actor, string? Text = null) : IQuery<ListPage<ServiceAccountRow>>;

/// <param name="OwnerIsGone">Who answered for it has no account any more: somebody else must.</param>
/// <param name="Tokens">In force.</param>
/// <param name="NextExpiry">When the first of them expires, UTC microseconds.</param>
/// <param name="LastUsedOn">The beginning of the last day, in the city's zone, on which one was shown.</param>
public sealed record ServiceAccountRow(
    string Id,
    long Version,
    string Name,
    string Purpose,
    string OwnerId,
    string OwnerName,
    bool OwnerIsGone,
    IReadOnlyList<string> Roles,
    string? OrganisationCode,
    string? OrganisationName,
    bool Disabled,
    long CreatedAt,
    int Tokens,
    bool Writes,
    long? NextExpiry,
    long? LastUsedOn);

/// <summary>One service account with its tokens (those in force first, then the newest) and its history.</summary>
public sealed record GetServiceAccount(Actor Actor, string Id) : IQuery<ServiceAccountView>;

/// <param name="Scopes">What a token of it can be issued for.</param>
public sealed record ServiceAccountView(
    ServiceAccountRow Row, IReadOnlyList<string> Scopes, IReadOnlyList<TokenRow> Tokens, IReadOnlyList<HistoryView> History);

/// <summary>How a token stands.</summary>
public enum TokenState
{
    InForce = 1,
    Expired = 2,
    Revoked = 3,
}

public sealed record TokenRow(
    string Id,
    string Label,
    IReadOnlyList<string> Scopes,
    TokenState State,
    long IssuedAt,
    string IssuedBy,
    long ExpiresAt,
    long? LastUsedOn,
    long? RevokedAt,
    string? RevokedBy,
    string? ReplacedById);

internal sealed class ListServiceAccountsHandler(OperationsDbContext database, CityTime time)
    : IRequestHandler<ListServiceAccounts, Outcome<ListPage<ServiceAccountRow>>>
{
    public async Task<Outcome<ListPage<ServiceAccountRow>>> Handle(ListServiceAccounts request, CancellationToken cancellationToken)
    {
        IQueryable<ServiceAccount> accounts = database.ServiceAccounts;
        if (!string.IsNullOrWhiteSpace(request.Text))
        {
            var text = FoldedText.Of(request.Text.Trim());
            accounts = accounts.Where(a => a.SearchText.Contains(text));
        }

        var found = await accounts.OrderBy(a => a.Name).ThenBy(a => a.Id).Take(500).ToListAsync(cancellationToken);
        var rows = await ServiceAccountRows.OfAsync(database, found, time.Now, cancellationToken);
        return new ListPage<ServiceAccountRow>(
            rows, null, await accounts.LongCountAsync(cancellationToken), await database.ServiceAccounts.LongCountAsync(cancellationToken));
    }
}

internal sealed class GetServiceAccountHandler(OperationsDbContext database, CityTime time) : IRequestHandler<GetServiceAccount, Outcome<ServiceAccountView>>
{
    public async Task<Outcome<ServiceAccountView>> Handle(GetServiceAccount request, CancellationToken cancellationToken)
    {
        var account = await database.ServiceAccounts.SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken);
        if (account is null)
            return Faults.NotFound("tài khoản dịch vụ này", "this service account");
        var now = time.Now;
        var rows = await ServiceAccountRows.OfAsync(database, [account], now, cancellationToken);
        var tokens = await database.ApiTokens.Where(t => t.ServiceAccountId == account.Id).OrderByDescending(t => t.IssuedAt).ThenBy(t => t.Id).ToListAsync(cancellationToken);
        return new ServiceAccountView(
            rows[0],
            TokenScopes.Of(account.Roles),
            [.. tokens.Select(t => ServiceAccountRows.Of(t, now)).OrderBy(t => t.State)],
            await Histories.OfAsync(database, account.Subject, cancellationToken));
    }
}

internal static class ServiceAccountRows
{
    public static async Task<List<ServiceAccountRow>> OfAsync(
        OperationsDbContext database, List<ServiceAccount> accounts, long now, CancellationToken cancellationToken)
    {
        var ids = accounts.ConvertAll(a => a.Id);
        var owners = accounts.ConvertAll(a => a.OwnerId);
        var names = await database.Users.Where(u => owners.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, StringComparer.Ordinal, cancellationToken);
        var organisations = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var tokens = await database.ApiTokens.Where(t => ids.Contains(t.ServiceAccountId)).ToListAsync(cancellationToken);
        var byAccount = tokens.ToLookup(t => t.ServiceAccountId, StringComparer.Ordinal);
        return accounts.ConvertAll(a => Of(a, names, organisations, [.. byAccount[a.Id]], now));
    }

    public static TokenRow Of(ApiToken t, long now) => new(
        t.Id,
        t.Label,
        t.Scopes,
        StateOf(t, now),
        t.IssuedAt,
        t.IssuedBy,
        t.ExpiresAt,
        t.LastUsedOn,
        t.RevokedAt,
        t.RevokedBy,
        t.ReplacedById);

    private static TokenState StateOf(ApiToken token, long now) => token switch
    {
        { RevokedAt: not null } => TokenState.Revoked,
        _ when now >= token.ExpiresAt => TokenState.Expired,
        _ => TokenState.InForce,
    };

    private static ServiceAccountRow Of(
        ServiceAccount a, Dictionary<string, string> names, Dictionary<string, string> organisations, List<ApiToken> tokens, long now)
    {
        var inForce = tokens.FindAll(t => t.IsInForce(now));
        return new ServiceAccountRow(
            a.Id,
            a.Version,
            a.Name,
            a.Purpose,
            a.OwnerId,
            names.GetValueOrDefault(a.OwnerId, ""),
            !names.ContainsKey(a.OwnerId),
            a.Roles,
            a.OrganisationCode,
            a.OrganisationCode is { } code ? organisations.GetValueOrDefault(code, code) : null,
            a.Disabled,
            a.CreatedAt,
            inForce.Count,
            inForce.Exists(t => t.Writes),
            inForce.Count == 0 ? null : inForce.Min(t => t.ExpiresAt),
            tokens.Max(t => t.LastUsedOn));
    }
}
