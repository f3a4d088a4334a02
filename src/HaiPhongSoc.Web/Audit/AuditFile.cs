using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Web.Audit;

/// <summary>The chain as a file, streamed while it is read. A download that was cut has no manifest in its last line.</summary>
/// <param name="from">Inclusive, UTC microseconds.</param>
/// <param name="to">Exclusive, UTC microseconds.</param>
internal sealed class AuditFile(Actor actor, long from, long to) : IResult
{
    public const string Type = "application/x-ndjson";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.ContentType = Type;
        answer.Headers.ContentDisposition = $"attachment; filename=\"{NameOf(from, to)}\"";
        answer.Headers.CacheControl = "no-store";
        var operations = httpContext.RequestServices.GetRequiredService<IOperations>();
        if ((await operations.SendAsync(new ExportAudit(actor, from, to, answer.Body), httpContext.RequestAborted)).Fault is not { } fault)
            return;
        if (answer.HasStarted)
        {
            httpContext.Abort();
            return;
        }

        answer.Clear();
        await ApiProblem.Of(fault, named: false).ExecuteAsync(httpContext);
    }

    private static string NameOf(long from, long to) => string.Create(
        CultureInfo.InvariantCulture,
        $"nhat-ky-kiem-toan_{UtcMicroseconds.ToDateTimeOffset(from):yyyyMMdd'T'HHmm'Z'}_{UtcMicroseconds.ToDateTimeOffset(to):yyyyMMdd'T'HHmm'Z'}.ndjson");
}
