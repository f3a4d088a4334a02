using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// Why a request was not accepted and what to do, in the caller's language: Vietnamese, or English where <c>Accept-Language</c> asks for it. Answered as
/// <c>application/problem+json</c> (RFC 9457) with a stable <c>code</c>.
/// </summary>
internal sealed record IntakeProblem(int Status, string Code, string TitleVi, string TitleEn, string RemedyVi, string RemedyEn, TimeSpan? RetryAfter = null)
{
    public static readonly IntakeProblem Empty = new(
        400, "empty-body", "Không có bản ghi nào", "No record",
        "Gửi ít nhất một dòng; mỗi dòng là một bản ghi.", "Send at least one line; each line is a record.");

    public static readonly IntakeProblem BadKey = new(
        400, "idempotency-key", "Tiêu đề Idempotency-Key không hợp lệ", "Invalid Idempotency-Key header",
        "Dùng từ 1 đến 200 ký tự ASCII, mỗi lần gửi mới một khóa.", "Use 1 to 200 ASCII characters, a new key for each new delivery.");

    public static readonly IntakeProblem Unauthorised = new(
        401, "token", "Thiếu hoặc sai mã truy cập của nguồn nhật ký", "The token of the log source is missing or wrong",
        "Gửi tiêu đề Authorization: Bearer <mã truy cập>; quản trị viên đối chiếu với TokenSha256 của nguồn trong Intake:Sources.",
        "Send the header Authorization: Bearer <token>; the administrator compares it with the source's TokenSha256 in Intake:Sources.");

    public static readonly IntakeProblem TooSlow = new(
        408, "body-too-slow", "Nội dung đến quá chậm", "The body came too slowly",
        "Gửi lại với lô nhỏ hơn hoặc qua đường truyền tốt hơn.", "Send it again in a smaller batch or over a better line.");

    public static readonly IntakeProblem BadRequest = new(
        400, "bad-request", "Yêu cầu HTTP không hợp lệ", "The HTTP request is not valid",
        "Kiểm tra Content-Length và mã hóa chunked của bên gửi.", "Check the sender's Content-Length and chunked encoding.");

    public static readonly IntakeProblem WrongType = new(
        415, "content-type", "Không nhận kiểu nội dung này", "This content type is not taken",
        "Gửi application/x-ndjson (mỗi dòng một đối tượng JSON) hoặc text/plain (mỗi dòng một bản ghi).",
        "Send application/x-ndjson (one JSON object a line) or text/plain (one record a line).");

    public static readonly IntakeProblem WrongEncoding = new(
        415, "content-encoding", "Không nhận nội dung nén", "Compressed content is not taken",
        "Gửi không nén (bỏ tiêu đề Content-Encoding).", "Send it uncompressed (without Content-Encoding).");

    public static readonly IntakeProblem KeyReused = new(
        422, "idempotency-key-reused", "Khóa Idempotency-Key đã dùng cho nội dung khác", "The Idempotency-Key was used for another body",
        "Dùng khóa mới cho nội dung mới; chỉ lặp lại khóa khi gửi lại đúng nội dung cũ.", "Use a new key for a new body; repeat a key only with the same body.");

    public static IntakeProblem TooLarge(int maxBodyBytes) => new(
        413, "body-too-large", "Nội dung quá lớn", "The body is too large",
        string.Create(CultureInfo.InvariantCulture, $"Tách thành nhiều yêu cầu, mỗi yêu cầu không quá {maxBodyBytes} byte (Intake:Http:MaxBodyBytes)."),
        string.Create(CultureInfo.InvariantCulture, $"Split it into requests of at most {maxBodyBytes} bytes (Intake:Http:MaxBodyBytes)."));

    public static IntakeProblem TooMany(int maxRecords) => new(
        413, "too-many-records", "Quá nhiều bản ghi trong một yêu cầu", "Too many records in one request",
        string.Create(CultureInfo.InvariantCulture, $"Tách thành nhiều yêu cầu, mỗi yêu cầu không quá {maxRecords} dòng (Intake:Http:MaxRecords)."),
        string.Create(CultureInfo.InvariantCulture, $"Split it into requests of at most {maxRecords} lines (Intake:Http:MaxRecords)."));

    public static IntakeProblem Busy(TimeSpan retryAfter) => new(
        503, "busy", "Đang nhận quá nhiều yêu cầu cùng lúc", "Too many requests at the same time",
        "Gửi lại sau khoảng thời gian ghi trong Retry-After.", "Send it again after the time that Retry-After says.", retryAfter);

    public static IntakeProblem Refused(string code, TimeSpan retryAfter) => new(
        503, code, "Chưa ghi được bản ghi nào: vùng đệm bền vững tạm ngừng nhận", "Nothing was stored: the durable spool takes nothing at the moment",
        "Gửi lại nguyên vẹn sau khoảng thời gian ghi trong Retry-After; người vận hành xem /readyz để biết nguyên nhân.",
        "Send it again as it is after the time that Retry-After says; the operator sees the cause in /readyz.", retryAfter);

    public ProblemHttpResult ToResult(HttpContext context)
    {
        var english = PrefersEnglish(context.Request.Headers.AcceptLanguage.ToString());
        if (RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(new ProblemDetails
        {
            Type = "urn:haiphongsoc:intake:" + Code,
            Title = english ? TitleEn : TitleVi,
            Detail = english ? RemedyEn : RemedyVi,
            Status = Status,
            Extensions = { ["code"] = Code },
        });
    }

    /// <summary>Whichever of the two languages is named first; Vietnamese where neither is.</summary>
    private static bool PrefersEnglish(string acceptLanguage)
    {
        var english = acceptLanguage.IndexOf("en", StringComparison.OrdinalIgnoreCase);
        var vietnamese = acceptLanguage.IndexOf("vi", StringComparison.OrdinalIgnoreCase);
        return english >= 0 && (vietnamese < 0 || english < vietnamese);
    }
}
