using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>From the machine's command line, for somebody who cannot get in: all second factors are taken off the account.</summary>
/// <param name="By">Who sits at the machine.</param>
public sealed record ResetFactor(Actor Actor, string UserName, string By) : ICommand<Changed>;

/// <summary>From the machine's command line, for somebody who cannot get in: a new password, to be changed at the next sign-in.</summary>
/// <param name="By">Who sits at the machine.</param>
public sealed record ResetPassword(Actor Actor, string UserName, string By) : ICommand<OneTimePassword>;

/// <param name="Password">Told once, stored nowhere.</param>
public sealed record OneTimePassword(string Password)
{
    public override string ToString() => nameof(OneTimePassword);
}

internal sealed class ResetFactorHandler(UserManager<Account> accounts, AccountReset reset, OperationsDbContext database, AuditTrail audit, CityTime time)
    : IRequestHandler<ResetFactor, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(ResetFactor request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByNameAsync(request.UserName) is not { } account)
            return Faults.NotFound($"tài khoản «{request.UserName}»", $"the account “{request.UserName}”");
        await reset.ClearFactorsAsync(account, cancellationToken);
        audit.Say(ByWhom.Of(request.By));
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, request.Actor, new Wording(
            "gỡ mọi yếu tố xác thực thứ hai từ dòng lệnh", "took off all second factors from the command line")));
        return new Changed(0, 0);
    }
}

internal sealed class ResetPasswordHandler(UserManager<Account> accounts, AccountReset reset, OperationsDbContext database, AuditTrail audit, CityTime time)
    : IRequestHandler<ResetPassword, Outcome<OneTimePassword>>
{
    public async Task<Outcome<OneTimePassword>> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByNameAsync(request.UserName) is not { } account)
            return Faults.NotFound($"tài khoản «{request.UserName}»", $"the account “{request.UserName}”");
        var password = await reset.ReplacePasswordAsync(account, cancellationToken);
        audit.Say(ByWhom.Of(request.By));
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, request.Actor, new Wording(
            "cấp lại mật khẩu từ dòng lệnh", "gave a new password from the command line")));
        return new OneTimePassword(password);
    }
}

internal static class ByWhom
{
    public static Wording Of(string by) => new($"người dùng của máy chủ: {by}", $"user of the machine: {by}");
}
