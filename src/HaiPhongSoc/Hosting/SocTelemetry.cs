using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HaiPhongSoc.Hosting;

/// <summary>
/// Metrics and traces of all rooms. <c>/metrics</c> serves every meter of the process (prometheus-net reads them through its adapter); OTLP is sent where an endpoint
/// is configured.
/// </summary>
internal static class SocTelemetry
{
    /// <summary>Every meter and activity source of ours is named after its room.</summary>
    public const string OwnNames = "HaiPhongSoc.*";

    /// <summary>prometheus-net listens to meters from its first collection on; what is counted before would be missing.</summary>
    public static Task ListenAsync(CancellationToken ct) => Prometheus.Metrics.DefaultRegistry.CollectAndExportAsTextAsync(Stream.Null, ct);

    public static void AddSocTelemetry(this WebApplicationBuilder builder, string otlpEndpoint)
    {
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("soc"));
        if (otlpEndpoint.Length == 0)
            return;

        var endpoint = new Uri(otlpEndpoint);
        telemetry
            .WithMetrics(metrics => metrics.AddMeter(OwnNames).AddOtlpExporter(otlp => otlp.Endpoint = endpoint))
            .WithTracing(traces => traces.AddSource(OwnNames).AddOtlpExporter(otlp => otlp.Endpoint = endpoint));
    }
}
