using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// A cookie that is Secure whatever the request was. Antiforgery's own "Always" refuses to work on plain HTTP even on loopback, which browsers
/// treat as trustworthy and `soc demo` serves on.
/// </summary>
internal sealed class AlwaysSecureCookie : CookieBuilder
{
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = true;
        return options;
    }
}
