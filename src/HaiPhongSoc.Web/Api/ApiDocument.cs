using System.Globalization;
using System.Text.Json.Nodes;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace HaiPhongSoc.Web.Api;

/// <summary>The OpenAPI document: made of what the routes say of themselves (<see cref="ApiRoute"/>), so that it cannot say anything else.</summary>
internal static class ApiDocument
{
    private const string TokenScheme = "token";
    private const string SessionScheme = "session";
    private const string ProblemName = "Problem";

    private static readonly int[] Always = [400, 401, 403, 406, 429, 500, 503];

    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.AddTo(json.SerializerOptions));
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<ApiRoute>().Any();
            options.CreateSchemaReferenceId = type => NameOf(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddSchemaTransformer(TellTimes);
            options.AddOperationTransformer(TellRouteAsync);
            options.AddDocumentTransformer(TellWholeAsync);
        });
    }

    // AlertShape is Alert; PageShape<AlertShape> is AlertPage.
    private static string? NameOf(Type type)
    {
        if (type.Namespace != typeof(ProblemShape).Namespace)
            return null;
        if (type.IsGenericType)
            return NameOf(type.GetGenericArguments()[0]) + type.Name.Split('`')[0].Replace("Shape", "", StringComparison.Ordinal);
        return type.Name.EndsWith("Shape", StringComparison.Ordinal) ? type.Name[..^5] : type.Name;
    }

    private static Task TellTimes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
            schema.Examples = [JsonValue.Create("2026-11-24T02:00:00.000000Z")];
        }

        // Unknown members are refused, so programs may be told.
        if (type.Namespace == typeof(ProblemShape).Namespace && !type.IsGenericType && schema.Properties is { Count: > 0 })
            schema.AdditionalPropertiesAllowed = false;
        return Task.CompletedTask;
    }

    private static Task TellRouteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var route = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiRoute>().Single();
        operation.OperationId = route.Id;
        operation.Summary = route.Summary + ".";
        operation.Tags = new HashSet<OpenApiTagReference> { new(route.Id.Split('.')[0], context.Document) };
        operation.AddExtension("x-permission", new JsonNodeExtension(JsonValue.Create(route.Scope)));
        operation.Description = Description(route);
        operation.Parameters = [.. (operation.Parameters ?? []).Where(p => p.In == ParameterLocation.Path), .. Parameters(route, context.Description.HttpMethod!)];
        foreach (var parameter in operation.Parameters.Where(p => p.In == ParameterLocation.Path).OfType<OpenApiParameter>())
            parameter.Description = parameter.Name switch { "number" => "The incident's number.", "code" => "The system's code.", _ => "The record's id." };
        Headers(operation, route, context.Description.HttpMethod!);
        if (BodyExamples.Of(route.Id) is { } example && operation.RequestBody?.Content is { } content && content.TryGetValue(EntityTags.JsonType, out var body))
            body.Example = JsonNode.Parse(example);
        foreach (var status in Statuses(route, context.Description))
            operation.Responses![status.ToString(CultureInfo.InvariantCulture)] = Problem(status, context.Document!);
        operation.Security = [Needs(TokenScheme, context.Document!), Needs(SessionScheme, context.Document!)];
        return Task.CompletedTask;
    }

    private static string Description(ApiRoute route)
    {
        var scope = route.Area == "self" ? "Every token may ask." : $"A token needs the scope `{route.Scope}`; its roles, or the person's, decide how far it reaches.";
        var version = route.NeedsVersion ? " Send `If-Match` with the ETag that was read: 428 without, 412 where somebody was faster." : "";
        var paged = route.IsPaged ? " Pages: go on with `next` until `has_more` is false; the `Link` header says the same." : "";
        return scope + version + paged;
    }

    private static IEnumerable<IOpenApiParameter> Parameters(ApiRoute route, string method)
    {
        foreach (var parameter in route.Parameters)
        {
            var isList = parameter.Schema.Type == JsonSchemaType.Array;
            yield return new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = parameter.Schema,
                Style = isList ? ParameterStyle.Form : null,
                Explode = !isList,
            };
        }

        if (route.NeedsVersion)
            yield return Header("If-Match", "The ETag that was read; its version is compared.", isRequired: true, "\"3-5f0c2a9be1d47c66\"");
        if (route.HasTag)
            yield return Header("If-None-Match", "An ETag: 304 where nothing differs.", isRequired: false, "\"3-5f0c2a9be1d47c66\"");
        if (method != "GET")
            yield return Header("Idempotency-Key", "1–128 characters: with it the request is done once in 24 hours, and asked again answers the same.", isRequired: false, "b7f1c1b0-2d5e-4a53-9d0e-0f6d3a1c7e11");
    }

    private static OpenApiParameter Header(string name, string description, bool isRequired, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Required = isRequired,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(example),
    };

    private static void Headers(OpenApiOperation operation, ApiRoute route, string method)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is not OpenApiResponse answer || status[0] != '2')
                continue;
            answer.Description = status == "201" ? "Added." : "Done.";
            answer.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                ["RateLimit"] = Told("How many requests are left in this area."),
            };
            if (route.HasTag || (method != "GET" && route.Answer == typeof(ChangedShape)))
                answer.Headers["ETag"] = Told("For If-Match of the next change.");
            if (route.IsPaged)
                answer.Headers["Link"] = Told("The next page, rel=\"next\".");
            if (method != "GET")
                answer.Headers["Idempotency-Replayed"] = Told("true where the request had been done before.");
        }

        if (route.HasTag)
            operation.Responses!["304"] = new OpenApiResponse { Description = "Nothing differs." };
    }

    private static OpenApiHeader Told(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static IEnumerable<int> Statuses(ApiRoute route, Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription description)
    {
        IEnumerable<int> statuses = Always;
        if (description.RelativePath!.Contains('{', StringComparison.Ordinal))
            statuses = statuses.Append(404);
        if (description.HttpMethod != "GET")
            statuses = statuses.Concat([409, 413, 422]);
        if (description.SupportedRequestFormats.Count > 0)
            statuses = statuses.Append(415);
        if (route.NeedsVersion)
            statuses = statuses.Concat([412, 428]);
        if (route.Searches)
            statuses = statuses.Append(504);
        return statuses.Order();
    }

    private static OpenApiResponse Problem(int status, OpenApiDocument document)
    {
        var problem = ApiProblem.OfStatus(status);
        return new OpenApiResponse
        {
            Description = status switch
            {
                409 => "Not possible in this state.",
                422 => "The key was used for another request.",
                _ => char.ToUpperInvariant(problem.Detail.En[0]) + problem.Detail.En[1..] + ".",
            },
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [ApiProblem.MediaType] = new() { Schema = new OpenApiSchemaReference(ProblemName, document) },
            },
        };
    }

    private static OpenApiSecurityRequirement Needs(string scheme, OpenApiDocument document) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static async Task TellWholeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "HaiPhongSoc",
            Version = "1",
            Description = "The security operations centre for programs: alerts, incidents, systems, duties, events. Names are snake_case, times RFC 3339 in UTC, enumerations words, " +
                "texts in Vietnamese and English. Errors are RFC 9457 problems. What lies outside the asker's reach does not exist for it.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas[ProblemName] = await context.GetOrCreateSchemaAsync(typeof(ProblemShape), cancellationToken: cancellationToken);
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [TokenScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of a service account." },
            [SessionScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "__Host-soc",
                Description = "A person's session; changes need the antiforgery header that /api/v1/me names.",
            },
        };
    }
}
