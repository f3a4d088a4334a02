using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>
/// Checks a name and a password and starts a session. The answer and the time it takes are the same for a name that does not exist, a wrong
/// password and a locked account: who asks learns nothing of which accounts there are. No refusal comes earlier than <see cref="Least"/>.
/// </summary>
internal sealed partial class SignIn(SignInManager<Account> sessions, UserManager<Account> users, ISignInJournal journal, TimeProvider clock, ILogger<SignIn> log)
{
    /// <summary>Longer than any of the checks takes, so that their length cannot be told from outside.</summary>
    internal static readonly TimeSpan Least = TimeSpan.FromMilliseconds(400);

    private static readonly Account Nobody = new() { UserName = "nobody" };
    private static string? _unusedHash;

    public async Task<bool> TryAsync(string name, string password)
    {
        var asked = clock.GetTimestamp();
        if (await CheckAsync(name, password))
            return true;
        var left = Least - clock.GetElapsedTime(asked);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, clock);
        return false;
    }

    private async Task<bool> CheckAsync(string name, string password)
    {
        try
        {
            return await EnterAsync(name, password);
        }
        catch (Exception fault) when (DatabaseBusy.Is(fault))
        {
            Refused(Escaped(name), "the database is busy");
            return false;
        }
    }

    private async Task<bool> EnterAsync(string name, string password)
    {
        if (await users.FindByNameAsync(name) is not { } account)
        {
            SpendTheTime(password);
            Refused(Escaped(name), "unknown name");
            journal.Refused(name, account: null, SignInReasons.UnknownName, Address);
            return false;
        }

        var actor = new Actor(account.Id, account.DisplayName, [.. await users.GetRolesAsync(account)]) { Address = Address, OrganisationCode = account.OrganisationCode };
        var result = await sessions.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await sessions.SignInAsync(account, isPersistent: false);
            Started(account.Id);
            journal.Succeeded(actor, "password");
            return true;
        }

        // A locked account is refused before its password is looked at.
        if (result.IsLockedOut || result.IsNotAllowed)
            SpendTheTime(password);
        Refused(Escaped(name), result.IsLockedOut ? "locked" : "wrong password");
        journal.Refused(name, actor, result.IsLockedOut ? SignInReasons.Locked : SignInReasons.WrongPassword, Address);
        return false;
    }

    private string Address => AddressText.Of(sessions.Context.Connection.RemoteIpAddress);

    private void SpendTheTime(string password)
    {
        _unusedHash ??= users.PasswordHasher.HashPassword(Nobody, "a password that no account has");
        users.PasswordHasher.VerifyHashedPassword(Nobody, _unusedHash, password);
    }

    private static string Escaped(string name)
    {
        var cut = name.Length > 64 ? name[..64] : name;
        return string.Concat(cut.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
    }

    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "session started for account {AccountId}")]
    private partial void Started(string accountId);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "sign-in refused for {Name}: {Reason}")]
    private partial void Refused(string name, string reason);
}
