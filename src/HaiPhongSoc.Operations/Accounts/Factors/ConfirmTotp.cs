using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>
/// The first code of a new authenticator app: from now on it counts, and one that was in use before does not. Gives recovery codes where the account has
/// none. The first factor of an account changes its security stamp: other sessions end. A wrong code counts like a wrong password.
/// </summary>
public sealed record ConfirmTotp(Actor Actor, string Code) : ICommand<FactorAdded>
{
    // Codes stay out of logs.
    public override string ToString() => $"ConfirmTotp {{ Actor = {Actor.AccountId} }}";
}

/// <param name="RecoveryCodes">Shown once, stored as hashes; empty where the account has some left.</param>
public sealed record FactorAdded(IReadOnlyList<string> RecoveryCodes)
{
    public override string ToString() => nameof(FactorAdded);
}

internal sealed class ConfirmTotpHandler(
    SecondStep step, UserManager<Account> accounts, RecoveryCodes codes, OperationsDbContext database, IEnumerable<ISecretSeal> seals, CityTime time, TimeProvider clock)
    : IRequestHandler<ConfirmTotp, Outcome<FactorAdded>>
{
    public async Task<Outcome<FactorAdded>> Handle(ConfirmTotp request, CancellationToken cancellationToken)
    {
        var opened = await step.OpenAsync(request.Actor.AccountId, cancellationToken);
        if (!opened.IsSuccess)
            return opened.Fault;
        var account = opened.Value;
        if (account.NextTotpSecret is not { } waiting || seals.Single().Open(waiting) is not { } secret
            || TotpCodes.StepOf(secret, request.Code, clock.GetUtcNow(), lastStep: 0) is not { } used)
        {
            return step.Refuse(account.Id);
        }

        // Whoever else came in with the password alone is out: the first factor is the owner's.
        if (!await PasswordLength.HasFactorAsync(accounts, account))
            await EndAllSessionsHandler.StampAsync(accounts, account);
        (account.TotpSecret, account.NextTotpSecret, account.LastTotpStep) = (account.NextTotpSecret, null, used);
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, request.Actor, new Wording("thêm ứng dụng xác thực", "added an authenticator app")));
        return new FactorAdded(await codes.LeftAsync(account.Id, cancellationToken) > 0 ? [] : await codes.RenewAsync(account.Id, cancellationToken));
    }
}
