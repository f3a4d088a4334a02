using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HaiPhongSoc.Web.Audit;

/// <summary>
/// The chain as a file, streamed while it is read. A form with a token asks for it, so that no link and no other site can; who asked stands on the chain before
/// the first byte. A download that was cut has no manifest in its last line.
/// </summary>
internal static class AuditDownload
{
    private const long Minute = 60_000_000;

    public static RouteHandlerBuilder MapAuditExport(this IEndpointRouteBuilder routes) => routes.MapPost(Paths.AuditExport, SendAsync);

    [May<ExportAudit>]
    private static async Task SendAsync([FromForm(Name = "tu")] string? from, [FromForm(Name = "den")] string? to, IOperations operations, HttpContext context)
    {
        var answer = context.Response;
        if (LocalTime.FromInput(from) is not { } since || LocalTime.FromInput(to) is not { } until)
        {
            answer.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        answer.ContentType = "application/x-ndjson";
        answer.Headers.ContentDisposition = $"attachment; filename=\"{NameOf(since, until)}\"";
        answer.Headers.CacheControl = "no-store";
        // The last minute that was chosen counts.
        var request = new ExportAudit(ConsoleClaims.ActorOf(context.User), since, until + Minute, answer.Body);
        if ((await operations.SendAsync(request, context.RequestAborted)).Fault is not { } fault)
            return;
        if (answer.HasStarted)
        {
            context.Abort();
            return;
        }

        answer.Clear();
        answer.StatusCode = fault.Kind == FaultKind.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
    }

    private static string NameOf(long from, long to) => string.Create(
        CultureInfo.InvariantCulture,
        $"nhat-ky-kiem-toan_{UtcMicroseconds.ToDateTimeOffset(from):yyyyMMdd'T'HHmm'Z'}_{UtcMicroseconds.ToDateTimeOffset(to):yyyyMMdd'T'HHmm'Z'}.ndjson");
}
