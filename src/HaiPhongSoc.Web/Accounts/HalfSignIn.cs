using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>
/// What lies between the two steps: a sealed cookie of five minutes that opens the second step and nothing else. It holds for the account as it was (by its
/// stamp), and once: the ticket that it names is taken when the second step is through.
/// </summary>
internal sealed class HalfSignIn(UserManager<Account> users, ISignInTickets tickets)
{
    public const string Scheme = "soc-half";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const string Purpose = "half";
    private const string Ticket = "soc:ticket";
    private const string Stamp = "soc:stamp";

    /// <param name="method">What the first step was: <c>pwd</c>, or <c>oidc</c>.</param>
    public async Task BeginAsync(HttpContext context, Account account, string method)
    {
        var ticket = await tickets.IssueAsync(Purpose, account.Id, method, Life, context.RequestAborted);
        var half = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, account.Id),
                new Claim(Ticket, ticket),
                new Claim(Stamp, await users.GetSecurityStampAsync(account)),
            ],
            Scheme);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(half), new AuthenticationProperties { IsPersistent = false, AllowRefresh = false });
    }

    /// <summary>Whose second step may be tried; null where there is none.</summary>
    public async Task<Account?> AccountAsync(HttpContext context) => (await ReadAsync(context))?.Account;

    /// <summary>The second step is through: the ticket is taken. What the first step was; null where another was before.</summary>
    public async Task<string?> EndAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } half || await tickets.TakeAsync(Purpose, half.Account.Id, half.Ticket, CancellationToken.None) is not { } method)
            return null;
        await context.SignOutAsync(Scheme);
        return method;
    }

    private async Task<(Account Account, string Ticket)?> ReadAsync(HttpContext context)
    {
        if (await context.AuthenticateAsync(Scheme) is not { Succeeded: true, Principal: { } half }
            || half.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id
            || half.FindFirstValue(Ticket) is not { } ticket
            || await users.FindByIdAsync(id) is not { } account
            || half.FindFirstValue(Stamp) != await users.GetSecurityStampAsync(account)
            || !await tickets.StandsAsync(Purpose, id, ticket, context.RequestAborted))
        {
            return null;
        }

        return (account, ticket);
    }
}
