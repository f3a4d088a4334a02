using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.External;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Web.Accounts.SignOn;

/// <summary>From a token that was checked to a session, to the second step, or to the code of a refusal.</summary>
internal sealed partial class OidcEntry(
    SignOnOptions options, IOperations operations, ConsoleSessions sessions, HalfSignIn half, AccountPolicy policy, ISignInJournal journal,
    IServiceScopeFactory scopes, ILogger<OidcEntry> log)
{
    /// <summary>Where the person goes on: to <paramref name="back"/>, to the second step, or to the page that says why not (<see cref="SignOnFault"/>).</summary>
    public async Task<string> EnterAsync(HttpContext context, ClaimsPrincipal person, string back)
    {
        if (person.FindFirst("sub") is not { Value.Length: > 0 } subject || person.FindFirstValue("iss") is not { Length: > 0 } issuer)
            return Paths.SignOnRefusedFor(SignOnFault.Token);
        var mapped = RoleMap.Of(person, options);
        var name = person.FindFirstValue("name") ?? person.FindFirstValue("preferred_username") ?? "";
        var address = AddressText.Of(context.Connection.RemoteIpAddress);
        var admitted = await operations.SendAsync(
            new AdmitExternalAccount(
                Actor.Program with { Address = address }, issuer, subject.Value, name, mapped.Roles, mapped.OrganisationCode, options.CreateAccounts),
            CancellationToken.None);
        if (!admitted.IsSuccess)
            return Refuse(name, null, address, SignOnFault.Provider);
        await using var scope = scopes.CreateAsyncScope();
        var account = await AccountAsync(scope.ServiceProvider, admitted.Value.AccountId);
        var known = account is null ? null : await sessions.ActorAsync(context, account);
        return admitted.Value.Refusal switch
        {
            null when account is not null => await StartAsync(context, scope.ServiceProvider, account, RoleMap.IsTwoFactor(person, options), back)
                ?? Refuse(name, known, address, SignOnFault.Closed),
            ExternalRefusal.NoRole or ExternalRefusal.Unknown => Refuse(name, known, address, SignOnFault.Role),
            _ => Refuse(name, known, address, SignOnFault.Closed),
        };
    }

    // Read afresh: this request may hold the account as it was before the provider's word.
    private static async Task<Account?> AccountAsync(IServiceProvider services, string? id) =>
        id is null ? null : await services.GetRequiredService<UserManager<Account>>().FindByIdAsync(id);

    // Two factors at the provider do; after one of them ours is asked for, as after a password. Whoever has none yet sets it up before anything else.
    private async Task<string?> StartAsync(HttpContext context, IServiceProvider services, Account account, bool twoFactors, string back)
    {
        if (!twoFactors && policy.RequiresSecondFactor && await HasFactorAsync(services, account))
        {
            await half.BeginAsync(context, account, SignOnMethods.Provider);
            return Paths.SecondStepTo(back);
        }

        // The provider's answer is taken before anybody has looked at the cookie of an older session.
        await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!await sessions.StartAsync(context, account, twoFactors ? SignOnMethods.TwoFactors : SignOnMethods.Provider))
            return null;
        Started(account.Id);
        return back;
    }

    private static async Task<bool> HasFactorAsync(IServiceProvider services, Account account) =>
        account.TotpSecret is not null || (await services.GetRequiredService<UserManager<Account>>().GetPasskeysAsync(account)).Count > 0;

    private string Refuse(string name, Actor? account, string address, string fault)
    {
        journal.Refused(name, account, fault == SignOnFault.Closed ? SignInReasons.Locked : SignInReasons.NotPermitted, address);
        Refused(fault);
        return Paths.SignOnRefusedFor(fault);
    }

    [LoggerMessage(EventId = 7010, Level = LogLevel.Information, Message = "session started for account {AccountId} by single sign-on")]
    private partial void Started(string accountId);

    [LoggerMessage(EventId = 7011, Level = LogLevel.Warning, Message = "single sign-on refused: {Reason}")]
    private partial void Refused(string reason);
}
