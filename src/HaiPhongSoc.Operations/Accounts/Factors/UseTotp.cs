using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>
/// Proves the authenticator app. A code is taken once, for ever: of two that use one code at the same moment one is refused, and so is any code of an
/// earlier step. A wrong code counts like a wrong password.
/// </summary>
public sealed record UseTotp(Actor Actor, string Code) : ICommand<Changed>
{
    // Codes stay out of logs.
    public override string ToString() => $"UseTotp {{ Actor = {Actor.AccountId} }}";
}

internal sealed class UseTotpHandler(SecondStep step, IEnumerable<ISecretSeal> seals, TimeProvider clock) : IRequestHandler<UseTotp, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(UseTotp request, CancellationToken cancellationToken)
    {
        var opened = await step.OpenAsync(request.Actor.AccountId, cancellationToken);
        if (!opened.IsSuccess)
            return opened.Fault;
        var account = opened.Value;
        if (account.TotpSecret is not { } kept || seals.Single().Open(kept) is not { } secret
            || TotpCodes.StepOf(secret, request.Code, clock.GetUtcNow(), account.LastTotpStep) is not { } used)
        {
            return step.Refuse(account.Id);
        }

        account.LastTotpStep = used;
        return new Changed(0, 0);
    }
}
