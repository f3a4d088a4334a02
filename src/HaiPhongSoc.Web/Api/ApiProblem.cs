using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace HaiPhongSoc.Web.Api;

/// <summary>A refusal as RFC 9457 writes it. Says why and what to do, and nothing of how the program is made.</summary>
/// <param name="Code">Stable; <c>type</c> is made of it.</param>
internal sealed partial record ApiProblem(int Status, string Code, Wording Detail) : IResult
{
    public const string MediaType = "application/problem+json";

    public IReadOnlyList<ProblemPart> Parts { get; init; } = [];

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The one mapping from what Operations refuses to what HTTP says.</summary>
    /// <param name="named">True where the request named the version that it read (If-Match).</param>
    public static ApiProblem Of(Fault fault, bool named)
    {
        var status = fault.Kind switch
        {
            FaultKind.NotFound => StatusCodes.Status404NotFound,
            FaultKind.Conflict => named ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict,
            FaultKind.Invalid => fault.Code == "request.key-used" ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest,
            FaultKind.Forbidden => StatusCodes.Status403Forbidden,
            FaultKind.Refused => StatusCodes.Status409Conflict,
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "not a kind"),
        };
        return new ApiProblem(status, fault.Code, fault.Message) { Parts = [.. fault.Members.Select(m => new ProblemPart(m.Message, Pointer: PointerOf(m.Name)))] };
    }

    public static ApiProblem OfStatus(int status) => status switch
    {
        400 => new(400, "request.invalid", new Wording("yêu cầu không đọc được", "the request cannot be read")),
        401 => new(401, "access.unauthenticated", new Wording(
            "cần mã truy cập hợp lệ: gửi Authorization: Bearer, hoặc đăng nhập", "a valid token is needed: send Authorization: Bearer, or sign in")),
        403 => new(403, "access.forbidden", new Wording(
            "vai trò hoặc phạm vi của mã truy cập không cho phép việc này", "your roles, or the scopes of the token, do not allow this")),
        404 => new(404, "record.not-found", new Wording("không có địa chỉ hoặc bản ghi này", "there is no such address or record")),
        405 => new(405, "request.method", new Wording("địa chỉ này không nhận phương thức đó: xem Allow", "this address does not take that method: see Allow")),
        406 => new(406, "request.accept", new Wording("chỉ trả lời bằng application/json", "answers are application/json only")),
        408 => new(408, "request.slow", new Wording("nội dung gửi quá chậm: gửi lại", "the body came too slowly: send it again")),
        412 => new(412, "record.changed", Changed),
        413 => new(413, "request.large", new Wording("nội dung quá lớn", "the body is too large")),
        415 => new(415, "request.content-type", new Wording("sai kiểu nội dung: xem tài liệu OpenAPI của địa chỉ này", "wrong content type: see this address in the OpenAPI document")),
        428 => new(428, "record.version-needed", new Wording(
            "gửi If-Match với ETag của bản ghi đã đọc", "send If-Match with the ETag of the record that you read")),
        429 => new(429, "request.rate", new Wording("quá nhiều yêu cầu: chờ theo Retry-After", "too many requests: wait as Retry-After says")),
        503 => new(503, "program.busy", new Wording("hệ thống đang bận: thử lại sau", "the system is busy: try again later")) { RetryAfter = 2 },
        504 => new(504, "search.time", new Wording(
            "tìm kiếm quá lâu: thu hẹp thời gian hoặc điều kiện", "the search took too long: narrow the time or the conditions")),
        _ => new(status, status < 500 ? "request.invalid" : "program.fault", new Wording(
            "có lỗi khi xử lý yêu cầu: báo quản trị viên kèm trace_id", "the request failed: tell an administrator the trace_id")),
    };

    public static Wording Changed { get; } = new(
        "người khác vừa thay đổi bản ghi này: tải lại rồi làm lại", "somebody else has just changed this record: load it again and repeat");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var language = LanguageOf(httpContext.Request);
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = MediaType;
        response.Headers.ContentLanguage = language;
        if (RetryAfter is { } seconds && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var isEnglish = language == "en";
        var shape = new ProblemShape(
            $"urn:haiphongsoc:problem:{Code}",
            Pick(Title(Status), isEnglish),
            Status,
            Pick(Detail, isEnglish),
            Code,
            Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier,
            Parts.Count == 0 ? null : [.. Parts.Select(p => new ProblemPartShape(Pick(p.Detail, isEnglish), p.Pointer, p.Parameter, p.Header, p.Line, p.Column))]);
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(shape, ApiJson.Options), httpContext.RequestAborted);
    }

    /// <summary>Vietnamese unless English is preferred.</summary>
    internal static string LanguageOf(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptLanguage.OfType<string>()], out var wanted))
            return "vi";
        foreach (var language in wanted.OrderByDescending(w => w.Quality ?? 1))
        {
            var two = language.Value.Value?.Split('-')[0];
            if (two is not null && (two.Equals("en", StringComparison.OrdinalIgnoreCase) || two.Equals("vi", StringComparison.OrdinalIgnoreCase)))
                return two.ToLowerInvariant();
        }

        return "vi";
    }

    /// <summary><c>Conditions[2].Name</c> and <c>$.conditions[2].name</c> alike: <c>/conditions/2/name</c>.</summary>
    internal static string PointerOf(string path)
    {
        var parts = Step().Matches(path.StartsWith('$') ? path[1..] : path)
            .Select(m => m.Groups["quoted"] is { Success: true } quoted ? quoted.Value : m.Groups["name"].Value)
            .Where(p => p.Length > 0)
            .Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        return string.Concat(parts.Select(p => "/" + p));
    }

    private static string Pick(Wording words, bool isEnglish) => isEnglish ? words.En : words.Vi;

    private static Wording Title(int status) => status switch
    {
        400 => new("Yêu cầu không hợp lệ", "Invalid request"),
        401 => new("Chưa xác thực", "Not authenticated"),
        403 => new("Không được phép", "Not allowed"),
        404 => new("Không tìm thấy", "Not found"),
        405 => new("Sai phương thức", "Method not allowed"),
        406 => new("Không có kiểu trả lời được yêu cầu", "Not acceptable"),
        409 => new("Không làm được ở trạng thái này", "Not possible in this state"),
        412 => new("Bản ghi đã thay đổi", "The record has changed"),
        413 => new("Nội dung quá lớn", "Body too large"),
        415 => new("Sai kiểu nội dung", "Unsupported content type"),
        422 => new("Khóa đã dùng", "Key already used"),
        428 => new("Thiếu phiên bản", "Version needed"),
        429 => new("Quá nhiều yêu cầu", "Too many requests"),
        503 => new("Đang bận", "Busy"),
        504 => new("Quá thời gian", "Out of time"),
        >= 500 => new("Lỗi của hệ thống", "Internal fault"),
        _ => new("Yêu cầu không hợp lệ", "Invalid request"),
    };

    [GeneratedRegex(@"\['(?<quoted>[^']*)'\]|\[(?<name>\d+)\]|\.?(?<name>[^.\[\]]+)", RegexOptions.None, 1000)]
    private static partial Regex Step();
}

/// <summary>One thing that is wrong with a request, and where.</summary>
/// <param name="Pointer">JSON pointer into the body.</param>
/// <param name="Parameter">Name of a parameter in the address.</param>
/// <param name="Line">From 1, of a query or file.</param>
internal sealed record ProblemPart(Wording Detail, string? Pointer = null, string? Parameter = null, string? Header = null, int? Line = null, int? Column = null);
