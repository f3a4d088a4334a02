using HaiPhongSoc.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace HaiPhongSoc.Web.Api;

/// <summary>
/// What stands around every request to the API: whatever goes wrong, from a refused host to a bug, is answered as a problem; what can be told from the
/// first line is refused there.
/// </summary>
internal sealed partial class ApiDoor(ILogger<ApiDoor> logger)
{
    public const string Prefix = "/api";

    public static bool Serves(HttpRequest request) => request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase);

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        // A page's status page must not replace what is told here.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        try
        {
            await next(context);
            await TellStatusAsync(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
                return;
            var problem = Of(fault);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
                Failed(fault, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "no endpoint", problem.Status);
            context.Response.Clear();
            await problem.ExecuteAsync(context);
        }
    }

    /// <summary>What can be told from the first line and Accept.</summary>
    public static Task CheckFirstLineAsync(HttpContext context, RequestDelegate next) =>
        FirstLineFault(context.Request) is { } fault ? fault.ExecuteAsync(context) : next(context);

    /// <summary>No route, or no such method or content type of one: told before anybody is asked who he is, by what the document says anyway.</summary>
    public static Task CheckRouteAsync(HttpContext context, RequestDelegate next)
    {
        if (!Serves(context.Request) || context.GetEndpoint() is RouteEndpoint)
            return next(context);
        if (context.GetEndpoint()?.RequestDelegate is { } told)
            return told(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static ApiProblem? FirstLineFault(HttpRequest request)
    {
        if (!AcceptsJson(request))
            return ApiProblem.OfStatus(StatusCodes.Status406NotAcceptable);

        // U+0000 can be stored and looked up nowhere; a lone surrogate is no text.
        var target = Uri.UnescapeDataString(request.Path.Value + request.QueryString.Value);
        return target.Contains('\0', StringComparison.Ordinal) || target.Contains("%00", StringComparison.Ordinal)
            ? ApiProblem.OfStatus(StatusCodes.Status400BadRequest)
            : null;
    }

    private static bool AcceptsJson(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
            return true;
        if (!MediaTypeHeaderValue.TryParseList([.. request.Headers.Accept.OfType<string>()], out var accepted))
            return false;
        return accepted.Any(a => (a.Quality ?? 1) > 0
            && (a.MatchesAllTypes || (a.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && (a.MatchesAllSubTypes || a.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)))));
    }

    private static Task TellStatusAsync(HttpContext context)
    {
        var response = context.Response;
        return response.HasStarted || response.StatusCode < 400 || response.ContentLength > 0 || !string.IsNullOrEmpty(response.ContentType)
            ? Task.CompletedTask
            : ApiProblem.OfStatus(response.StatusCode).ExecuteAsync(context);
    }

    private static ApiProblem Of(Exception fault) => fault switch
    {
        BadHttpRequestException bad => ApiProblem.OfStatus(bad.StatusCode),
        TimeoutException => ApiProblem.OfStatus(StatusCodes.Status504GatewayTimeout),
        _ when DatabaseBusy.Is(fault) => ApiProblem.OfStatus(StatusCodes.Status503ServiceUnavailable),
        _ => ApiProblem.OfStatus(StatusCodes.Status500InternalServerError),
    };

    [LoggerMessage(EventId = 7101, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed with {Status}")]
    private partial void Failed(Exception fault, string method, string endpoint, int status);
}
