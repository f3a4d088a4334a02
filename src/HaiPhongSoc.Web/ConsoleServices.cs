using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Web.Accounts;
using HaiPhongSoc.Web.Accounts.SignOn;
using HaiPhongSoc.Web.Api;
using HaiPhongSoc.Web.Duties;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Search;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace HaiPhongSoc.Web;

/// <summary>Puts the console into the container.</summary>
public static class ConsoleServices
{
    /// <summary>Signed in, but perhaps with a password that somebody else knows, or without a second factor: enough to mend that, for nothing else.</summary>
    internal const string SignedIn = "signed-in";

    /// <summary>
    /// Adds the console's pages, sign-in and security. Needs <c>AddOperations</c> (accounts and their stores) and <c>AddEventStore</c> in the same container.
    /// Every endpoint of the application then needs a signed-in person unless it says AllowAnonymous.
    /// </summary>
    public static IServiceCollection AddConsole(this IServiceCollection services, Action<ConsoleOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ConsoleOptions();
        configure?.Invoke(options);
        services.AddSingleton(new FrontDoor(options));

        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.VisibleStateDuration = 8_000;
            mud.SnackbarConfiguration.MaximumOpacity = 100;
            mud.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
            mud.SnackbarConfiguration.SnackbarVariant = Variant.Text;
            mud.SnackbarConfiguration.PreventDuplicates = false;
            mud.SnackbarConfiguration.ShowTransitionDuration = 100;
            mud.SnackbarConfiguration.HideTransitionDuration = 100;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Words>();
        services.AddScoped<Undo>();
        services.AddSingleton<EventReading>();
        services.Configure<RequestLocalizationOptions>(Languages);
        AddSessions(services, options);
        AddPermissions(services);
        services.AddApi(options.Api);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CalendarFeedEndpoint>(provider, options));
        return services;
    }

    private static void Languages(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture("vi").AddSupportedCultures("vi", "en").AddSupportedUICultures("vi", "en");
        options.ApplyCurrentCultureToResponseHeaders = true;
        // The city speaks Vietnamese whatever the browser prefers; English is chosen by hand.
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Preferences.LanguageCookie }];
    }

    private static void AddSessions(IServiceCollection services, ConsoleOptions options)
    {
        new IdentityBuilder(typeof(Account), typeof(IdentityRole), services)
            .AddSignInManager()
            .AddClaimsPrincipalFactory<ConsoleClaims>();
        services.TryAddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(passkeys => OnlyOurs(passkeys, options));
        services.AddSingleton<ISecretSeal, ProtectedSeal>();
        services.AddScoped<ConsoleSessions>();
        services.AddScoped<HalfSignIn>();
        services.AddScoped<SignIn>();
        services.AddScoped<Passkeys>();
        services.AddScoped<SecondStep>();
        services.AddScoped<SessionUnlock>();
        services.AddScoped<CircuitLock>();
        services.AddScoped<CircuitHandler, LockedCircuit>();
        services.AddSingleton(provider => new SignInGate(options.SignInsPerMinute, provider.GetRequiredService<TimeProvider>()));
        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, SessionCookie)
            .AddCookie(HalfSignIn.Scheme, HalfCookie)
            .AddCookie(KioskSession.Scheme, KioskSession.Cookie);
        services.AddSingleton(options.SignOn);
        if (options.SignOn.IsOn)
        {
            services.AddScoped<OidcEntry>();
            OidcScheme.Add(authentication, options.SignOn);
        }

        services.AddAntiforgery(antiforgery => antiforgery.Cookie = new AlwaysSecureCookie
        {
            Name = "__Host-soc-form",
            HttpOnly = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
        });
        options.KeepKeys?.Invoke(services.AddDataProtection().SetApplicationName("soc"));
    }

    private static void OnlyOurs(IdentityPasskeyOptions passkeys, ConsoleOptions options)
    {
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.AttestationConveyancePreference = "none";
        passkeys.AuthenticatorTimeout = HalfSignIn.Life;
        // Null: the host that the browser asked for, which the front door has let through.
        passkeys.ServerDomain = options.PublicUrl?.Host;
        passkeys.ValidateOrigin = context => ValueTask.FromResult(
            !context.CrossOrigin
            && Uri.TryCreate(context.Origin, UriKind.Absolute, out var from)
            && SameOrigin.IsOwn(from, context.HttpContext.Request));
    }

    private static void HalfCookie(CookieAuthenticationOptions cookie)
    {
        Harden(cookie.Cookie, "__Host-soc-buoc-hai");
        cookie.ExpireTimeSpan = HalfSignIn.Life;
        cookie.SlidingExpiration = false;
    }

    private static void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
    }

    private static void SessionCookie(CookieAuthenticationOptions cookie)
    {
        Harden(cookie.Cookie, "__Host-soc");
        // Each ticket says itself how long it holds.
        cookie.SlidingExpiration = false;
        cookie.LoginPath = Paths.SignIn;
        cookie.AccessDeniedPath = Paths.NotAllowed;
        cookie.ReturnUrlParameter = Paths.ReturnParameter;
        cookie.Events.OnValidatePrincipal = SessionCheck.ValidateAsync;
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized, context.RedirectUri);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(
            context,
            StatusCodes.Status403Forbidden,
            ConsoleClaims.MustChange(context.HttpContext.User) ? Paths.ChangePassword
            : ConsoleClaims.MustAdd(context.HttpContext.User) ? Paths.AddFactor
            : context.RedirectUri);
    }

    // A person is led on; a program and a socket are told no.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, string address)
    {
        if (ConsoleEndpoints.AsksForPage(context.Request))
            context.Response.Redirect(address);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static void AddPermissions(IServiceCollection services)
    {
        var full = new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
            .RequireAssertion(context => !ConsoleClaims.MustChange(context.User) && !ConsoleClaims.MustAdd(context.User)).Build();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(full)
            .SetFallbackPolicy(full)
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        services.AddSingleton<IAuthorizationHandler, MayHandler>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddHttpContextAccessor();
    }
}
