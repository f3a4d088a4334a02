using System.Buffers;
using System.Reflection;
using System.Text.Json;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace HaiPhongSoc.Web.Api;

/// <summary>The bytes of a body, for its fingerprint.</summary>
internal interface IBody : IRead
{
    ReadOnlyMemory<byte> Bytes { get; }
}

/// <summary>A JSON body of the shape <typeparamref name="T"/>: read strictly, every fault with its place.</summary>
internal sealed class Body<T> : IBody, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? _value;

    private Body(T? value, ReadOnlyMemory<byte> bytes, ApiProblem? problem) => (_value, Bytes, Problem) = (value, bytes, problem);

    public T Value => _value ?? throw new InvalidOperationException("the body was refused");

    public ReadOnlyMemory<byte> Bytes { get; }

    public ApiProblem? Problem { get; }

    public static async ValueTask<Body<T>> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        if (!context.Request.HasJsonContentType())
            return new Body<T>(null, default, ApiProblem.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        var bytes = await Bodies.ReadAsync(context);
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Span, ApiJson.Options) is { } value
                ? new Body<T>(value, bytes, null)
                : new Body<T>(null, bytes, Refuse("", new Wording("nội dung phải là một đối tượng JSON", "the body must be a JSON object")));
        }
        catch (JsonException fault)
        {
            return new Body<T>(null, bytes, Refuse(ApiProblem.PointerOf(fault.Path ?? "$"), Reason(fault)));
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([EntityTags.JsonType], typeof(T), isOptional: false));

    private static ApiProblem Refuse(string pointer, Wording why) => new(
        StatusCodes.Status400BadRequest, "request.body", new Wording("nội dung không hợp lệ: xem errors", "the body is not valid: see errors"))
    {
        Parts = [new ProblemPart(why, Pointer: pointer)],
    };

    // The serializer's own sentences name types of ours: what they say is told in words of ours.
    private static Wording Reason(JsonException fault)
    {
        var name = Quoted(fault.Message);
        if (fault.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return new Wording($"không có thành phần «{name}»", $"there is no member \"{name}\"");
        if (fault.Message.Contains("missing required", StringComparison.Ordinal))
            return new Wording($"thiếu thành phần bắt buộc: {Missing(fault.Message)}", $"required members are missing: {Missing(fault.Message)}");
        if (fault.Message.Contains("uplicate", StringComparison.Ordinal))
            return new Wording("thành phần có hai lần", "the member is given twice");
        if (fault.Message.Contains("depth", StringComparison.Ordinal))
            return new Wording("lồng quá sâu", "nested too deeply");
        return new Wording("sai kiểu hoặc không đọc được", "of the wrong type, or not readable");
    }

    private static string Quoted(string message)
    {
        var from = message.IndexOf('\'', StringComparison.Ordinal);
        var to = from < 0 ? -1 : message.IndexOf('\'', from + 1);
        return to < 0 ? "" : Short(message[(from + 1)..to]);
    }

    // "… was missing required properties including: 'verdict', 'note'."
    private static string Missing(string message)
    {
        var at = message.IndexOf(": ", StringComparison.Ordinal);
        return at < 0 ? "" : Short(message[(at + 2)..].Split(". Path:")[0].TrimEnd('.').Replace("'", "", StringComparison.Ordinal));
    }

    private static string Short(string text) => text.Length <= 100 ? text : text[..100] + "…";
}

internal static class Bodies
{
    /// <summary>The whole body; larger than its bound is a <see cref="BadHttpRequestException"/> with 413.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
