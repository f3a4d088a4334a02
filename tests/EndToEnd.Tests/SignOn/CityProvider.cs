using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace EndToEnd.Tests.SignOn;

/// <summary>
/// A real OpenID Connect provider (OpenIddict) under another host name than the console's. Whoever comes is the person that the test names; what it signs can be
/// spoilt on its way out.
/// </summary>
internal sealed class CityProvider : IAsyncDisposable
{
    public const string ClientId = "soc";
    public const string Secret = "bi-mat-cua-may-khach-1";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "city" };
    private readonly HashSet<string> _usedCodes = new(StringComparer.Ordinal);
    private WebApplication? _app;

    public Uri Address { get; private set; } = null!;

    public string Subject { get; set; } = "1001";

    public string[] Groups { get; set; } = ["soc-truc-ca"];

    public string[] Methods { get; set; } = ["pwd", "otp"];

    /// <summary>When the person last proved who he is (<c>auth_time</c>); null = the token does not say.</summary>
    public DateTimeOffset? ProvedAt { get; set; }

    /// <summary>What happens to the identity token before the client gets it.</summary>
    public Func<string, string>? Spoil { get; set; }

    public bool Denies { get; set; }

    public SigningCredentials Credentials => new(_key, SecurityAlgorithms.RsaSha256);

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication();
        builder.Services.AddOpenIddict().AddServer(server => Configure(server));
        _app = builder.Build();
        _app.UseAuthentication();
        await _app.StartAsync();
        var bound = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Address = new UriBuilder(bound) { Host = "localhost" }.Uri;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    /// <summary>The same token with other claims, signed by the provider's own key or by another.</summary>
    public string Resign(string token, Action<Dictionary<string, object>> change, SigningCredentials? by = null)
    {
        var claims = new JsonWebTokenHandler().ReadJsonWebToken(token).Claims.GroupBy(c => c.Type, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => g.Key is Claims.IssuedAt or Claims.ExpiresAt or Claims.NotBefore ? long.Parse(g.First().Value, System.Globalization.CultureInfo.InvariantCulture)
                : g.Count() > 1 ? g.Select(c => c.Value).ToArray() : (object)g.First().Value,
            StringComparer.Ordinal);
        change(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = by ?? Credentials });
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/logout")
            .RegisterScopes(Scopes.OpenId, Scopes.Profile)
            .AddEphemeralEncryptionKey().AddSigningKey(_key);
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(b => b.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId)
                context.Reject(Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(b => b.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret != Secret)
                context.Reject(Errors.InvalidClient);
            else if (!_usedCodes.Add(context.Request.Code ?? ""))
                context.Reject(Errors.InvalidGrant);
            return default;
        }));
        server.AddEventHandler<ValidateEndSessionRequestContext>(b => b.UseInlineHandler(static _ => default));
        server.AddEventHandler<HandleAuthorizationRequestContext>(b => b.UseInlineHandler(context =>
        {
            if (Denies)
                context.Reject(Errors.AccessDenied);
            else
                context.SignIn(Person());
            return default;
        }));
        server.AddEventHandler<HandleEndSessionRequestContext>(b => b.UseInlineHandler(static context =>
        {
            context.SignOut();
            return default;
        }));
        server.AddEventHandler<ApplyTokenResponseContext>(b => b.UseInlineHandler(context =>
        {
            if (context.Response.IdToken is { } token && Spoil is { } spoil)
                context.Response.IdToken = spoil(token);
            return default;
        }).SetOrder(int.MinValue));
    }

    private ClaimsPrincipal Person()
    {
        var identity = new ClaimsIdentity("city", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Subject).SetClaim(Claims.Name, "Nguyễn Văn Tỉnh")
            .SetClaims("groups", [.. Groups]).SetClaims(Claims.AuthenticationMethodReference, [.. Methods]);
        if (ProvedAt is { } at)
            identity.SetClaim(Claims.AuthenticationTime, at.ToUnixTimeSeconds());
        identity.SetDestinations(static _ => [Destinations.IdentityToken]);
        var person = new ClaimsPrincipal(identity);
        person.SetScopes(Scopes.OpenId, Scopes.Profile);
        return person;
    }
}
