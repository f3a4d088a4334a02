using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using HaiPhongSoc.Web.Frame;
using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>Counts attempts to sign in by address, before anything is read from the database: guessing is slow, and costs us next to nothing.</summary>
internal sealed class SignInGate : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public SignInGate(int perMinute) => _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(
            AddressOf(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Path.Equals(Paths.SignIn, StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        using var lease = _limiter.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : TimeSpan.FromMinutes(1);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Who counts as one: an IPv4 address, or the /64 that one subscriber of IPv6 has.</summary>
    internal static string AddressOf(IPAddress? from)
    {
        if (from is null)
            return "";
        if (from.IsIPv4MappedToIPv6)
            from = from.MapToIPv4();
        return from.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(from.GetAddressBytes(), 0, 8) : from.ToString();
    }

    public void Dispose() => _limiter.Dispose();
}
