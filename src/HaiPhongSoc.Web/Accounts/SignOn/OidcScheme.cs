using HaiPhongSoc.Operations;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HaiPhongSoc.Web.Accounts.SignOn;

/// <summary>
/// The framework's OpenID Connect client: authorization code with PKCE. The answer comes in the query (a code that is of use to its client only): a form that
/// another site posts would come without the SameSite=Lax cookies that hold state and nonce.
/// </summary>
internal static partial class OidcScheme
{
    public const string Name = "soc-oidc";

    /// <summary>So long a person may take at the provider.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    // No symmetric ones: whoever knows the client's secret must not be able to write tokens.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void Add(AuthenticationBuilder authentication, SignOnOptions options) => authentication.AddOpenIdConnect(Name, oidc => Configure(oidc, options));

    private static void Configure(OpenIdConnectOptions oidc, SignOnOptions options)
    {
        oidc.Authority = options.Authority;
        oidc.RequireHttpsMetadata = !new Uri(options.Authority).IsLoopback;
        oidc.ClientId = options.ClientId;
        oidc.ClientSecret = options.ClientSecretFile.Length > 0 ? File.ReadAllText(options.ClientSecretFile).Trim() : options.ClientSecret;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.SaveTokens = false;
        oidc.MapInboundClaims = false;
        oidc.DisableTelemetry = true;
        oidc.SignInScheme = IdentityConstants.ApplicationScheme;
        oidc.CallbackPath = Paths.SignOnReturn;
        oidc.SignedOutCallbackPath = Paths.SignOnLeft;
        oidc.SignedOutRedirectUri = Paths.SignIn;
        oidc.RemoteSignOutPath = PathString.Empty;
        oidc.BackchannelTimeout = TimeSpan.FromSeconds(15);
        oidc.RemoteAuthenticationTimeout = Life;
        oidc.CorrelationCookie = Cookie("__Host-soc-sso-");
        oidc.NonceCookie = Cookie("__Host-soc-nonce-");
        oidc.ProtocolValidator.NonceLifetime = Life;
        foreach (var scope in options.Scopes)
            oidc.Scope.Add(scope);
        // Issuer and keys come from discovery; issuer, audience, signature and lifetime are checked by default, unsigned tokens are refused.
        oidc.TokenValidationParameters.ValidAlgorithms = Algorithms;
        oidc.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        // What the defaults drop is needed: who said it, and how the person was proved.
        oidc.ClaimActions.Clear();
        oidc.Events = new OpenIdConnectEvents
        {
            OnMessageReceived = CheckIssuerAsync,
            OnTicketReceived = EnterAsync,
            OnRemoteFailure = FailAsync,
            OnAccessDenied = DenyAsync,
            OnRedirectToIdentityProviderForSignOut = NameClient,
        };
    }

    private static CookieBuilder Cookie(string name) => new()
    {
        Name = name,
        HttpOnly = true,
        SecurePolicy = CookieSecurePolicy.Always,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
        Expiration = Life,
    };

    // RFC 9207: the answer says which provider gave it, so that another's cannot be slipped in.
    private static async Task CheckIssuerAsync(MessageReceivedContext context)
    {
        if (context.Options.ConfigurationManager is not { } manager)
            return;
        var provider = await manager.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var said = context.ProtocolMessage.Iss;
        if (said is null && !provider.AuthorizationResponseIssParameterSupported)
            return;
        if (said != provider.Issuer)
            context.Fail(new SecurityTokenInvalidIssuerException("the answer comes from another provider"));
    }

    private static async Task EnterAsync(TicketReceivedContext context)
    {
        string next;
        try
        {
            next = Reproof.Holds(context.Properties, context.Principal!)
                ? await context.HttpContext.RequestServices.GetRequiredService<OidcEntry>().EnterAsync(context.HttpContext, context.Principal!, LocalUrl.OrHome(context.ReturnUri))
                : Paths.SignOnRefusedFor(SignOnFault.Anew);
        }
        catch (Exception busy) when (DatabaseBusy.Is(busy))
        {
            next = Paths.SignOnRefusedFor(SignOnFault.Provider);
        }

        context.HandleResponse();
        context.Response.Redirect(next);
    }

    private static Task DenyAsync(AccessDeniedContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(Paths.SignOnRefusedFor(SignOnFault.Denied));
        return Task.CompletedTask;
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        var fault = FaultOf(context.Failure);
        Failed(context.HttpContext.RequestServices.GetRequiredService<ILogger<OidcEntry>>(), fault, Accounts.SignIn.Escaped(context.Failure?.Message ?? "", 300));
        context.HandleResponse();
        context.Response.Redirect(Paths.SignOnRefusedFor(fault));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Only what is known to be the answer of another request is <see cref="SignOnFault.State"/>, only what came from or of the connection to the provider is
    /// <see cref="SignOnFault.Provider"/>: whatever else went wrong, went wrong with the token.
    /// </summary>
    internal static string FaultOf(Exception? failure)
    {
        if (failure is AuthenticationFailureException { InnerException: null } && OfState.Exists(known => failure.Message.Contains(known, StringComparison.OrdinalIgnoreCase)))
            return SignOnFault.State;
        for (var fault = failure; fault is not null; fault = fault.InnerException)
        {
            if (fault is HttpRequestException or IOException or TaskCanceledException || (fault is OpenIdConnectProtocolException && fault.Data.Contains("error")))
                return SignOnFault.Provider;
        }

        return SignOnFault.Token;
    }

    // The framework has no codes for them.
    private static readonly List<string> OfState = ["Correlation failed", "state was missing or invalid", "message.State"];

    // No token is kept that could be the hint; the client's name does for providers that follow the specification of 2022.
    private static Task NameClient(RedirectContext context)
    {
        context.ProtocolMessage.ClientId = context.Options.ClientId;
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 7012, Level = LogLevel.Warning, Message = "single sign-on failed with {Fault}: {Why}")]
    private static partial void Failed(ILogger log, string fault, string why);
}
