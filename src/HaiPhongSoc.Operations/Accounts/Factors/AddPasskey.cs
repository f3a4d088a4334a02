using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Keeps a passkey whose attestation the caller has verified. Gives recovery codes where the account has none. The first factor ends other sessions.</summary>
/// <param name="Name">As its owner calls it.</param>
public sealed record AddPasskey(Actor Actor, UserPasskeyInfo Passkey, string Name) : ICommand<FactorAdded>;

internal sealed class AddPasskeyHandler(UserManager<Account> accounts, RecoveryCodes codes, OperationsDbContext database, CityTime time)
    : IRequestHandler<AddPasskey, Outcome<FactorAdded>>
{
    private const int Most = 10;

    public async Task<Outcome<FactorAdded>> Handle(AddPasskey request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Actor.AccountId) is not { } account)
            return Faults.NotFound("tài khoản này", "this account");
        if (!request.Passkey.IsUserVerified)
            return Faults.Refused("account.passkey", "khóa truy cập phải xác minh người dùng (PIN hoặc sinh trắc học)", "a passkey must verify its user (PIN or biometrics)");
        if (await accounts.FindByPasskeyIdAsync(request.Passkey.CredentialId) is not null)
            return Faults.Refused("account.passkey", "khóa truy cập này đã được đăng ký", "this passkey is registered already");
        if ((await accounts.GetPasskeysAsync(account)).Count >= Most)
            return Faults.Refused("account.passkey", "mỗi tài khoản có nhiều nhất 10 khóa truy cập: gỡ bớt trước", "an account has ten passkeys at most: remove one first");
        if (!await PasswordLength.HasFactorAsync(accounts, account))
            await EndAllSessionsHandler.StampAsync(accounts, account);
        request.Passkey.Name = PasskeyNames.Of(request.Name, "Passkey");
        var added = await accounts.AddOrUpdatePasskeyAsync(account, request.Passkey);
        if (!added.Succeeded)
            return Faults.Conflict;
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, request.Actor, new Wording(
            $"thêm khóa truy cập «{request.Passkey.Name}»", $"added the passkey “{request.Passkey.Name}”")));
        return new FactorAdded(await codes.LeftAsync(account.Id, cancellationToken) > 0 ? [] : await codes.RenewAsync(account.Id, cancellationToken));
    }
}
