using System.Globalization;
using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Accounts.SignOn;

/// <summary>
/// A session here that is locked or over asks for a proof, and the provider's own session, which may stand for days, is none: the person is asked anew there
/// (<c>prompt=login</c>, <c>max_age=0</c>), and the token must say that it happened (<c>auth_time</c>, OpenID Connect Core 3.1.2.1).
/// </summary>
internal static class Reproof
{
    private const string AskedAt = "soc:anew";

    // Two clocks.
    private const long Skew = 60;

    /// <summary>What the way to the provider carries.</summary>
    public static AuthenticationProperties Ask(HttpContext context, string back, TimeProvider clock)
    {
        var way = new OpenIdConnectChallengeProperties { RedirectUri = back };
        if (KnownSession.Of(context) is not { Standing.State: SessionState.Locked or SessionState.Over })
            return way;
        (way.Prompt, way.MaxAge) = ("login", TimeSpan.Zero);
        way.Items[AskedAt] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return way;
    }

    /// <summary>False where a proof was asked for anew and the token does not say that one was shown since.</summary>
    public static bool Holds(AuthenticationProperties? way, ClaimsPrincipal person)
    {
        if (way is null || !way.Items.TryGetValue(AskedAt, out var asked))
            return true;
        return long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
            && long.TryParse(person.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
            && shown >= since - Skew;
    }
}
