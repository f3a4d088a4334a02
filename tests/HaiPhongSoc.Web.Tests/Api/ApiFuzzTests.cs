using System.Text;
using System.Text.Json;
using CsCheck;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Web.Api;

namespace HaiPhongSoc.Web.Tests.Api;

/// <summary>Whatever is sent as a body or in an address, the program answers in words and never breaks.</summary>
public sealed class ApiFuzzTests(ServedApi api) : IClassFixture<ServedApi>
{
    private static readonly Gen<string> Leaf = Consts(
        "null", "true", "0", "-1", "1e999", "123456789012345678901234567890", "0.1", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u202e\"", "\"drill\"", "\"closed\"",
        "\"2026-11-24T02:00:00Z\"", "[]", "{}", "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "{\"a\":{\"a\":{\"a\":{}}}}", "NaN", "\"" + new string('x', 9_000) + "\"", "[\"a\",1,null]", "\"\u0007\"", "'x'");

    private static readonly Gen<string> Name = Consts(
        "verdict", "note", "reason", "state", "conditions", "evidence", "result", "text", "account_ids", "account_id", "evidence_note", "$ref", "$type", "$id", "a'b", "a.b", "x[0]", "");

    private static readonly Gen<string> Body = Gen.OneOf(
        Gen.Select(Name, Leaf, (name, value) => $"{JsonSerializer.Serialize(name)}:{value}").Array[0, 4].Select(members => "{" + string.Join(',', members) + "}"),
        Leaf,
        Consts("", " ", "{", "}", "{\"text\":", "{\"text\":\"x\"}}", "{\"text\":\"x\"} x", "// c\n{}", "{\"text\":\"x\",}", "\ufeff{\"text\":\"x\"}"));

    private static Gen<string> Consts(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public async Task No_body_breaks_an_operation()
    {
        var planted = await api.PlantAsync("his");
        foreach (var (id, _) in BodyExamples.All)
        {
            var (method, pattern, _) = ApiPermissionTests.Asking(api).Single(r => r.Route.Id == id);
            await Body.SampleAsync(
                async body => Check(await api.SendAsync(method, planted.Fill(pattern), ServedApi.Token(RoleNames.ShiftLead), body, "\"1\""), $"{id} {body}"),
                iter: 60, threads: 1);
        }
    }

    [Fact]
    public async Task No_bytes_break_an_operation()
    {
        var planted = await api.PlantAsync("his");
        await Gen.Byte.Array[0, 200].SampleAsync(
            async bytes =>
            {
                using var request = ServedApi.Request("POST", $"/incidents/{planted.Incident}/notes", ServedApi.Token(RoleNames.ShiftLead));
                request.Content = new ByteArrayContent([.. "{\"text\":\""u8, .. bytes, .. "\"}"u8]);
                request.Content.Headers.ContentType = new("application/json");
                Check(await api.SendAsync(request), Convert.ToHexString(bytes));
            },
            iter: 200, threads: 1);
    }

    [Fact]
    public async Task No_parameter_breaks_a_list()
    {
        var value = Gen.OneOf(Gen.String[0, 40], Consts("-1", "1e9", "99999999999999999999", "\ud800", "\0", "%", "2026-11-24T02:00:00+99:00", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "a:*", "((((((", "not", "*:*", "AAAA", "LTEu"));
        var paths = ApiPermissionTests.Asking(api).Where(r => r.Route.Parameters.Count > 0).ToList();
        foreach (var (_, pattern, route) in paths)
        {
            foreach (var parameter in route.Parameters)
            {
                await value.SampleAsync(
                    async text => Check(await api.SendAsync("GET", $"{Planted.Nothing.Fill(pattern)}?{parameter.Name}={Escape(text)}", ServedApi.Token(RoleNames.ShiftLead)), $"{route.Id} {parameter.Name}={text}"),
                    iter: 12, threads: 1);
            }
        }
    }

    // A lone surrogate cannot be written as UTF-8; its bytes can be sent all the same.
    private static string Escape(string text) => string.Concat(Encoding.UTF8.GetBytes(text.Replace("\ud800", "\u0001", StringComparison.Ordinal)).Select(b => b == 1 ? "%ED%A0%80" : $"%{b:X2}"));

    private static void Check(Answer answer, string sent)
    {
        answer.Status.ShouldBeLessThan(500, $"{sent}: {answer.Text}");
        if (answer.Status < 400)
            return;
        answer.Type.ShouldBe("application/problem+json", sent);
        answer.Text.ShouldNotContain("System.");
        answer.Text.ShouldNotContain("HaiPhongSoc.");
    }
}
