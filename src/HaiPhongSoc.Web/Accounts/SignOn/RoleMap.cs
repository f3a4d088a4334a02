using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts;

namespace HaiPhongSoc.Web.Accounts.SignOn;

/// <summary>What a person's claims are worth here.</summary>
/// <param name="Roles">None where the claims give none, or bind to two organisations at once.</param>
internal sealed record MappedRoles(IReadOnlyList<string> Roles, string? OrganisationCode);

internal static class RoleMap
{
    // RFC 8176, by what each of them is: something known, something held, something of the body.
    private static readonly string[] Known = ["pwd", "pin", "kba"];
    private static readonly string[] Held = ["otp", "hwk", "swk", "sc", "sms", "tel", "pop"];
    private static readonly string[] OfTheBody = ["face", "fpt", "iris", "retina", "vbm", "user"];

    public static MappedRoles Of(ClaimsPrincipal person, SignOnOptions options)
    {
        List<RoleMapEntry> entries = [.. options.RoleMap.Where(entry => person.HasClaim(entry.Claim, entry.Value))];
        List<string> organisations = [.. entries.Select(e => e.Organisation).Where(o => o.Length > 0).Distinct(StringComparer.Ordinal)];
        if (organisations.Count > 1)
            return new MappedRoles([], null);
        var roles = entries.SelectMany(e => e.Roles).Distinct(StringComparer.Ordinal)
            .Where(role => RoleNames.All.Contains(role, StringComparer.Ordinal) && (options.AllowAdministrator || role != RoleNames.Administrator));
        // Who is bound by one entry is bound altogether: the narrower one holds.
        return new MappedRoles([.. roles], organisations.SingleOrDefault());
    }

    /// <summary>Whether the token says that two factors were shown: <c>mfa</c>, two of different kinds, or a value of <c>acr</c> that is configured to mean it.</summary>
    public static bool IsTwoFactor(ClaimsPrincipal person, SignOnOptions options)
    {
        List<string> methods = [.. person.FindAll("amr").Select(c => c.Value)];
        string[][] kinds = [Known, Held, OfTheBody];
        return methods.Contains("mfa", StringComparer.Ordinal)
            || kinds.Count(kind => kind.Intersect(methods, StringComparer.Ordinal).Any()) > 1
            || (person.FindFirstValue("acr") is { } acr && options.TwoFactorAcr.Contains(acr, StringComparer.Ordinal));
    }
}
