using System.Net;
using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// The headers that every answer of the console carries. MudBlazor and Blazor write style attributes, hence the one 'unsafe-inline'. What does not say how long it may be
/// kept (assets do) is not kept anywhere: pages hold what only their reader may see.
/// </summary>
/// <param name="includeSubDomains">Whether HSTS covers the names below the host.</param>
internal sealed class ConsoleHeaders(bool includeSubDomains)
{
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    private readonly string _hsts = includeSubDomains ? "max-age=31536000; includeSubDomains" : "max-age=31536000";

    public Task WriteAsync(HttpContext context, RequestDelegate next)
    {
        // At the last moment: the page that stands for a fault begins with all headers cleared.
        context.Response.OnStarting(Write, context);
        return next(context);
    }

    private Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        if (context.Request.IsHttps && IsName(context.Request.Host.Host))
            headers.StrictTransportSecurity = _hsts;
        return Task.CompletedTask;
    }

    // Browsers ignore HSTS of an address; of localhost it would hold for every other program on the machine.
    private static bool IsName(string host) => !string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(host, out _);
}
