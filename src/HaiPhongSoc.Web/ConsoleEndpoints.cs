using HaiPhongSoc.Operations;
using HaiPhongSoc.Web.Accounts;
using HaiPhongSoc.Web.Api;
using HaiPhongSoc.Web.Audit;
using HaiPhongSoc.Web.Duties;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Register;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Web;

/// <summary>Puts the console onto a web application.</summary>
public static class ConsoleEndpoints
{
    /// <summary>
    /// Adds the console's middleware (headers, same origin, errors as pages, language, sign-in) and its endpoints. Call it before endpoints of others are
    /// run; those need AllowAnonymous where no person signs in. <paramref name="serves"/> says which requests are the console's (the host keeps log
    /// shippers' and probes' listeners apart); default: all. For a request that is not, the console's pages do not exist.
    /// </summary>
    public static WebApplication MapConsole(this WebApplication app, Func<HttpContext, bool>? serves = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        serves ??= static _ => true;
        // A build that was not published finds its style sheets through the manifest; nothing happens where there is none.
        StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
        if (!app.Environment.WebRootFileProvider.GetFileInfo("_framework/blazor.web.js").Exists)
            throw new InvalidOperationException("the console's script is not among the program's assets: set RequiresAspNetWebAssets in the host's project");

        LocalTime.Use(TimeZoneInfo.FindSystemTimeZoneById(app.Services.GetRequiredService<IOptions<OperationsOptions>>().Value.TimeZone));
        app.UseWhen(context => serves(context) && ApiDoor.Serves(context.Request), api => api.Use(app.Services.GetRequiredService<ApiDoor>().PassAsync));
        app.UseWhen(serves, app.Services.GetRequiredService<FrontDoor>().Guard);
        app.UseWhen(context => serves(context) && ApiDoor.Serves(context.Request), api => api.Use(ApiDoor.CheckFirstLineAsync));
        app.UseWhen(context => serves(context) && AsksForPage(context.Request), console =>
        {
            console.UseExceptionHandler(Paths.Error, createScopeForErrors: true);
            console.UseStatusCodePagesWithReExecute(Paths.Status + "/{0}", createScopeForStatusCodePages: true);
            console.Use(ShowRefusal);
        });
        var gate = app.Services.GetRequiredService<SignInGate>();
        app.UseWhen(serves, console => console.Use(gate.PassAsync));
        app.UseRouting();
        app.Use((context, next) => HideFromOthers(context, next, serves));
        app.UseWhen(serves, api => api.Use(ApiDoor.CheckRouteAsync));
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.Use(KioskSession.PassAsync);
        app.UseAuthorization();
        app.Use(app.Services.GetRequiredService<RateGate>().PassAsync);
        app.Use(ApiEndpoints.BoundBodyAsync);
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous().WithMetadata(OfConsole.Mark);
        app.MapAccounts().WithMetadata(OfConsole.Mark);
        app.MapApi().WithMetadata(OfConsole.Mark);
        app.MapKioskLink().WithMetadata(OfConsole.Mark);
        CalendarFeedEndpoint.Map(app).WithMetadata(OfConsole.Mark);
        app.MapAuditExport().WithMetadata(OfConsole.Mark);
        app.MapRegisterFiles().WithMetadata(OfConsole.Mark);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .WithMetadata(OfConsole.Mark);
        return app;
    }

    /// <summary>True for what a browser shows as a page, false for data, assets and sockets.</summary>
    internal static bool AsksForPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        && !ApiDoor.Serves(request);

    private static async Task ShowRefusal(HttpContext context, RequestDelegate next)
    {
        // The page that stands for a refused form is read, not posted to: the form's missing token is not its concern.
        var stands = context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
        if (stands)
        {
            context.Request.Method = HttpMethods.Get;
            context.Features.Set<IAntiforgeryValidationFeature>(null);
        }

        await next(context);
        // The framework names the type of a page that it then refuses to write; with it the answer counts as written.
        if (!stands && HttpMethods.IsPost(context.Request.Method) && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest })
            context.Response.ContentType = null;
    }

    private static Task HideFromOthers(HttpContext context, RequestDelegate next, Func<HttpContext, bool> serves)
    {
        // What the provider sends back has no endpoint: the authentication takes it before.
        var isConsole = context.GetEndpoint()?.Metadata.GetMetadata<OfConsole>() is not null || context.Request.Path.StartsWithSegments(Paths.SignOn, StringComparison.OrdinalIgnoreCase);
        if (!isConsole || serves(context))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private sealed class OfConsole
    {
        public static OfConsole Mark { get; } = new();
    }
}
