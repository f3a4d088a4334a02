using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Tests.Findings;

/// <summary>Logs, register and calendar on the real database: what opens, what closes, and what is said of it.</summary>
public sealed class FindingSweepTests : IAsyncLifetime
{
    private const string Register = """
        organisations:
          - {code: city, kind: city, name: Thành phố}
          - {code: health, kind: department, name: Sở Y tế, parent: city}
        systems:
          - {code: his, name: Bệnh án, level: {proposed: 4, basis: b}, owner: health, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: ttthdl, network: 10.1.0.0/24}, {realm: ttthdl, network: 10.1.0.5/32}]}
          - {code: lab, name: Xét nghiệm, level: {proposed: 2, basis: b}, owner: health, status: not-concluded, has_real_data: false, assets: [{realm: ttthdl, host: lab-01}]}
          - {code: trial, name: Thử nghiệm, level: {proposed: 2, basis: b}, owner: health, status: test, has_real_data: true, assets: [{realm: ttthdl, host: trial-01}]}
        """;

    private static readonly Actor Health = new("o-1", "Sở Y tế", [RoleNames.SystemOwner]) { OrganisationCode = "health" };

    private OperationsWorld? _world;
    private Ear? _ear;

    private OperationsWorld World => _world!;

    private Ear Ear => _ear!;

    public async ValueTask InitializeAsync()
    {
        _world = await OperationsWorld.StartAsync();
        await ImportAsync(Register);
        _ear = new Ear(World.Services.GetRequiredService<ISystemDirectory>(), World.Services.GetRequiredService<PresenceTracker>());
        await TurnAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Ear.Dispose();
        await World.DisposeAsync();
    }

    [Fact]
    public async Task A_flood_of_one_cause_is_one_row_with_its_first_and_last_events()
    {
        for (var i = 0; i < 10; i++)
        {
            Ear.Hear(World.Now, "stray", times: 10_000);
            if (i % 5 == 4)
                await TurnAsync();
        }

        var finding = (await OpenAsync()).ShouldHaveSingleItem();
        (finding.Kind, finding.Subject, finding.Count, finding.OrganisationCode).ShouldBe((FindingKind.UnownedHost, "stray", 100_000, null));
        finding.FirstEvents.ShouldBe(["0-0", "0-1", "0-2", "0-3", "0-4"]);
        finding.LastEvents.ShouldBe(["0-99995", "0-99996", "0-99997", "0-99998", "0-99999"]);
    }

