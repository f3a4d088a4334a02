using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Web.Security;

/// <summary>What the session cookie says of a person beside Identity's own claims.</summary>
internal sealed class ConsoleClaims(UserManager<Account> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account, IdentityRole>(users, roles, options)
{
    public const string DisplayName = "soc:name";
    public const string MustChangePassword = "soc:must-change-password";
    public const string Organisation = "soc:organisation";

    /// <summary>The address of the connection that the session, or the circuit, was last checked on.</summary>
    public const string Address = "soc:address";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName.Length > 0 ? user.DisplayName : user.UserName ?? user.Id));
        if (user.OrganisationCode is { } organisation)
            identity.AddClaim(new Claim(Organisation, organisation));
        if (user.MustChangePassword)
            identity.AddClaim(new Claim(MustChangePassword, "1"));
        return identity;
    }

    public static bool MustChange(ClaimsPrincipal person) => person.HasClaim(c => c.Type == MustChangePassword);

    /// <summary>The person as Operations knows who asks. Throws where nobody is signed in: no page gets that far.</summary>
    public static Actor ActorOf(ClaimsPrincipal person) => person.Identity is Api.ActorIdentity program ? program.Asker : PersonOf(person);

    private static Actor PersonOf(ClaimsPrincipal person) => new(
        person.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("nobody is signed in"),
        person.FindFirstValue(DisplayName) ?? person.Identity?.Name ?? "",
        [.. person.FindAll(ClaimTypes.Role).Select(c => c.Value)])
    {
        OrganisationCode = person.FindFirstValue(Organisation),
        Address = person.FindFirstValue(Address) ?? "",
    };
}
