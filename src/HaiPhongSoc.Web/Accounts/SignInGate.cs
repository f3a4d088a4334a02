using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HaiPhongSoc.Web.Frame;
using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>
/// Slows guessing down before anything is read from the database. Only refusals count, by address and by name: a room of people behind one address signs
/// in at the change of shift, while who guesses, at one name from many addresses or at many names from one, is told to wait.
/// </summary>
internal sealed class SignInGate(int perMinute, TimeProvider clock)
{
    // What is under way has not been refused yet; more than this at once is nobody's room.
    private const int AtOnce = 40;

    private static readonly string[] Guarded = [Paths.SignIn, Paths.SecondStep, Paths.SignInChallenge, Paths.Unlock];

    private readonly RefusalCount _addresses = new(perMinute, clock);
    private readonly RefusalCount _names = new(perMinute, clock);
    private readonly RefusalCount _underWay = new(AtOnce, clock);

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !Guarded.Any(path => context.Request.Path.Equals(path, StringComparison.OrdinalIgnoreCase)))
        {
            await next(context);
            return;
        }

        var from = AddressOf(context.Connection.RemoteIpAddress);
        if (_addresses.WaitOf(from) is { } wait)
        {
            Refuse(context, wait);
            return;
        }

        if (_underWay.WaitOf(from) is not null)
        {
            Refuse(context, TimeSpan.FromSeconds(5));
            return;
        }

        _underWay.Add(from);
        try
        {
            await next(context);
            // What is not even a form of ours.
            if (context.Response.StatusCode is >= 400 and not StatusCodes.Status429TooManyRequests)
                _addresses.Add(from);
        }
        finally
        {
            _underWay.TakeBack(from);
        }
    }

    /// <summary>How long nobody may try this name; null: now.</summary>
    public TimeSpan? WaitOf(string name) => _names.WaitOf(name.ToUpperInvariant());

    /// <summary>An attempt was refused.</summary>
    /// <param name="name">As typed; empty where the attempt was at no name.</param>
    public void Count(HttpContext context, string name)
    {
        _addresses.Add(AddressOf(context.Connection.RemoteIpAddress));
        if (name.Length > 0)
            _names.Add(name.ToUpperInvariant());
    }

    public static void Refuse(HttpContext context, TimeSpan wait)
    {
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
}
