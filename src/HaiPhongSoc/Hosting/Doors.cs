using HaiPhongSoc.Configuration;
using HaiPhongSoc.Intake;
using HaiPhongSoc.Web;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Prometheus;

namespace HaiPhongSoc.Hosting;

/// <summary>What is served behind which door. For a request that came in by one door, what lies behind another does not exist.</summary>
internal static class Doors
{
    public static void MapDoors(this WebApplication app, RoleSet roles)
    {
        app.UseWhen(static context => !context.CameIn(ListenerRole.Console), door => door.Use(WriteHeaders));
        if (roles.Has(RoleSet.Web))
            app.MapConsole(context => context.CameIn(ListenerRole.Console));
        else
            app.UseRouting();
        app.Use(HideFromOtherDoorsAsync);

        app.MapGroup("").WithMetadata(new Door(ListenerRole.Intake)).MapIntake();

        var management = app.MapGroup("").WithMetadata(new Door(ListenerRole.Management)).AllowAnonymous();
        management.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = static _ => false });
        management.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = ReadinessPage.WriteAsync });
        management.MapMetrics("/metrics");
    }

    // What shippers and probes get is data; nothing of it is a page, whatever a log line says.
    private static Task WriteHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    private static Task HideFromOtherDoorsAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Door>() is not { } door || context.CameIn(door.Role))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private sealed record Door(string Role);
}
