using System.Buffers.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>The own account: factors, recovery codes left, sessions that stand. Times are UTC microseconds.</summary>
public sealed record GetMyAccount(Actor Actor) : IQuery<MyAccount>;

/// <param name="Organisation">Its name; null = the whole city.</param>
/// <param name="PasskeyOwedUntil">Null where no passkey is owed.</param>
/// <param name="PasswordDueAt">When the password must be changed; null where it does not age.</param>
public sealed record MyAccount(
    string UserName, string DisplayName, IReadOnlyList<string> Roles, string? Organisation, bool HasTotp, IReadOnlyList<MyPasskey> Passkeys, int RecoveryCodesLeft,
    long? PasskeyOwedUntil, long? PasswordDueAt, IReadOnlyList<MySession> Sessions);

/// <param name="Id">The credential's id, base64url.</param>
public sealed record MyPasskey(string Id, string Name, long CreatedAt, bool IsBackedUp)
{
    internal static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);
}

public sealed record MySession(string Id, long StartedAt, long SeenAt, string Methods, string Address, string Agent);

internal sealed class GetMyAccountHandler(UserManager<Account> accounts, OperationsDbContext database, RecoveryCodes codes, AccountPolicy policy, CityTime time)
    : IRequestHandler<GetMyAccount, Outcome<MyAccount>>
{
    public async Task<Outcome<MyAccount>> Handle(GetMyAccount request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Actor.AccountId) is not { } account)
            return Faults.NotFound("tài khoản này", "this account");
        var roles = await accounts.GetRolesAsync(account);
        var passkeys = await accounts.GetPasskeysAsync(account);
        var organisation = await database.Organisations.Where(o => o.Code == account.OrganisationCode).Select(o => o.Name).FirstOrDefaultAsync(cancellationToken);
        var sessions = await database.Sessions
            .Where(s => s.AccountId == account.Id && s.EndedAt == null && s.EndsAt > time.Now)
            .OrderByDescending(s => s.SeenAt)
            .Select(s => new MySession(s.Id, s.StartedAt, s.SeenAt, s.Methods, s.Address, s.Agent))
            .ToListAsync(cancellationToken);
        return new MyAccount(
            account.UserName ?? "",
            account.DisplayName,
            [.. roles.Order(StringComparer.Ordinal)],
            organisation ?? account.OrganisationCode,
            account.TotpSecret is not null,
            [.. passkeys.OrderBy(p => p.CreatedAt).Select(p => new MyPasskey(MyPasskey.IdOf(p), p.Name ?? "", UtcMicroseconds.From(p.CreatedAt), p.IsBackedUp))],
            await codes.LeftAsync(account.Id, cancellationToken),
            policy.PasskeyOwedUntil(account, roles, passkeys.Count > 0),
            policy.Rules.For(roles).PasswordAge is { } age ? (account.PasswordChangedAt ?? account.CreatedAt) + age.Microseconds() : null,
            sessions);
    }
}
