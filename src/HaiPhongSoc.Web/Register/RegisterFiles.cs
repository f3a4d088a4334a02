using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HaiPhongSoc.Web.Register;

/// <summary>The register and the templates of its tables as files. A form with a token asks for them, so that no link and no other site can.</summary>
internal static class RegisterFiles
{
    public const string FormId = "register-file";

    /// <summary>Says which file is wanted.</summary>
    public const string Field = "dang";

    public const string Template = "mau";

    public const string SystemTemplate = "mau-he-thong";

    public const string RecordTemplate = "mau-ho-so";

    public const string Records = "ho-so";

    public static string ValueOf(RegisterFormat format) => format.ToString().ToLowerInvariant();

    public static RouteHandlerBuilder MapRegisterFiles(this IEndpointRouteBuilder routes) => routes.MapPost(Paths.RegisterFile, SendAsync);

    [May<ExportRegister>]
    private static async Task<IResult> SendAsync([FromForm(Name = Field)] string? wanted, IOperations operations, HttpContext context)
    {
        var actor = ConsoleClaims.ActorOf(context.User);
        var format = Enum.GetValues<RegisterFormat>().FirstOrDefault(f => ValueOf(f) == wanted);
        IQuery<RegisterDownload>? asked = wanted switch
        {
            Template => new GetAssetTemplate(actor),
            SystemTemplate => new GetSystemTemplate(actor),
            RecordTemplate => new GetRecordTemplate(actor),
            Records => new ExportRecords(actor),
            _ when format != default => new ExportRegister(actor, format),
            _ => null,
        };
        if (asked is null)
            return Results.BadRequest();
        var outcome = await operations.SendAsync(asked, context.RequestAborted);
        return outcome.IsSuccess
            ? Results.File(outcome.Value.Content.ToArray(), outcome.Value.ContentType, outcome.Value.FileName)
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }
}
