using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>
/// Proves a passkey whose assertion the caller has verified: it is the actor's own, its user was verified, and its counter went on. A counter that stands
/// still or goes back is the mark of a copy.
/// </summary>
public sealed record UsePasskey(Actor Actor, UserPasskeyInfo Passkey) : ICommand<Changed>;

internal sealed class UsePasskeyHandler(SecondStep step, UserManager<Account> accounts) : IRequestHandler<UsePasskey, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(UsePasskey request, CancellationToken cancellationToken)
    {
        var opened = await step.OpenAsync(request.Actor.AccountId, cancellationToken);
        if (!opened.IsSuccess)
            return opened.Fault;
        var account = opened.Value;
        if (await accounts.GetPasskeyAsync(account, request.Passkey.CredentialId) is not { } kept
            || !request.Passkey.IsUserVerified
            || !GoesOn(kept.SignCount, request.Passkey.SignCount))
        {
            return step.Refuse(account.Id);
        }

        (kept.SignCount, kept.IsBackedUp, kept.IsUserVerified) = (request.Passkey.SignCount, request.Passkey.IsBackedUp, true);
        return (await accounts.AddOrUpdatePasskeyAsync(account, kept)).Succeeded ? new Changed(0, 0) : Faults.Conflict;
    }

    // Passkeys that are kept in a cloud have no counter: it stays 0.
    internal static bool GoesOn(uint before, uint now) => now > before || (before == 0 && now == 0);
}
