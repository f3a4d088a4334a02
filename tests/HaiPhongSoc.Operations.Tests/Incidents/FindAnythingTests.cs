using System.Globalization;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;

namespace HaiPhongSoc.Operations.Tests.Incidents;

/// <summary>What people type finds what they mean, at once, and nothing that they may not open.</summary>
public sealed class FindAnythingTests
{
    private const string Register = """
        organisations:
          - {code: city, name: Thành phố}
          - {code: health, name: Sở Y tế, parent: city, former_names: [{name: Ty Y tế, until: 1990-12-31}]}
        systems:
          - {code: portal, name: Cổng dịch vụ công Đường thủy Ưu tiên, level: {proposed: 3, basis: b}, owner: city, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: ttthdl, host: portal-01}]}
          - {code: his, name: Hệ thống bệnh viện, level: {proposed: 3, basis: b}, owner: health, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: ttthdl, host: his-01}]}
        """;

    [Theory]
    [InlineData("cong dich vu")]
    [InlineData("CỔNG DỊCH VỤ")]
    [InlineData("đường thủy")]
    [InlineData("Duong thuy")]
    [InlineData("ĐƯỜNG")]
    [InlineData("uu tien cong")]
    public async Task Vietnamese_is_found_however_it_is_typed(string text)
    {
        await using var world = await StartAsync();
        foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
            (await FindAsync(world, world.Analyst, text.Normalize(form))).ShouldContain(f => f.Kind == FoundKind.System && f.Key == "portal", $"{text} as {form}");
    }

    [Theory]
    [InlineData("ư", "u")]
    [InlineData("Ơ", "o")]
    [InlineData("đĐ", "dd")]
    [InlineData("Tiếng Việt", "tieng viet")]
    [InlineData("ẤẬỹ", "aay")]
    public void Folding_is_the_same_composed_and_decomposed(string text, string folded)
    {
        FoldedText.Of(text.Normalize(NormalizationForm.FormC)).ShouldBe(folded);
        FoldedText.Of(text.Normalize(NormalizationForm.FormD)).ShouldBe(folded);
    }

    [Fact]
    public async Task Only_what_the_role_may_open_is_found()
    {
        await using var world = await StartAsync();
        var owner = new Actor("o", "Sở Y tế", [RoleNames.SystemOwner]) { OrganisationCode = "health" };
        (await FindAsync(world, owner, "01")).Select(f => f.Key).ShouldBe(["his-01"]);
        (await FindAsync(world, owner, "cong dich vu")).ShouldBeEmpty();
        (await FindAsync(world, owner, "ty y te")).ShouldBe([new Found(FoundKind.Organisation, "health", new Wording("Sở Y tế", "Sở Y tế"), "health")]);
        (await FindAsync(world, owner, "thanh pho")).ShouldBeEmpty();
        (await FindAsync(world, new Actor("as", "Thẩm định", [RoleNames.Assessor]), "01")).ShouldAllBe(f => f.Kind == FoundKind.Host);
        (await world.Operations.SendAsync(new FindAnything(new Actor("au", "Kiểm toán", [RoleNames.Auditor]), "01"))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
    }

    [Fact]
    public async Task Among_thousands_of_incidents_a_search_asks_few_questions_and_shows_few_answers()
    {
        await using var world = await StartAsync();
        await world.WithDatabaseAsync(async database =>
        {
            await using var transaction = await database.BeginSerialAsync(default);
            database.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = 1; i <= 4_000; i++)
            {
                var title = string.Create(CultureInfo.InvariantCulture, $"Dò mật khẩu từ 203.0.113.{i % 250} vào máy chủ số {i}");
                database.Incidents.Add(new IncidentRecord
                {
                    Number = string.Create(CultureInfo.InvariantCulture, $"SC-2026-{i:D6}"),
                    Title = new Wording(title, title),
                    OpenedBecause = new Wording(title, title),
                    Severity = Severity.High,
                    SearchText = FoldedText.Of(title),
                    OpenedAt = i,
                    DetectedAt = i,
                });
            }

            var kept = await database.SaveChangesAsync();
            await transaction.CommitAsync();
            return kept;
        });

        (await FindAsync(world, world.Analyst, "SC-2026-000012")).ShouldContain(f => f.Key == "SC-2026-000012");
        (await FindAsync(world, world.Analyst, "12")).ShouldContain(f => f.Key == "SC-2026-000012");
        foreach (var text in new[] { "do mat khau", "máy chủ số 19999", "khong co o dau ca", "000777" })
        {
            // The same few questions whatever the count: how long they take is `soc bench console`'s figure "search".
            world.Queries.Reset();
            (await FindAsync(world, world.Analyst, text)).Count.ShouldBeLessThanOrEqualTo(30);
            world.Queries.Count.ShouldBeInRange(1, 8, text);
        }
    }

    private static async Task<IReadOnlyList<Found>> FindAsync(OperationsWorld world, Actor actor, string text) =>
        (await world.Operations.SendAsync(new FindAnything(actor, text))).Require();

    private static Task<OperationsWorld> StartAsync() => OperationsWorld.StartAsync(world =>
    {
        world.RegisterFile = Path.Combine(Path.GetDirectoryName(world.DataDirectory)!, "register.yml");
        File.WriteAllText(world.RegisterFile, Register);
    });
}
