using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HaiPhongSoc.Hosting;

/// <summary><c>/readyz</c>: 200 or 503 with a line per part that says what is wrong. No secrets, no log text.</summary>
internal static class ReadinessPage
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(new
            {
                status = report.Status.ToString(),
                parts = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), entry.Value.Description }, StringComparer.Ordinal),
            }),
            context.RequestAborted);
    }
}
