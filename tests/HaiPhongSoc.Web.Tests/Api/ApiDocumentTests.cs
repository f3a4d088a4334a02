using System.Text.Json;
using System.Text.Json.Nodes;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Web.Api;

namespace HaiPhongSoc.Web.Tests.Api;

/// <summary>
/// The OpenAPI document is what programs are written against: a change of it is a decision. It is written anew by
/// <c>SOC_WRITE_GOLDEN=1 dotnet test --project tests/HaiPhongSoc.Web.Tests/HaiPhongSoc.Web.Tests.csproj --filter-class '*ApiDocumentTests'</c>.
/// </summary>
public sealed class ApiDocumentTests(ServedApi api) : IClassFixture<ServedApi>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_is_the_approved_one()
    {
        var served = (await DocumentAsync()).ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var file = RepositoryRoot.Of("docs/openapi.json");
        if (Environment.GetEnvironmentVariable("SOC_WRITE_GOLDEN") == "1")
            await File.WriteAllTextAsync(file, served);
        served.ShouldBe(await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Everything_that_it_refers_to_is_there()
    {
        var document = await DocumentAsync();
        var references = Nodes(document).OfType<JsonObject>().Select(o => o["$ref"]).OfType<JsonValue>().Select(v => v.GetValue<string>()).ToList();
        references.Count.ShouldBeGreaterThan(50);
        foreach (var reference in references.Distinct(StringComparer.Ordinal))
        {
            JsonNode? at = document;
            foreach (var step in reference.Split('/').Skip(1))
                at = at?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
            at.ShouldNotBeNull(reference);
        }

        var schemes = document["components"]!["securitySchemes"]!.AsObject().Select(s => s.Key).ToList();
        Operations(document).SelectMany(o => o.Operation["security"]!.AsArray()).SelectMany(s => s!.AsObject().Select(n => n.Key)).ShouldAllBe(name => schemes.Contains(name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_says_all_that_a_caller_needs()
    {
        var document = await DocumentAsync();
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var operations = Operations(document).ToList();
        operations.Select(o => o.Operation["operationId"]!.GetValue<string>()).ShouldBe(ApiPermissionTests.Asking(api).Select(r => r.Route.Id), ignoreOrder: true);
        foreach (var (path, method, operation) in operations)
        {
            var id = operation["operationId"]!.GetValue<string>();
            var route = ApiPermissionTests.Asking(api).Single(r => r.Route.Id == id).Route;
            operation["x-permission"]!.GetValue<string>().ShouldBe(route.Scope);
            operation["summary"]!.GetValue<string>().ShouldNotBeEmpty();
            var responses = operation["responses"]!.AsObject();
            foreach (var (status, response) in responses)
            {
                response!["description"]!.GetValue<string>().ShouldNotBeEmpty($"{id} {status}");
                if (status[0] is '4' or '5')
                    response["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/Problem");
                else if (status[0] == '2')
                    response["content"]![route.AnswerType]!["schema"].ShouldNotBeNull(id);
            }

            responses.ContainsKey(route.IsCreated ? "201" : "200").ShouldBeTrue(id);
            foreach (var needed in new[] { "400", "401", "403", "406", "429", "500" })
                responses.ContainsKey(needed).ShouldBeTrue($"{id} {needed}");
            var declared = operation["parameters"]?.AsArray().Where(p => p!["in"]!.GetValue<string>() == "path").Select(p => p!["name"]!.GetValue<string>()) ?? [];
            declared.ShouldBe(path.Split('{').Skip(1).Select(p => p.Split('}')[0]), id);
            (operation["requestBody"] is not null).ShouldBe(BodyExamples.Of(id) is not null || id == "systems.import" || id.StartsWith("register.assets.", StringComparison.Ordinal) || id.StartsWith("register.systems.", StringComparison.Ordinal) || (id.StartsWith("register.records.", StringComparison.Ordinal) && method == "post"), id);
        }
    }

    [Fact]
    public async Task What_is_answered_has_the_members_that_the_document_names()
    {
        var planted = await api.PlantAsync("his");
        var document = await DocumentAsync();
        foreach (var (path, _, operation) in Operations(document).Where(o => o.Method == "get"))
        {
            var pattern = path.Replace("{id}", path.StartsWith("/api/v1/events", StringComparison.Ordinal) ? "{id}" : "{id:long}", StringComparison.Ordinal);
            var answer = await api.SendAsync("GET", planted.Fill(pattern) + (path.EndsWith("/top", StringComparison.Ordinal) ? "?field=user.name" : ""), ServedApi.Token(ReaderOf(path)));
            answer.Status.ShouldBe(200, path);
            if (operation["responses"]!["200"]!["content"]!["application/json"] is { } content) // a workbook has no members
                Matches(JsonNode.Parse(answer.Text), content["schema"]!, document, path);
        }
    }

    private static string ReaderOf(string path) =>
        path.EndsWith("my-work", StringComparison.Ordinal) ? RoleNames.Responder : path.Contains("/audit/", StringComparison.Ordinal) ? RoleNames.Auditor : RoleNames.ShiftLead;

    private static void Matches(JsonNode? value, JsonNode schema, JsonNode document, string at)
    {
        if (schema["$ref"] is { } reference)
            schema = document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!;
        if (value is null)
            return;
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
        {
            Matches(value, choices.First(c => c!["type"]?.ToString() != "null")!, document, at);
            return;
        }

        if (value is JsonArray array && schema["items"] is { } items)
        {
            foreach (var item in array)
                Matches(item, items, document, at + "/[]");
        }

        if (value is not JsonObject given)
            return;
        if (schema["properties"] is not JsonObject properties)
        {
            schema["additionalProperties"].ShouldNotBeNull(at);
            return;
        }

        foreach (var (name, member) in given)
        {
            properties.ContainsKey(name).ShouldBeTrue($"{at}/{name} is not in the document");
            Matches(member, properties[name]!, document, $"{at}/{name}");
        }

        foreach (var required in schema["required"]?.AsArray().Select(r => r!.GetValue<string>()) ?? [])
            given.ContainsKey(required).ShouldBeTrue($"{at}/{required} is missing");
    }

    private async Task<JsonNode> DocumentAsync()
    {
        var answer = await api.SendAsync("GET", "/openapi.json", ServedApi.Token(RoleNames.Auditor));
        answer.Status.ShouldBe(200, answer.Text);
        return JsonNode.Parse(answer.Text)!;
    }

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (path.Key, o.Key, o.Value!.AsObject())));

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(Nodes).Prepend(node),
        JsonArray a => a.OfType<JsonNode>().SelectMany(Nodes).Prepend(node),
        _ => [node],
    };
}
