using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>
/// What every proof of a second factor has in common: a locked or disabled account proves nothing, a wrong proof counts like a wrong password and is the
/// same refusal whatever was wrong with it.
/// </summary>
internal sealed class SecondStep(OperationsDbContext database, AccountPolicy policy, AfterRefusal afterRefusal)
{
    private static readonly Fault Wrong = Faults.Refused(
        "account.second-step",
        "bước xác thực thứ hai không đúng: dùng mã mới hiện trên ứng dụng, hoặc chờ ít phút rồi thử lại",
        "the second step was not right: use the code that the app shows now, or wait a few minutes and try again");

    /// <summary>The account where it may prove something now.</summary>
    public async Task<Outcome<Account>> OpenAsync(string accountId, CancellationToken cancellationToken)
    {
        var account = await database.Users.FirstOrDefaultAsync(u => u.Id == accountId, cancellationToken);
        return account is null || policy.IsLocked(account) || policy.IsDisabled(account) ? Wrong : account;
    }

    /// <summary>The refusal of a wrong proof, which counts.</summary>
    public Fault Refuse(string accountId)
    {
        afterRefusal.Add(async ct =>
        {
            if (await database.Users.FirstOrDefaultAsync(u => u.Id == accountId, ct) is { } account)
                policy.CountFailure(account);
        });
        return Wrong;
    }
}
