using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;

namespace HaiPhongSoc.Operations.Tests.Register;

/// <summary>A register file in the console: what it would do is seen first, and what was seen is what is done.</summary>
public sealed class RegisterPreviewTests() : RegisteredWorld(Known)
{
    private const string Known = """
        organisations:
          - {code: o, name: Sở A}
          - {code: p, name: Sở B}
        systems:
          - {code: a, name: Cổng A, owner: o, status: test, has_real_data: true, assets: [{realm: r, host: web-01}, {realm: r, host: web-02}], record: {suppliers: [{name: N, service: s}]}}
          - {code: b, name: Cổng B, owner: p, status: test, has_real_data: true}
        """;

    private static readonly string Wanted = Known
        .Replace("name: Sở A", "name: Sở A mới", StringComparison.Ordinal)
        .Replace("{code: p, name: Sở B}", "{code: p, name: Sở B}\n  - {code: q, name: Sở C}", StringComparison.Ordinal)
        .Replace("owner: o, status", "owner: o, operator: q, status", StringComparison.Ordinal)
        .Replace("web-02", "web-03", StringComparison.Ordinal)
        .Replace("service: s", "service: t", StringComparison.Ordinal);

    [Fact]
    public async Task What_a_file_would_do_is_told_entry_by_entry_and_done_as_it_was_seen()
    {
        var seen = await PreviewAsync(Wanted);
        seen.Faults.ShouldBeEmpty();
        seen.Changes.Select(c => $"{c.Part} {c.Step} {c.Line} {c.Code}: {string.Join(", ", c.Cells.Select(x => $"{x.Column.En} {x.From} → {x.To}"))}").ShouldBe(
        [
            "Organisation Change 2 o: name Sở A → Sở A mới, former_names  → Sở A",
            "Organisation Add 4 q: name  → Sở C",
            "System Change 6 a: operator  → q",
            "Asset Remove  a: realm r → , kind Máy → , asset web-02 → ",
            "Asset Add 6 a: realm  → r, kind  → Máy, asset  → web-03",
            "Record Change 6 a: service s → t",
        ]);
        World.Systems.Current.Version.ShouldBe(1, "nothing is written");
        (await PreviewAsync(Known)).Changes.ShouldBeEmpty();

        await ImportAsync("{systems: [{code: a, name: Cổng A khác, owner: o, status: test, has_real_data: true, assets: [{realm: r, host: web-01}, {realm: r, host: web-02}]}]}", null);
        var outcome = await World.Operations.SendAsync(new ImportRegister(World.Administrator, Wanted, "r.yml", seen.Seen));
        outcome.Fault!.Code.ShouldBe("import.changed");
        seen = await PreviewAsync(Wanted);
        seen.Changes.ShouldContain(c => c.Part == RegisterPart.System && c.Cells.Any(x => x.From == "Cổng A khác" && x.To == "Cổng A"));
        (await ImportAsync(Wanted, seen.Seen)).SystemsChanged.ShouldBe(1);
        (await PreviewAsync(Wanted)).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Faults_are_told_with_their_line_and_remedy_in_both_languages()
    {
        var fault = (await PreviewAsync(Known.Replace("owner: p, status: test", "owner: x, status: gone", StringComparison.Ordinal))).Faults.ShouldHaveSingleItem();
        (fault.Line, fault.Text).ShouldBe((6, "- {code: b, name: Cổng B, owner: x, status: gone, has_real_data: true}"));
        fault.Why.ShouldBe(new Wording(
            "systems[1].status là \"gone\": ghi một trong in-operation, test, not-concluded, retired", "systems[1].status is \"gone\": write one of in-operation, test, not-concluded, retired"));

        var unknown = (await PreviewAsync(Known.Replace("owner: p, status", "owner: x, status", StringComparison.Ordinal))).Faults.ShouldHaveSingleItem();
        unknown.Why.Vi.ShouldBe("hệ thống \"b\": owner \"x\" không phải là cơ quan: thêm vào mục organisations, hoặc sửa mã");
        (await PreviewAsync("systems: [")).Faults.ShouldHaveSingleItem().Why.Vi.ShouldStartWith("không đúng cách viết YAML hoặc JSON");
        (await PreviewAsync("organisations:\n  - {code: z, name: S\uFFFD}")).Faults.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Line.ShouldBe(2), f => f.Why.Vi.ShouldContain("UTF-8"));
        (await PreviewAsync(RegisterExample.Yaml)).ShouldSatisfyAllConditions(p => p.Faults.ShouldBeEmpty(), p => p.Changes.Count.ShouldBe(5));

        var refused = (await World.Operations.SendAsync(new ImportRegister(World.Administrator, Known.Replace("owner: p", "owner: x", StringComparison.Ordinal), "r.yml"))).Fault!;
        refused.Message.Vi.ShouldBe("r.yml:6:5: hệ thống \"b\": owner \"x\" không phải là cơ quan: thêm vào mục organisations, hoặc sửa mã");
    }

    private async Task<RegisterImportPreview> PreviewAsync(string yaml) => (await World.Operations.SendAsync(new PreviewRegisterImport(World.Administrator, yaml))).Require();

    private async Task<RegisterImported> ImportAsync(string yaml, string? seen) => (await World.Operations.SendAsync(new ImportRegister(World.Administrator, yaml, "r.yml", seen))).Require();
}
