using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Accounts;
using HaiPhongSoc.Web.Api;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace HaiPhongSoc.Web.Duties;

/// <summary>
/// What a calendar program reads: <c>GET /lich/LINK.ics</c>. The link is all that it shows of itself, so every reason not to serve it looks the same (404),
/// whoever guesses is shut out for a while, and one link is read only so often.
/// </summary>
internal sealed class CalendarFeedEndpoint(ICalendarFeeds feeds, IOperations operations, ConsoleOptions options, TimeProvider clock) : IDisposable
{
    private const string Ending = ".ics";
    private const int ReadingsPerMinute = 20;
    private const int LongestLink = 256;

    private const long Ahead = 400L * 86_400_000_000;
    private const long Behind = 92L * 86_400_000_000;

    // Of its own: whoever guesses here takes no token's share behind the same address.
    private readonly GuessGate _gate = new(options.Api);
    private readonly PartitionedRateLimiter<string> _readings = PartitionedRateLimiter.Create<string, string>(id => RateLimitPartition.GetFixedWindowLimiter(
        id, _ => new FixedWindowRateLimiterOptions { PermitLimit = ReadingsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapMethods($"{Paths.Calendar}/{{link}}", [HttpMethods.Get, HttpMethods.Head], (string link, CalendarFeedEndpoint endpoint, HttpContext context) => endpoint.SendAsync(link, context))
        .AllowAnonymous();

    public void Dispose()
    {
        _gate.Dispose();
        _readings.Dispose();
    }

    private async Task<IResult> SendAsync(string link, HttpContext context)
    {
        var from = context.Connection.RemoteIpAddress;
        if (_gate.IsShut(from))
            return Wait(context);
        var stopping = context.RequestAborted;
        if (link.Length > LongestLink || !link.EndsWith(Ending, StringComparison.Ordinal) || await feeds.FindAsync(link[..^Ending.Length], AddressText.Of(from), stopping) is not { } feed)
        {
            _gate.Count(from);
            return Results.NotFound();
        }

        using var lease = _readings.AttemptAcquire(feed.Id);
        if (!lease.IsAcquired)
            return Wait(context);
        var now = Events.UtcMicroseconds.Now(clock);
        if ((await operations.SendAsync(new ListDuties(feed.Actor, SystemCode: feed.SystemCode, DueBefore: now + Ahead), stopping)).Value is not { } duties)
            return Results.NotFound();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(feed.Language);
        var owed = new DutyFilter(null, null, feed.OwedBy, feed.SystemCode);
        var shown = duties.Items.Where(d => owed.IsOfWhom(d) && (d.State == DutyState.Overdue || d.DueAt > now - Behind)).ToList();
        return File(DutyCalendar.Write(shown, feed, Console(context.Request), now));
    }

    // Half an hour of a quiet calendar costs nothing on the wire: the same bytes have the same tag.
    private static IResult File(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Results.File(bytes, "text/calendar; charset=utf-8", "soc.ics", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\""));
    }

    private Uri Console(HttpRequest request) => options.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");

    private static IResult Wait(HttpContext context)
    {
        SignInGate.Refuse(context, TimeSpan.FromMinutes(1));
        return Results.Empty;
    }
}
