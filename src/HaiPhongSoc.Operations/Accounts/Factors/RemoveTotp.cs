using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Takes the own authenticator app off the account; refused where it is the last factor.</summary>
public sealed record RemoveTotp(Actor Actor) : ICommand<Changed>;

internal sealed class RemoveTotpHandler(UserManager<Account> accounts, OperationsDbContext database, AccountPolicy policy, CityTime time)
    : IRequestHandler<RemoveTotp, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RemoveTotp request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Actor.AccountId) is not { TotpSecret: not null } account)
            return Faults.NotFound("ứng dụng xác thực nào của tài khoản này", "an authenticator app of this account");
        if (policy.RequiresSecondFactor && (await accounts.GetPasskeysAsync(account)).Count == 0)
            return LastFactor;
        (account.TotpSecret, account.NextTotpSecret) = (null, null);
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, request.Actor, new Wording("gỡ ứng dụng xác thực", "removed the authenticator app")));
        return new Changed(0, 0);
    }

    internal static Fault LastFactor { get; } = Faults.Refused(
        "account.last-factor",
        "đây là yếu tố xác thực cuối cùng còn dùng được: thêm yếu tố khác trước khi gỡ",
        "this is the last factor that will do: add another one before you remove it");
}
