using System.Globalization;
using System.Threading.RateLimiting;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Api;

/// <summary>
/// Limits requests per token or person and area, and tells how many are left (<c>RateLimit-Policy</c>, <c>RateLimit</c>: IETF draft
/// ietf-httpapi-ratelimit-headers). Stands behind authorisation: who may not ask at all takes nobody's share.
/// </summary>
internal sealed class RateGate : IDisposable
{
    private const int PiecesPerMinute = 60;

    private readonly ApiLimits _limits;
    private readonly PartitionedRateLimiter<(string Who, string Area, int PerMinute)> _limiter;

    public RateGate(ApiLimits limits)
    {
        _limits = limits;
        _limiter = PartitionedRateLimiter.Create<(string Who, string Area, int PerMinute), (string, string)>(
            asker => RateLimitPartition.GetSlidingWindowLimiter(
                (asker.Who, asker.Area),
                _ => new SlidingWindowRateLimiterOptions { PermitLimit = asker.PerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = PiecesPerMinute, QueueLimit = 0 }));
    }

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>() is not { } route || context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var perMinute = route.Searches ? _limits.SearchesPerMinute : _limits.RequestsPerMinute;
        var asker = (ConsoleClaims.ActorOf(context.User).AccountId, route.Area, perMinute);
        using var lease = _limiter.AttemptAcquire(asker);
        var left = _limiter.GetStatistics(asker)?.CurrentAvailablePermits ?? 0;
        context.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{route.Area}\";q={perMinute};w=60");
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{route.Area}\";r={left}");
        if (lease.IsAcquired)
            await next(context);
        else
            await (ApiProblem.OfStatus(StatusCodes.Status429TooManyRequests) with { RetryAfter = 60 / PiecesPerMinute * 5 }).ExecuteAsync(context);
    }

    public void Dispose() => _limiter.Dispose();
}
