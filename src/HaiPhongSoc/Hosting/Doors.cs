using HaiPhongSoc.Intake;
using HaiPhongSoc.Web;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Prometheus;

namespace HaiPhongSoc.Hosting;

/// <summary>What is served behind which door. For a request that came in by one door, what lies behind another does not exist.</summary>
internal static class Doors
{
    public static void MapDoors(this WebApplication app)
    {
        app.MapConsole(context => context.CameIn(ListenerRole.Console));
        app.Use(HideFromOtherDoorsAsync);

        app.MapGroup("").WithMetadata(new Door(ListenerRole.Intake)).MapIntake();

        var management = app.MapGroup("").WithMetadata(new Door(ListenerRole.Management)).AllowAnonymous();
        management.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = static _ => false });
        management.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = ReadinessPage.WriteAsync });
        management.MapMetrics("/metrics");
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
