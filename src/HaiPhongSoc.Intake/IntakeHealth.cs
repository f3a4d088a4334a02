using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HaiPhongSoc.Intake;

/// <summary>Whether records can be taken in at the moment. Registered as the health check <c>intake</c>, tagged <c>ready</c>.</summary>
public sealed class IntakeHealth(EventSpool spool, ListenerEndpoints endpoints) : IHealthCheck
{
    /// <summary>Why the spool takes nothing, or null.</summary>
    public SpoolRefusal? Refusal => spool.Refusal;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["next_offset"] = spool.NextOffset,
            ["first_offset"] = spool.FirstOffset,
            ["spool_bytes"] = spool.TotalBytes,
            ["listeners"] = endpoints.Count,
        };
        return Task.FromResult(Refusal is { } refusal
            ? HealthCheckResult.Unhealthy($"{refusal.Code}: {refusal.Message}", data: data)
            : HealthCheckResult.Healthy("records are taken in", data));
    }
}
