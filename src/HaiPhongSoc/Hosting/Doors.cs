using HaiPhongSoc.Intake;
using HaiPhongSoc.Web;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Prometheus;

namespace HaiPhongSoc.Hosting;

/// <summary>What is served behind which door. A request that came in by one door never reaches what lies behind another.</summary>
internal static class Doors
{
    public static void MapDoors(this WebApplication app)
    {
        app.MapWhen(context => context.CameIn(ListenerRole.Management), management =>
        {
            management.UseRouting();
            management.UseEndpoints(endpoints =>
            {
                endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
                endpoints.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = ReadinessPage.WriteAsync }).AllowAnonymous();
                endpoints.MapMetrics("/metrics").AllowAnonymous();
            });
        });
        app.MapWhen(context => context.CameIn(ListenerRole.Intake), intake =>
        {
            intake.UseRouting();
            intake.UseEndpoints(endpoints => endpoints.MapIntake());
        });
        app.MapConsole();
    }
}
