using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>
/// The second step, and a passkey that is both. Every refusal is the same and comes no earlier than that of the first step. An external sign-in joins here:
/// it either brings a second factor of its own (amr) and starts a session, or begins a <see cref="HalfSignIn"/>.
/// </summary>
internal sealed partial class SecondStep(
    IOperations operations, ConsoleSessions sessions, HalfSignIn half, Passkeys passkeys, SignInGate gate, ISignInJournal journal, TimeProvider clock, ILogger<SecondStep> log)
{
    public Task<bool> TryTotpAsync(HttpContext context, string code) => TryAsync(context, "otp", actor => operations.SendAsync(new UseTotp(actor, code), CancellationToken.None));

    public Task<bool> TryRecoveryCodeAsync(HttpContext context, string code) =>
        TryAsync(context, "kba", actor => operations.SendAsync(new UseRecoveryCode(actor, code), CancellationToken.None));

    /// <summary>The passkey of the account whose password was right.</summary>
    public Task<bool> TryPasskeyAsync(HttpContext context, string credential) => RefusedInTimeAsync(context, async () =>
        await half.AccountAsync(context) is { } account
        && await passkeys.ProveAsync(context, account, credential) is { } proved
        && await half.EndAsync(context) is { } first
        && await StartAsync(context, proved, $"{first} hwk user"));

    /// <summary>A passkey alone: something that one has, and its PIN or finger.</summary>
    public Task<bool> TryPasskeyAloneAsync(HttpContext context, string credential) => RefusedInTimeAsync(context, async () =>
        await passkeys.ProveAsync(context, null, credential) is { } proved && await StartAsync(context, proved, "hwk user"));

    private Task<bool> TryAsync<T>(HttpContext context, string method, Func<Actor, Task<Outcome<T>>> prove) => RefusedInTimeAsync(context, async () =>
    {
        if (await half.AccountAsync(context) is not { } account)
            return false;
        var proved = await prove(await sessions.ActorAsync(context, account));
        return proved.IsSuccess && await half.EndAsync(context) is { } first && await StartAsync(context, account, $"{first} {method}");
    });

    private async Task<bool> StartAsync(HttpContext context, Account account, string methods)
    {
        if (!await sessions.StartAsync(context, account, methods))
            return false;
        Started(account.Id, methods);
        return true;
    }

    private async Task<bool> RefusedInTimeAsync(HttpContext context, Func<Task<bool>> attempt)
    {
        var asked = clock.GetTimestamp();
        try
        {
            if (await attempt())
                return true;
        }
        catch (Exception fault) when (DatabaseBusy.Is(fault))
        {
            Busy();
        }

        Refused();
        if (await half.AccountAsync(context) is { } account)
        {
            journal.Refused(
                account.UserName ?? "", await sessions.ActorAsync(context, account), SignInReasons.WrongSecondFactor, AddressText.Of(context.Connection.RemoteIpAddress));
        }

        gate.Count(context, "");
        await SignIn.NotBefore(clock, asked);
        return false;
    }

    [LoggerMessage(EventId = 7003, Level = LogLevel.Information, Message = "session started for account {AccountId} by {Methods}")]
    private partial void Started(string accountId, string methods);

    [LoggerMessage(EventId = 7004, Level = LogLevel.Warning, Message = "second step of a sign-in refused")]
    private partial void Refused();

    [LoggerMessage(EventId = 7005, Level = LogLevel.Warning, Message = "second step of a sign-in not looked at: the database is busy")]
    private partial void Busy();
}
