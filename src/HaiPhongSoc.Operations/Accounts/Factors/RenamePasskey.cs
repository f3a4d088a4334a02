using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Gives an own passkey another name.</summary>
/// <param name="PasskeyId">As <see cref="MyPasskey.Id"/>.</param>
public sealed record RenamePasskey(Actor Actor, string PasskeyId, string Name) : ICommand<Changed>;

internal sealed class RenamePasskeyHandler(UserManager<Account> accounts) : IRequestHandler<RenamePasskey, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RenamePasskey request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Actor.AccountId) is not { } account
            || (await accounts.GetPasskeysAsync(account)).FirstOrDefault(p => MyPasskey.IdOf(p) == request.PasskeyId) is not { } passkey)
        {
            return Faults.NotFound("khóa truy cập này", "this passkey");
        }

        passkey.Name = PasskeyNames.Of(request.Name, passkey.Name ?? "Passkey");
        return (await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded ? new Changed(0, 0) : Faults.Conflict;
    }
}
