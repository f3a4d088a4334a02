using EndToEnd.Tests.Processes;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Corridor;

/// <summary>The pipeline obeys the register and the profile that was read at the start, without another start.</summary>
public sealed class LevelInForceTests(OneSystemCity city) : IClassFixture<OneSystemCity>
{
    private static readonly Actor Owner = new("chu-quan", "Lê Thị Chủ", [RoleNames.SystemOwner]) { OrganisationCode = "so-a" };

    private IOperations Operations => city.Services.GetRequiredService<IOperations>();

    private IEventStore Store => city.Services.GetRequiredService<IEventStore>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_on_the_level_changes_the_next_alert_its_retention_and_the_duties_and_a_draft_changes_nothing()
    {
        (await SeverityAsync("203.0.113.1")).ShouldBe((Severity.High, 3));
        var duties = await DutiesAsync();
        duties.ShouldNotContain("penetration-test", StringComparer.Ordinal);

        var drafted = (await Operations.SendAsync(new DetermineLevel(Owner, OneSystemCity.System, (await SystemAsync()).Version, PublicOnly, null, null), Stop)).Require();
        (await SystemAsync()).ShouldSatisfyAllConditions(s => s.ComputedLevel.ShouldBe(1), s => s.Row.Level.ShouldBe(3));
        (await SeverityAsync("203.0.113.2")).ShouldBe((Severity.High, 3));
        (await DutiesAsync()).ShouldBe(duties);

        var assessor = await NewAccount.AddAsync(city.Services, "tham-dinh", RoleNames.Assessor);
        var second = await NewAccount.AddAsync(city.Services, "quan-tri", RoleNames.Administrator);
        var decide = new DecideLevel(assessor, OneSystemCity.System, drafted.Version, 4, "QĐ 2/QĐ-UBND", new DateOnly(2026, 11, 20), "liên thông toàn quốc, vận hành 24/7");
        (await Operations.SendAsync(decide, Stop)).Fault!.Code.ShouldBe("approval.needed");
        var asked = (await Operations.SendAsync(new RequestApproval(assessor, decide), Stop)).Require();
        (await SeverityAsync("203.0.113.3")).ShouldBe((Severity.High, 3));
        (await Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version), Stop)).Require();

        (await SeverityAsync("203.0.113.4")).ShouldBe((Severity.Critical, 4));
        (await DutiesAsync()).Except(duties, StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(["penetration-test", "vulnerability-scan-critical"]);
        await Store.SealAsync(Stop);
        Classes().ShouldContain("level3", StringComparer.Ordinal);
        Classes().Count(c => c == "level4").ShouldBe(1);
        var why = (await Operations.SendAsync(new SearchAudit(new Actor("kiem-toan", "Bùi Văn Toán", [RoleNames.Auditor]), new AuditFilter(Text: "liên thông toàn quốc")), Stop)).Require().Items;
        why.ShouldContain(e => e.Details.Vi.Contains("cấp độ áp dụng 3 → 4 — liên thông toàn quốc", StringComparison.Ordinal), string.Join('\n', why));
    }

    [Fact]
    public void A_retention_shorter_than_the_profile_asks_is_told_at_the_start_and_a_longer_one_is_not()
    {
        var (_, text) = city.Logged.Where(line => line.Id == 4012).ShouldHaveSingleItem();
        text.ShouldBe(
            "Events of systems of level 3 are kept 90 days, less than the 12 months that the regulation profile asks (Quy định của thành phố, theo thời hạn dài nhất của TCVN 14423:2026, x.8.2.1): "
            + "set EventStore:RetentionDays:level3 to 366 or more, or leave it and default out to keep them for ever");
    }

    [Fact]
    public async Task The_profile_that_was_read_stays_when_its_file_becomes_faulty_and_another_start_refuses_it_with_line_and_reason()
    {
        var running = await BasesAsync();
        var lines = await File.ReadAllLinesAsync(city.ProfileFile, Stop);
        var at = Array.FindIndex(lines, line => line == "    confidence: verified");
        await File.WriteAllLinesAsync(city.ProfileFile, [.. lines[..at], "    confidence: certain", .. lines[(at + 1)..]], Stop);

        (await BasesAsync()).ShouldBe(running);
        (await SeverityAsync("203.0.113.9")).Severity.ShouldBeOneOf(Severity.High, Severity.Critical);
        var (exitCode, _, error) = await city.StartAgainAsync();
        exitCode.ShouldBe(2, error);
        error.ShouldContain($"{city.ProfileFile}:{at + 1}:");
        error.ShouldContain("confidence");
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> PublicOnly { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["purpose"] = ["internal"],
        ["information"] = ["public"],
        ["national-data"] = ["no"],
        ["harm"] = ["none"],
        ["decided"] = ["none"],
    };

    private async Task<SystemDetail> SystemAsync() => (await Operations.SendAsync(new GetSystem(Actor.Program, OneSystemCity.System), Stop)).Require();

    private async Task<List<string>> DutiesAsync() =>
        [.. (await Operations.SendAsync(new ListDuties(Actor.Program, SystemCode: OneSystemCity.System, WithMilestones: false), Stop)).Require().Items.Select(d => d.Kind).Distinct(StringComparer.Ordinal)];

    private async Task<(Severity Severity, int Level)> SeverityAsync(string address)
    {
        await city.AttackAsync(address, Stop);
        var alert = (await Operations.SendAsync(new ListAlerts(Actor.Program, new AlertFilter(Text: address)), Stop)).Require().Items.ShouldHaveSingleItem();
        return (alert.Severity, alert.System!.Level);
    }

    private async Task<List<(string, string, BasisView)>> BasesAsync() =>
        [.. (await Operations.SendAsync(new GetRegulation(Actor.Program), Stop)).Require().Rows.Select(r => (r.Part, r.Id, r.Basis))];

    // A segment's name holds the class of its events.
    private List<string> Classes() =>
        [.. Directory.GetFiles(Path.Combine(city.DataDirectory, "events"), "*.parquet", SearchOption.AllDirectories).Select(file => Path.GetFileName(file).Split('.')[4])];
}
