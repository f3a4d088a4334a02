using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// Refuses what another site's page sends with the reader's cookie: a WebSocket needs an Origin that is our own (browsers always send one, and
/// SameSite does not cover WebSockets everywhere), and so does every request that changes something, where an Origin is given.
/// </summary>
internal static class SameOrigin
{
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (IsAllowed(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    public static bool IsAllowed(HttpRequest request)
    {
        var opensSocket = IsWebSocket(request);
        if (!opensSocket && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            return true;
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return !opensSocket;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsOwn(from, request);
    }

    /// <summary>True where that is the origin at which the browser asked.</summary>
    public static bool IsOwn(Uri from, HttpRequest request) =>
        string.Equals(from.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(from.Authority, Authority(request), StringComparison.OrdinalIgnoreCase);

    // HTTP/2 opens a WebSocket by CONNECT, HTTP/1.1 by an upgrade.
    private static bool IsWebSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);

    private static string Authority(HttpRequest request) =>
        request.Host.Port is { } port && port != (request.IsHttps ? 443 : 80) ? request.Host.Value ?? "" : request.Host.Host;
}
