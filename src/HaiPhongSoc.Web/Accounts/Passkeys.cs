using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>
/// The two ceremonies of WebAuthn, by Identity's handler. Challenges lie on our side, five minutes at most and for one answer; the browser holds only
/// which one is its own.
/// </summary>
internal sealed partial class Passkeys(
    IPasskeyHandler<Account> handler, ISignInTickets tickets, IOperations operations, ConsoleSessions sessions, UserManager<Account> users, ILogger<Passkeys> log)
{
    internal const string Cookie = "__Host-soc-khoa";

    private const string ToAdd = "passkey-new";
    private const string ToEnter = "passkey";
    private const int LongestCredential = 32_768;

    /// <summary>What <c>navigator.credentials.create</c> is given, as JSON.</summary>
    public async Task<string> BeginAddingAsync(HttpContext context, Account account)
    {
        var made = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id, Name = account.UserName ?? account.Id, DisplayName = account.DisplayName }, context);
        await KeepAsync(context, ToAdd, account.Id, made.AttestationState ?? "");
        return made.CreationOptionsJson;
    }

    /// <summary>What <c>navigator.credentials.get</c> is given, as JSON.</summary>
    /// <param name="account">Null: whoever the passkey says.</param>
    public async Task<string> BeginEnteringAsync(HttpContext context, Account? account)
    {
        var made = await handler.MakeRequestOptionsAsync(account, context);
        await KeepAsync(context, ToEnter, account?.Id ?? "", made.AssertionState ?? "");
        return made.RequestOptionsJson;
    }

    /// <summary>Adds what the browser made to the account.</summary>
    public async Task<Outcome<FactorAdded>> AddAsync(HttpContext context, Account account, string credential, string name)
    {
        if (await TakeAsync(context, ToAdd, account.Id) is { } state && credential.Length is > 0 and <= LongestCredential)
        {
            var made = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = state });
            if (made.Succeeded && made.UserEntity.Id == account.Id)
                return await operations.SendAsync(new AddPasskey(await sessions.ActorAsync(context, account), made.Passkey, name), CancellationToken.None);
            Refused(made.Failure?.Message ?? "made for another account");
        }

        return new Fault(FaultKind.Invalid, "account.passkey", new Wording(
            "khóa truy cập không đăng ký được: thử lại từ đầu", "the passkey could not be registered: begin again"));
    }

    /// <summary>Whose passkey answered; null where none that may enter did.</summary>
    /// <param name="account">Who it must be; null: whoever the passkey says.</param>
    public async Task<Account?> ProveAsync(HttpContext context, Account? account, string credential)
    {
        if (await TakeAsync(context, ToEnter, account?.Id ?? "") is not { } state || credential.Length is 0 or > LongestCredential)
            return null;
        var asserted = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = state });
        if (!asserted.Succeeded)
        {
            Refused(asserted.Failure.Message);
            return null;
        }

        if (account is not null && asserted.User.Id != account.Id)
            return null;
        var used = await operations.SendAsync(new UsePasskey(await sessions.ActorAsync(context, asserted.User), asserted.Passkey), CancellationToken.None);
        return used.IsSuccess ? await users.FindByIdAsync(asserted.User.Id) : null;
    }

    private async Task KeepAsync(HttpContext context, string purpose, string accountId, string state)
    {
        var ticket = await tickets.IssueAsync(purpose, accountId, state, HalfSignIn.Life, context.RequestAborted);
        context.Response.Cookies.Append(Cookie, ticket, Options());
    }

    private async Task<string?> TakeAsync(HttpContext context, string purpose, string accountId)
    {
        if (context.Request.Cookies[Cookie] is not { Length: 32 } ticket)
            return null;
        context.Response.Cookies.Delete(Cookie, Options());
        return await tickets.TakeAsync(purpose, accountId, ticket, CancellationToken.None);
    }

    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };

    [LoggerMessage(EventId = 7006, Level = LogLevel.Warning, Message = "passkey refused: {Reason}")]
    private partial void Refused(string reason);
}
