using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Threading.RateLimiting;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Web.Api;

/// <summary>Who asks, where it is not a person with a session.</summary>
internal sealed class ActorIdentity(Actor actor) : ClaimsIdentity(ApiAuthentication.Token)
{
    public Actor Asker => actor;
}

/// <summary>
/// <c>Authorization: Bearer</c> with a token of a service account. A request that carries the header is never taken for a person's, whatever its cookies:
/// a wrong token is refused and not passed over.
/// </summary>
internal sealed class ApiAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, GuessGate gate)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>A token.</summary>
    public const string Token = "soc-token";

    /// <summary>A token, or else a person's session.</summary>
    public const string Either = "soc-api";

    private const string Bearer = "Bearer ";
    private const int LongestToken = 256;

    private bool _isShut;

    public static void Add(AuthenticationBuilder builder)
    {
        builder.Services.AddSingleton<GuessGate>();
        builder.AddScheme<AuthenticationSchemeOptions, ApiAuthentication>(Token, configureOptions: null);
        builder.AddPolicyScheme(Either, displayName: null, scheme =>
        {
            scheme.ForwardDefaultSelector = context => context.Request.Headers.Authorization.Count > 0 ? Token : IdentityConstants.ApplicationScheme;
            scheme.ForwardChallenge = Token;
            scheme.ForwardForbid = Token;
        });
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header])
            return Request.Headers.Authorization.Count == 0 ? AuthenticateResult.NoResult() : AuthenticateResult.Fail("more than one");
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length > Bearer.Length + LongestToken)
            return AuthenticateResult.Fail("not a bearer token");
        var from = Context.Connection.RemoteIpAddress;
        _isShut = gate.IsShut(from);
        if (_isShut)
            return AuthenticateResult.Fail("too many wrong tokens");
        var tokens = Context.RequestServices.GetRequiredService<IApiTokens>();
        if (await tokens.ResolveAsync(header[Bearer.Length..].Trim(), from?.ToString() ?? "", Context.RequestAborted) is not { } actor)
        {
            gate.Count(from);
            return AuthenticateResult.Fail("not a token in force");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ActorIdentity(actor)), Token));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_isShut)
        {
            Response.Headers.RetryAfter = "60";
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count > 0 ? "Bearer realm=\"soc\", error=\"invalid_token\"" : "Bearer realm=\"soc\"";
        return Task.CompletedTask;
    }
}

/// <summary>Counts wrong tokens by address: whoever guesses costs us a look-up a few times a minute and then nothing.</summary>
internal sealed class GuessGate(ApiLimits limits) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(from => RateLimitPartition.GetFixedWindowLimiter(
        from, _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.WrongTokensPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public bool IsShut(IPAddress? from)
    {
        using var lease = _limiter.AttemptAcquire(SignInGate.AddressOf(from), 0);
        return !lease.IsAcquired;
    }

    public void Count(IPAddress? from) => _limiter.AttemptAcquire(SignInGate.AddressOf(from)).Dispose();

    public void Dispose() => _limiter.Dispose();
}
