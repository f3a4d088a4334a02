using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// What every request to the console passes first, in this order: the headers of the answer, what a trusted proxy says of the browser, the host name, the way it came
/// (HTTPS, or this machine), the origin, the size of its body.
/// </summary>
internal sealed class FrontDoor(ConsoleOptions options)
{
    /// <summary>What a form of ours can hold at most; an endpoint that takes uploads says so itself (<c>RequestSizeLimit</c>).</summary>
    public const long LargestForm = 1 << 20;

    private readonly ConsoleHeaders _headers = new(options.HstsIncludeSubDomains);

    public void Guard(IApplicationBuilder console)
    {
        console.Use(_headers.WriteAsync);
        if (options.TrustedProxies.Count > 0)
            console.UseForwardedHeaders(Forwarded());
        console.Use(CheckHostAsync).Use(CheckWayAsync).Use(SameOrigin.CheckAsync).Use(BoundBodyAsync);
    }

    private ForwardedHeadersOptions Forwarded()
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = options.ProxyHops,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.TrustedProxies)
            forwarded.KnownIPNetworks.Add(network);
        return forwarded;
    }

    // A name that an attacker controls can be made to point here; the reader's browser would then take our answers for his site's.
    private Task CheckHostAsync(HttpContext context, RequestDelegate next) =>
        IsOurs(context.Request.Host.Host) ? next(context) : Refuse(context, "this console is not known under that host name");

    private Task CheckWayAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.IsHttps || context.Connection.RemoteIpAddress is not { } from || IsThisMachine(from))
            return next(context);
        // Leads on to the same address would go in circles.
        if (options.TrustedProxies.Count > 0 && context.Request.Headers.ContainsKey("X-Original-For") && !context.Request.Headers.ContainsKey("X-Original-Proto"))
            return Refuse(context, "the reverse proxy does not say how the browser came: have it set X-Forwarded-Proto");
        // Whatever came in clear is not looked at: a form could hold a password.
        if (options.PublicUrl is not { Scheme: "https" } address || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
            return Refuse(context, "this console is reached over HTTPS only");
        context.Response.Redirect(Under(address, context.Request), permanent: true, preserveMethod: true);
        return Task.CompletedTask;
    }

    /// <summary>The same page at the public address; nothing of the request decides on the host.</summary>
    internal static string Under(Uri address, HttpRequest request) => address.GetLeftPart(UriPartial.Authority) + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

    internal bool IsOurs(string host) =>
        host.Length > 0
        && (IsLoopback(host)
            || string.Equals(host, options.PublicUrl?.Host, StringComparison.OrdinalIgnoreCase)
            || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase));

    // As browsers write it: 2130706433 is an address to the parser too.
    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address) && host.Trim('[', ']') == address.ToString());

    private static bool IsThisMachine(IPAddress from) => IPAddress.IsLoopback(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from);

    // Before routing, so that an endpoint's own bound wins.
    private static Task BoundBodyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
            bound.MaxRequestBodySize = LargestForm;
        return next(context);
    }

    private static Task Refuse(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
