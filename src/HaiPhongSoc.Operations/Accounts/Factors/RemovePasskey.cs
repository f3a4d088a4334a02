using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Takes an own passkey off the account; refused where no factor would be left that the account's roles may sign in with.</summary>
/// <param name="PasskeyId">As <see cref="MyPasskey.Id"/>.</param>
public sealed record RemovePasskey(Actor Actor, string PasskeyId) : ICommand<Changed>;

internal sealed class RemovePasskeyHandler(UserManager<Account> accounts, OperationsDbContext database, AccountPolicy policy, CityTime time)
    : IRequestHandler<RemovePasskey, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RemovePasskey request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Actor.AccountId) is not { } account)
            return Faults.NotFound("tài khoản này", "this account");
        var all = await accounts.GetPasskeysAsync(account);
        if (all.FirstOrDefault(p => MyPasskey.IdOf(p) == request.PasskeyId) is not { } passkey)
            return Faults.NotFound("khóa truy cập này", "this passkey");
        var roles = await accounts.GetRolesAsync(account);
        if (policy.RequiresSecondFactor && all.Count == 1 && (account.TotpSecret is null || policy.NeedsPasskey(roles)))
            return RemoveTotpHandler.LastFactor;
        var removed = await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
        if (!removed.Succeeded)
            return Faults.Conflict;
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, request.Actor, new Wording(
            $"gỡ khóa truy cập «{passkey.Name}»", $"removed the passkey “{passkey.Name}”")));
        return new Changed(0, 0);
    }
}
