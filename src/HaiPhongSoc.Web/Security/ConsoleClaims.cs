using System.Globalization;
using System.Security.Claims;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.External;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Web.Security;

/// <summary>What the session cookie says of a person beside Identity's own claims.</summary>
internal sealed class ConsoleClaims(UserManager<Account> users, RoleManager<IdentityRole> roles, AccountPolicy policy, TimeProvider clock, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account, IdentityRole>(users, roles, options)
{
    public const string DisplayName = "soc:name";
    public const string MustChangePassword = "soc:must-change-password";
    public const string Organisation = "soc:organisation";

    /// <summary>The address of the connection that the session, or the circuit, was last checked on.</summary>
    public const string Address = "soc:address";

    /// <summary>The session's id (<see cref="Operations.Accounts.Sessions.IAccountSessions"/>).</summary>
    public const string Session = "soc:session";

    /// <summary>By what the session was opened, words of RFC 8176.</summary>
    public const string Methods = "amr";

    /// <summary>Nothing may be done before a second factor, or the passkey that is owed, is set up.</summary>
    public const string MustAddFactor = "soc:must-add-factor";

    /// <summary>Until when another factor than a passkey does, UTC microseconds.</summary>
    public const string PasskeyOwedUntil = "soc:passkey-owed-until";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName.Length > 0 ? user.DisplayName : user.UserName ?? user.Id));
        if (user.OrganisationCode is { } organisation)
            identity.AddClaim(new Claim(Organisation, organisation));
        var held = identity.FindAll(ClaimTypes.Role).Select(c => c.Value).ToList();
        if (policy.MustChangePassword(user, held))
            identity.AddClaim(new Claim(MustChangePassword, "1"));
        if (policy.RequiresSecondFactor)
            await AddFactorClaimsAsync(identity, user, held);
        return identity;
    }

    private async Task AddFactorClaimsAsync(ClaimsIdentity identity, Account user, IReadOnlyList<string> held)
    {
        var hasPasskey = (await UserManager.GetPasskeysAsync(user)).Count > 0;
        var owed = policy.PasskeyOwedUntil(user, held, hasPasskey);
        if (owed is { } until)
            identity.AddClaim(new Claim(PasskeyOwedUntil, until.ToString(CultureInfo.InvariantCulture)));
        if ((!hasPasskey && user.TotpSecret is null) || owed <= UtcMicroseconds.Now(clock))
            identity.AddClaim(new Claim(MustAddFactor, "1"));
    }

    /// <summary>Both factors were shown elsewhere: none of ours is owed in this session.</summary>
    public static void OweNothing(ClaimsIdentity identity)
    {
        foreach (var owed in identity.FindAll(claim => claim.Type is MustAddFactor or PasskeyOwedUntil).ToList())
            identity.RemoveClaim(owed);
    }

    public static bool MustAdd(ClaimsPrincipal person) => person.HasClaim(c => c.Type == MustAddFactor);

    /// <summary>True where the session was opened by single sign-on.</summary>
    public static bool IsOfProvider(ClaimsPrincipal person) => SignOnMethods.IsOfProvider(person.FindFirstValue(Methods) ?? "");

    public static string? SessionOf(ClaimsPrincipal person) => person.FindFirstValue(Session);

    /// <summary>When the passkey is due; null where none is owed.</summary>
    public static long? OwedUntil(ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(PasskeyOwedUntil), NumberStyles.None, CultureInfo.InvariantCulture, out var until) ? until : null;

    public static bool MustChange(ClaimsPrincipal person) => person.HasClaim(c => c.Type == MustChangePassword);

    /// <summary>The person as Operations knows who asks. Throws where nobody is signed in: no page gets that far.</summary>
    public static Actor ActorOf(ClaimsPrincipal person) => person switch
    {
        { Identity: Api.ActorIdentity program } => program.Asker,
        _ when KioskSession.Is(person) => ScreenOf(person),
        _ => PersonOf(person),
    };

    private static Actor PersonOf(ClaimsPrincipal person) => new(
        person.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("nobody is signed in"),
        person.FindFirstValue(DisplayName) ?? person.Identity?.Name ?? "",
        [.. person.FindAll(ClaimTypes.Role).Select(c => c.Value)])
    {
        OrganisationCode = person.FindFirstValue(Organisation),
        Address = person.FindFirstValue(Address) ?? "",
    };

    private static Actor ScreenOf(ClaimsPrincipal screen) =>
        Actor.Kiosk(screen.FindFirstValue(ClaimTypes.NameIdentifier) ?? "kiosk", screen.FindFirstValue(DisplayName) ?? "");
}
