using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HaiPhongSoc.Web.Audit;

/// <summary>The page's download. A form with a token asks for it, so that no link and no other site can; who asked stands on the chain before the first byte.</summary>
internal static class AuditDownload
{
    private const long Minute = 60_000_000;

    public static RouteHandlerBuilder MapAuditExport(this IEndpointRouteBuilder routes) => routes.MapPost(Paths.AuditExport, Send);

    // The last minute that was chosen counts.
    [May<ExportAudit>]
    private static IResult Send([FromForm(Name = "tu")] string? from, [FromForm(Name = "den")] string? to, HttpContext context) =>
        LocalTime.FromInput(from) is { } since && LocalTime.FromInput(to) is { } until
            ? new AuditFile(ConsoleClaims.ActorOf(context.User), since, until + Minute)
            : Results.StatusCode(StatusCodes.Status400BadRequest);
}