    [Fact]
    public async Task Sources_of_a_system_are_listed_with_their_last_seven_days_to_whoever_may_see_the_system()
    {
        Ear.Hear(World.Now, "lab-01", source: "lab-auth", times: 3);
        await TurnAsync();
        World.Clock.Advance(TimeSpan.FromDays(2));
        Ear.Hear(World.Now, "lab-01", source: "lab-auth", times: 2);
        Ear.Hear(World.Now, address: "10.1.0.5", source: "his-auth");
        await TurnAsync();

        var speaker = (await World.Operations.SendAsync(new ListSpeakers(Health, "lab"))).Require().ShouldHaveSingleItem();
        (speaker.SourceId, speaker.IsDeclared, speaker.LastHeard, speaker.IsSilent).ShouldBe(("lab-auth", false, World.Now, false));
        speaker.Days.Select(d => d.Count).ShouldBe([0, 0, 0, 0, 3, 0, 2]);
        speaker.Days[6].Day.ShouldBe(new DateOnly(2026, 11, 26));
        var stranger = Health with { OrganisationCode = "nobody" };
        (await World.Operations.SendAsync(new ListSpeakers(stranger, "lab"))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
    }

    [Fact]
    public async Task Each_contradiction_names_its_owner_and_closes_with_a_reason_when_the_register_changes()
    {
        Ear.Hear(World.Now, "lab-01");
        Ear.Hear(World.Now, "trial-01");
        Ear.Hear(World.Now, address: "10.1.0.7");
        Ear.Hear(World.Now, "stray");
        Ear.Hear(World.Now, source: "unknown", peer: "10.9.9.9");
        await TurnAsync();

        var open = (await OpenAsync()).ToDictionary(f => f.Kind);
        open.Keys.ShouldBe(
            [FindingKind.SystemNotInUse, FindingKind.TestWithRealData, FindingKind.UnknownNode, FindingKind.UnownedHost, FindingKind.UnownedSource], ignoreOrder: true);
        (open[FindingKind.SystemNotInUse].OrganisationName, open[FindingKind.SystemNotInUse].Severity).ShouldBe(("Sở Y tế", Severity.Medium));
        (open[FindingKind.UnknownNode].SystemCode, open[FindingKind.UnknownNode].Severity).ShouldBe(("his", Severity.High), "level 4 makes it worse");
        open[FindingKind.UnownedSource].Subject.ShouldBe("10.9.9.9");
        (await World.Operations.SendAsync(new ListFindings(Health))).Require().Items.Count.ShouldBe(3, "what no system owns is the centre's");
        (await World.Operations.SendAsync(new GetSystem(Health, "lab"))).Require().ShouldSatisfyAllConditions(
            s => s.Row.OpenFindings.ShouldBe(1),
            s => s.History.ShouldContain(h => h.What.Vi.StartsWith("phát hiện mới: Hệ thống chưa được phép đưa vào sử dụng", StringComparison.Ordinal)));

        await ImportAsync(Register
            .Replace("status: not-concluded", "status: in-operation, conclusion: {document: k, on: 2026-01-05}", StringComparison.Ordinal)
            .Replace("status: test, has_real_data: true", "status: test, has_real_data: false", StringComparison.Ordinal)
            .Replace("network: 10.1.0.5/32}", "network: 10.1.0.5/32}, {realm: ttthdl, network: 10.1.0.7/32}, {realm: ttthdl, host: stray}", StringComparison.Ordinal));
        await TurnAsync();

        (await OpenAsync()).ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.UnownedSource);
        var closed = (await World.Operations.SendAsync(new ListFindings(World.Other, Standing: FindingStanding.Closed))).Require().Items;
        closed.Count.ShouldBe(4);
        closed.ShouldAllBe(f => f.ClosedBecause!.Vi.Length > 0);
        var entry = await World.WithDatabaseAsync(d => d.AuditEntries.Where(e => e.Action == "findings.turn").OrderBy(e => e.Id).LastAsync());
        entry.DetailsVi.ShouldContain("phát hiện tự đóng: Máy chưa thuộc hệ thống thông tin nào trong sổ đăng ký — máy stray, vùng mạng ttthdl: máy đã có trong sổ đăng ký");

        Ear.Hear(World.Now, "stray");
        await TurnAsync();
        (await OpenAsync()).ShouldHaveSingleItem("the register knows it now");
    }

    [Fact]
    public async Task Silence_is_found_after_its_time_and_ends_with_the_first_line_also_across_a_restart()
    {
        // On trial without real data it may be silent.
        await ImportAsync(Register.Replace("status: test, has_real_data: true", "status: test, has_real_data: false", StringComparison.Ordinal));
        Ear.Hear(World.Now, address: "10.1.0.5", system: "his");
        await HoursAsync(23);
        (await OpenAsync()).ShouldBeEmpty();
        await HoursAsync(2);
        (await OpenAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(FindingKind.SilentSystem), f => f.SystemCode.ShouldBe("his"), f => f.Count.ShouldBe(0));

        await World.RestartAsync();
        var tracker = World.Services.GetRequiredService<PresenceTracker>();
        await World.Services.GetRequiredService<FindingSweep>().RestoreAsync(default);
        using var ear = new Ear(World.Services.GetRequiredService<ISystemDirectory>(), tracker);
        World.Clock.Advance(TimeSpan.FromHours(10));
        await TurnAsync();
        (await OpenAsync()).Count.ShouldBe(1, "that nobody listened breaks no silence");

        ear.Hear(World.Now, address: "10.1.0.5");
        await TurnAsync();
        (await OpenAsync()).Count.ShouldBe(1, "it is event 0 again, replayed");
        ear.Hear(World.Now, address: "10.1.0.5");
        await TurnAsync();
        (await OpenAsync()).ShouldBeEmpty();
        var row = await World.WithDatabaseAsync(d => d.Findings.SingleAsync());
        (row.ClosedBecause.Vi, row.Reopened).ShouldBe(("hệ thống đã gửi nhật ký trở lại", 0));
        (await World.WithDatabaseAsync(d => d.HeardDays.SumAsync(h => h.Count))).ShouldBe(2);
    }

