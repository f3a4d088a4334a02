using System.Buffers;
using System.Net;
using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace HaiPhongSoc.Intake;

/// <summary>
/// The intake's HTTP routes. A source authenticates by its own token, so they take no part in the console's sign-in.
/// <code>
/// POST /intake/ndjson     Authorization: Bearer TOKEN; one record a line
///   200 {"accepted":n,"first":"0-12","last":"0-20"}   after the flush, never before
///   400 empty · 401 token · 408 too slow · 413 too large · 415 type or compression · 422 key reused · 503 + Retry-After: nothing was stored
///   Idempotency-Key: a repeated key of the same source answers the earlier result, within Intake:Http:IdempotencyAge and not across a restart
/// </code>
/// </summary>
public static class IntakeEndpoints
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 200;

    private static readonly string[] Types = ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines", "text/plain"];

    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/intake/ndjson", PostNdjsonAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .WithName("PostNdjson")
            .WithSummary("Store log records, one a line; answered when they are on the disk");
        return routes;
    }

    private static async Task<Results<Ok<IntakeAccepted>, ProblemHttpResult, EmptyHttpResult>> PostNdjsonAsync(HttpContext context, HttpIntake intake)
    {
        if (Check(context, intake, out var source, out var key) is { } problem)
            return problem.ToResult(context);

        var reserved = Math.Min(context.Request.ContentLength ?? intake.MaxBodyBytes, intake.MaxBodyBytes);
        if (!intake.TryReserve(source.Id, reserved))
            return IntakeProblem.Busy(intake.RetryAfter).ToResult(context);
        try
        {
            using var deadline = intake.BodyDeadline(context.RequestAborted);
            var body = await intake.ReadBodyAsync(context.Request.Body, context.Request.ContentLength, deadline.Token);
            if (body is not { } read)
                return IntakeProblem.TooLarge(intake.MaxBodyBytes).ToResult(context);
            try
            {
                return await StoreAsync(context, intake, source, key, read.Buffer.AsMemory(0, read.Length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(read.Buffer);
            }
        }
        catch (BadHttpRequestException e)
        {
            return OfBadRequest(e, intake).ToResult(context);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return IntakeProblem.TooSlow.ToResult(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Empty; // the sender is gone; nothing was stored
        }
        finally
        {
            intake.Release(source.Id, reserved);
        }
    }

    /// <summary>Everything that can be said before the body is read.</summary>
    private static IntakeProblem? Check(HttpContext context, HttpIntake intake, out SourceOptions source, out string? key)
    {
        var request = context.Request;
        (source, key) = (null!, null);
        if (intake.SourceOf(request.Headers.Authorization.ToString()) is not { } known)
            return IntakeProblem.Unauthorised;

        source = known;
        if (request.ContentType is { Length: > 0 } type
            && (!MediaTypeHeaderValue.TryParse(type, out var parsed) || !Types.Contains(parsed.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)))
        {
            return IntakeProblem.WrongType;
        }

        if (request.Headers.ContentEncoding.ToString() is not ("" or "identity"))
            return IntakeProblem.WrongEncoding;
        if (request.ContentLength > intake.MaxBodyBytes)
            return IntakeProblem.TooLarge(intake.MaxBodyBytes);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
            bound.MaxRequestBodySize = null; // we count the body ourselves; the server would count the chunks' framing too

        if (!request.Headers.TryGetValue(KeyHeader, out var keys))
            return null;
        key = keys.ToString();
        return key.Length is 0 or > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~') ? IntakeProblem.BadKey : null;
    }

    private static async Task<Results<Ok<IntakeAccepted>, ProblemHttpResult, EmptyHttpResult>> StoreAsync(
        HttpContext context, HttpIntake intake, SourceOptions source, string? key, ReadOnlyMemory<byte> body)
    {
        var peer = context.Connection.RemoteIpAddress;
        try
        {
            if (key is null)
                return ToResult(context, await intake.StoreAsync(source, peer, body));

            var (accepted, problem, repeated) = await intake.StoreOnceAsync(source, peer, body, key);
            if (repeated)
                context.Response.Headers["Idempotency-Replayed"] = "true";
            return ToResult(context, (accepted, problem));
        }
        catch (SpoolRefusedException e)
        {
            return IntakeProblem.Refused(e.Refusal.Code, intake.RetryAfter).ToResult(context);
        }
    }

    private static Results<Ok<IntakeAccepted>, ProblemHttpResult, EmptyHttpResult> ToResult(
        HttpContext context, (IntakeAccepted? Accepted, IntakeProblem? Problem) outcome) =>
        outcome.Accepted is { } accepted ? TypedResults.Ok(accepted) : outcome.Problem!.ToResult(context);

    private static IntakeProblem OfBadRequest(BadHttpRequestException e, HttpIntake intake) => (HttpStatusCode)e.StatusCode switch
    {
        HttpStatusCode.RequestEntityTooLarge => IntakeProblem.TooLarge(intake.MaxBodyBytes),
        HttpStatusCode.RequestTimeout => IntakeProblem.TooSlow,
        _ => IntakeProblem.BadRequest,
    };
}
