using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Api.Shapes;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Web.Api;

/// <summary>Something of a request that was read from it, or why it could not be.</summary>
internal interface IRead
{
    ApiProblem? Problem { get; }
}

/// <summary>The request at hand: who asks, with which parameters, on which version, under which key; and how it is answered.</summary>
internal sealed class ApiCall : IRead
{
    private const int LongestKey = 128;

    private readonly HttpContext _context;
    private readonly IOperations _operations;
    private readonly QueryValues _query;
    private readonly long? _version;
    private readonly string? _key;

    private ApiCall(HttpContext context, QueryValues query, long? version, string? key, ApiProblem? problem)
    {
        (_context, _query, _version, _key, Problem) = (context, query, version, key, problem);
        _operations = context.RequestServices.GetRequiredService<IOperations>();
        Actor = ConsoleClaims.ActorOf(context.User) is { Address.Length: 0 } actor
            ? actor with { Address = AddressText.Of(context.Connection.RemoteIpAddress) }
            : ConsoleClaims.ActorOf(context.User);
    }

    public ApiProblem? Problem { get; }

    public Actor Actor { get; }

    /// <summary>From If-Match; only routes that ask for it have one.</summary>
    public long Version => _version ?? throw new InvalidOperationException("the route does not say that it needs a version");

    /// <summary>Ends when the client goes away.</summary>
    public CancellationToken Gone => _context.RequestAborted;

    public IServiceProvider Services => _context.RequestServices;

    public T Get<T>(QueryParameter<T> parameter) => _query.Get(parameter);

    public bool Has(QueryParameter parameter) => _query.Has(parameter);

    public static ValueTask<ApiCall> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        var route = context.GetEndpoint()!.Metadata.GetRequiredMetadata<ApiRoute>();
        var query = QueryValues.Read(context.Request.Query, route.Parameters, out var faults);
        var problem = faults.Count == 0 ? null : new ApiProblem(
            StatusCodes.Status400BadRequest, "request.parameters", new Wording("tham số không hợp lệ: xem errors", "parameters are not valid: see errors"))
        { Parts = faults };
        var version = route.NeedsVersion ? ReadVersion(context.Request, ref problem) : null;
        var key = route.Request is not null && !HttpMethods.IsGet(context.Request.Method) ? ReadKey(context.Request, ref problem) : null;
        return ValueTask.FromResult(new ApiCall(context, query, version, key, problem));
    }

    public async Task<IResult> AskAsync<T>(IQuery<T> query, Func<T, IResult> answer)
    {
        var outcome = await _operations.SendAsync(query, Gone);
        return outcome.IsSuccess ? answer(outcome.Value) : ApiProblem.Of(outcome.Fault, named: false);
    }

    /// <summary>One record: with its ETag, or 304 where the asker has it already.</summary>
    public Task<IResult> OneAsync<T, TShape>(IQuery<T> query, Func<T, TShape> shape, Func<T, long> version) =>
        AskAsync(query, value => One(shape(value), version(value)));

    public IResult One<TShape>(TShape shape, long version)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(shape, ApiJson.Options);
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"");
        _context.Response.Headers.ETag = tag;
        if (_context.Request.Headers.IfNoneMatch.Count > 0 && EntityTags.Includes(_context.Request.Headers.IfNoneMatch, tag))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Bytes(body, EntityTags.JsonType);
    }

    public static IResult Json<TShape>(TShape shape, int status = StatusCodes.Status200OK) => Results.Json(shape, ApiJson.Options, EntityTags.JsonType, status);

    /// <summary>A page, with the address of the next one in the body and as a Link.</summary>
    public IResult Page<T, TShape>(ListPage<T> page, Func<T, TShape> shape, params ReadOnlySpan<(string Name, string Value)> fixedParameters)
    {
        var next = page.NextCursor is { } cursor ? PageCursor.Write(cursor) : null;
        Link(next, fixedParameters);
        return Json(new PageShape<TShape>([.. page.Items.Select(shape)], next, page.HasMore));
    }

    public void Link(string? next, params ReadOnlySpan<(string Name, string Value)> fixedParameters)
    {
        if (next is null)
            return;
        var query = _context.Request.Query.Where(q => q.Key != "cursor")
            .ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
        foreach (var (name, value) in fixedParameters)
            query[name] = value;
        query["cursor"] = next;
        _context.Response.Headers.Link = $"<{_context.Request.Path}{QueryString.Create(query.Select(q => KeyValuePair.Create(q.Key, (string?)q.Value)))}>; rel=\"next\"";
    }

    public Task<IResult> DoAsync(ICommand<Changed> command, IBody? body = null, int status = StatusCodes.Status200OK) =>
        DoAsync(command, changed => new ChangedShape(changed.Version, EntityTags.OfVersion(changed.Version)), body, changed => changed.Version, status);

    public async Task<IResult> DoAsync<T, TShape>(
        ICommand<T> command, Func<T, TShape> shape, IBody? body = null, Func<T, long>? version = null, int status = StatusCodes.Status200OK)
    {
        Outcome<T> outcome;
        if (_key is { } key)
        {
            var once = await _operations.SendOnceAsync(command, new OnceKey(key, Fingerprint(body)), Gone);
            outcome = once.Outcome;
            if (once.Replayed)
                _context.Response.Headers["Idempotency-Replayed"] = "true";
        }
        else
        {
            outcome = await _operations.SendAsync(command, Gone);
        }

        if (!outcome.IsSuccess)
            return ApiProblem.Of(outcome.Fault, named: _version is not null);
        if (version is not null)
            _context.Response.Headers.ETag = EntityTags.OfVersion(version(outcome.Value));
        return Json(shape(outcome.Value), status);
    }

    // Not If-Match: who lost the answer, read again and asks again wants the same thing.
    private string Fingerprint(IBody? body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{_context.Request.Method} {_context.Request.Path}{_context.Request.QueryString}\n"));
        hash.AppendData(body is null ? [] : body.Bytes.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static long? ReadVersion(HttpRequest request, ref ApiProblem? problem)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            problem ??= ApiProblem.OfStatus(StatusCodes.Status428PreconditionRequired);
            return null;
        }

        if (EntityTags.TryReadVersion(request.Headers.IfMatch, out var version))
            return version;
        problem ??= ApiProblem.OfStatus(StatusCodes.Status412PreconditionFailed);
        return null;
    }

    private static string? ReadKey(HttpRequest request, ref ApiProblem? problem)
    {
        var values = request.Headers["Idempotency-Key"];
        if (values.Count == 0)
            return null;
        if (values is [{ Length: > 0 and <= LongestKey } key] && key.All(c => c is > ' ' and < (char)127))
            return key;
        problem ??= new ApiProblem(StatusCodes.Status400BadRequest, "request.key", new Wording(
            "Idempotency-Key phải có 1–128 ký tự ASCII, không có dấu cách", "Idempotency-Key has 1–128 ASCII characters without spaces"))
        {
            Parts = [new ProblemPart(new Wording("khóa không hợp lệ", "not a key"), Header: "Idempotency-Key")],
        };
        return null;
    }
}