    [Fact]
    public async Task Who_was_not_listened_to_is_not_silent()
    {
        await HoursAsync(2);
        World.Clock.Advance(TimeSpan.FromDays(3));
        await HoursAsync(23);
        (await OpenAsync()).ShouldBeEmpty("the program itself was away");
        await HoursAsync(2);
        (await OpenAsync()).Select(f => f.Subject).ShouldBe(["his", "trial"], "a trial with real data obeys the rules of a system in use");
    }

    [Fact]
    public async Task A_document_that_lapsed_is_found_for_its_organisation_and_closes_when_it_is_renewed()
    {
        (await World.Operations.SendAsync(new RecordArrangement(
            Health, "health", "security-regulation", new ArrangementEntry("12/QĐ-SYT", new DateOnly(2026, 3, 1), new DateOnly(2026, 11, 24), null, null)))).Require();
        await TurnAsync();
        (await OpenAsync()).ShouldBeEmpty("its last day is today");
        World.Clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync();

        var lapsed = (await World.Operations.SendAsync(new ListFindings(Health, OrganisationCode: "health", Kind: FindingKind.LapsedDocument))).Require().Items.ShouldHaveSingleItem();
        lapsed.Detail.Vi.ShouldContain("Quy chế bảo đảm an ninh mạng: 12/QĐ-SYT, hạn rà soát 24/11/2026");

        (await World.Operations.SendAsync(new RecordArrangement(
            Health, "health", "security-regulation", new ArrangementEntry("3/QĐ-SYT", new DateOnly(2026, 11, 25), new DateOnly(2027, 11, 25), null, null)))).Require();
        await TurnAsync();
        (await World.Operations.SendAsync(new ListFindings(Health, Kind: FindingKind.LapsedDocument))).Require().Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_seen_for_its_time_is_gone_and_comes_back_as_the_same_row()
    {
        World.Services.GetRequiredService<IOptions<OperationsOptions>>().Value.Findings.ForgetAfter = TimeSpan.FromHours(12);
        Ear.Hear(World.Now, "laptop");
        await HoursAsync(12);
        (await World.WithDatabaseAsync(d => d.Findings.SingleAsync(f => f.Subject == "laptop"))).ClosedBecause.Vi.ShouldBe("không còn thấy trong 0.5 ngày");

        Ear.Hear(World.Now, "laptop");
        await TurnAsync();
        var back = (await OpenAsync()).Single(f => f.Subject == "laptop");
        (back.Reopened, back.Count).ShouldBe((1, 2));
    }

    [Fact]
    public async Task A_flood_of_strangers_is_bounded_and_one_line_of_history()
    {
        World.Services.GetRequiredService<IOptions<OperationsOptions>>().Value.Findings.MostOpen = 50;
        for (var i = 10; i < 110; i++)
            Ear.Hear(World.Now, address: $"10.1.0.{i}");
        await TurnAsync();

        (await World.Operations.SendAsync(new ListFindings(World.Other, Take: 10))).Require().ShouldSatisfyAllConditions(
            p => p.Items.Count.ShouldBe(10), p => p.Matching.ShouldBe(50), p => p.NextCursor.ShouldNotBeNull());
        (await World.Operations.SendAsync(new GetSystem(World.Other, "his"))).Require().History[0].What.Vi.ShouldBe("phát hiện mới (50): Nút mạng lạ trong dải địa chỉ của hệ thống");
    }

    private async Task HoursAsync(int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            World.Clock.Advance(TimeSpan.FromHours(1));
            await TurnAsync();
        }
    }

    private Task TurnAsync() => World.Services.GetRequiredService<FindingSweep>().RunAsync(default);

    private async Task ImportAsync(string register) =>
        (await World.Operations.SendAsync(new ImportRegister(World.Administrator, register, "register.yml"))).Require();

    private async Task<IReadOnlyList<FindingView>> OpenAsync() => (await World.Operations.SendAsync(new ListFindings(World.Other))).Require().Items;
}
