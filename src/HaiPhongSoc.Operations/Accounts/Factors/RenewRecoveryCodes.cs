using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Ten new recovery codes; those before are void. Only with a factor that they can stand in for.</summary>
public sealed record RenewRecoveryCodes(Actor Actor) : ICommand<FactorAdded>;

internal sealed class RenewRecoveryCodesHandler(UserManager<Account> accounts, RecoveryCodes codes, OperationsDbContext database, CityTime time)
    : IRequestHandler<RenewRecoveryCodes, Outcome<FactorAdded>>
{
    public async Task<Outcome<FactorAdded>> Handle(RenewRecoveryCodes request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Actor.AccountId) is not { } account)
            return Faults.NotFound("tài khoản này", "this account");
        if (account.TotpSecret is null && (await accounts.GetPasskeysAsync(account)).Count == 0)
            return Faults.Refused("account.no-factor", "thêm ứng dụng xác thực hoặc khóa truy cập trước", "add an authenticator app or a passkey first");
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, request.Actor, new Wording("tạo lại mã dự phòng", "renewed the recovery codes")));
        return new FactorAdded(await codes.RenewAsync(account.Id, cancellationToken));
    }
}
