using System.Security.Cryptography;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>What whoever resets somebody's account does to it, in the transaction of the command that decides on it. Sessions and calendar links end by it.</summary>
internal sealed class AccountReset(UserManager<Account> accounts, OperationsDbContext database, RecoveryCodes codes, CityTime time)
{
    // Without those that look alike in a terminal; 24 of 56 are 139 bits.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    private const int Length = 24;

    public static string NewPassword() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>No factor is left; the person sets up new ones at the next sign-in. A password that is short because there was a factor must be changed then.</summary>
    public async Task ClearFactorsAsync(Account account, CancellationToken cancellationToken)
    {
        (account.TotpSecret, account.NextTotpSecret, account.PasskeyOwedSince) = (null, null, null);
        account.MustChangePassword = true;
        foreach (var passkey in await accounts.GetPasskeysAsync(account))
            Expect(await accounts.RemovePasskeyAsync(account, passkey.CredentialId));
        await codes.VoidAsync(account.Id, cancellationToken);
        await UnlockAsync(account, cancellationToken);
    }

    /// <summary>A password that is told once and must be changed at the next sign-in. The account is unlocked and enabled.</summary>
    public async Task<string> ReplacePasswordAsync(Account account, CancellationToken cancellationToken)
    {
        var password = NewPassword();
        if (account.PasswordHash is { } old)
            database.Add(new PastPassword { AccountId = account.Id, Hash = old, EndedAt = time.Now });
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.MustChangePassword = true;
        account.PasswordChangedAt = time.Now;
        await UnlockAsync(account, cancellationToken);
        return password;
    }

    private Task UnlockAsync(Account account, CancellationToken cancellationToken)
    {
        (account.DisabledAt, account.LockoutEnd, account.AccessFailedCount) = (null, null, 0);

        // Idle for too long counts from the last sign-in: it begins anew.
        account.LastSignInAt = time.Now;
        return EndAllSessionsHandler.EndAllAsync(accounts, database, account, time.Now, cancellationToken);
    }

    private static void Expect(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new DbUpdateConcurrencyException("the account was changed at the same moment");
    }
}
