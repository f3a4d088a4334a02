using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>What a name and a password open.</summary>
internal enum Entry
{
    Refused,

    /// <summary>The second step is asked for; nothing is open yet.</summary>
    SecondStep,

    /// <summary>A session has begun.</summary>
    Session,
}

/// <summary>
/// The first step: a name and a password. The answer and the time it takes are the same for a name that does not exist, a wrong password and a locked or
/// disabled account: who asks learns nothing of which accounts there are. No refusal comes earlier than <see cref="Least"/>.
/// </summary>
internal sealed partial class SignIn(
    UserManager<Account> users, IOperations operations, AccountPolicy policy, ConsoleSessions sessions, HalfSignIn half, SignInGate gate, ISignInJournal journal,
    TimeProvider clock, ILogger<SignIn> log)
{
    /// <summary>Longer than any of the checks takes, so that their length cannot be told from outside.</summary>
    internal static readonly TimeSpan Least = TimeSpan.FromMilliseconds(600);

    private static readonly Account Nobody = new() { UserName = "nobody" };
    private static string? _unusedHash;

    public async Task<Entry> TryAsync(HttpContext context, string name, string password)
    {
        var asked = clock.GetTimestamp();
        var entry = await CheckAsync(context, name, password);
        if (entry != Entry.Refused)
            return entry;
        gate.Count(context, name);
        await NotBefore(clock, asked);
        return entry;
    }

    /// <summary>Waits until a refusal may be told.</summary>
    internal static async Task NotBefore(TimeProvider clock, long asked)
    {
        var left = Least - clock.GetElapsedTime(asked);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, clock);
    }

    /// <summary>True where it is the account's password; a wrong one is counted, for a locked account none is looked at. Takes its time in each case.</summary>
    public async Task<bool> ProvesAsync(HttpContext context, Account account, string password)
    {
        if (policy.IsLocked(account) || policy.IsDisabled(account))
        {
            SpendTheTime(password);
            Refused(Escaped(account.UserName ?? ""), "locked or disabled");
            await ToldAsync(context, account, SignInReasons.Locked);
            return false;
        }

        if (await users.CheckPasswordAsync(account, password))
            return true;
        await operations.SendAsync(new CountFailedSignIn(await sessions.ActorAsync(context, account)), CancellationToken.None);
        Refused(Escaped(account.UserName ?? ""), "wrong password");
        await ToldAsync(context, account, SignInReasons.WrongPassword);
        return false;
    }

    private async Task ToldAsync(HttpContext context, Account account, string reason) =>
        journal.Refused(account.UserName ?? "", await sessions.ActorAsync(context, account), reason, AddressText.Of(context.Connection.RemoteIpAddress));

    private async Task<Entry> CheckAsync(HttpContext context, string name, string password)
    {
        try
        {
            return await EnterAsync(context, name, password);
        }
        catch (Exception fault) when (DatabaseBusy.Is(fault))
        {
            Refused(Escaped(name), "the database is busy");
            return Entry.Refused;
        }
    }

    private async Task<Entry> EnterAsync(HttpContext context, string name, string password)
    {
        if (await users.FindByNameAsync(name) is not { } account)
        {
            SpendTheTime(password);
            Refused(Escaped(name), "unknown name");
            journal.Refused(name, account: null, SignInReasons.UnknownName, AddressText.Of(context.Connection.RemoteIpAddress));
            return Entry.Refused;
        }

        if (!await ProvesAsync(context, account, password))
            return Entry.Refused;
        if (policy.RequiresSecondFactor && (account.TotpSecret is not null || (await users.GetPasskeysAsync(account)).Count > 0))
        {
            await half.BeginAsync(context, account, "pwd");
            return Entry.SecondStep;
        }

        if (!await sessions.StartAsync(context, account, "pwd"))
            return Entry.Refused;
        Started(account.Id);
        return Entry.Session;
    }

    private void SpendTheTime(string password)
    {
        _unusedHash ??= users.PasswordHasher.HashPassword(Nobody, "a password that no account has");
        users.PasswordHasher.VerifyHashedPassword(Nobody, _unusedHash, password);
    }

    internal static string Escaped(string name, int longest = 64)
    {
        var cut = name.Length > longest ? name[..longest] : name;
        return string.Concat(cut.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
    }

    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "session started for account {AccountId}")]
    private partial void Started(string accountId);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "sign-in refused for {Name}: {Reason}")]
    private partial void Refused(string name, string reason);
}
