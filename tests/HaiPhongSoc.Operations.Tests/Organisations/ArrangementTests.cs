using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Organisations;

/// <summary>Documents of an organisation, the duties behind them, and what became of organisations.</summary>
public sealed class ArrangementTests : IAsyncLifetime
{
    private const string Register = """
        organisations:
          - {code: city, kind: city, name: Thành phố}
          - {code: health, kind: department, name: Sở Y tế, parent: city}
          - {code: hospital, kind: unit, name: Bệnh viện Đa khoa, parent: health, former_names: [{name: Nhà thương, until: 1976-12-31}]}
          - {code: works, kind: department, name: Sở Xây dựng, parent: city}
          - {code: district, name: Quận Lê Chân, parent: city, valid_to: 2025-06-30, successor: works}
        """;

    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly ArrangementEntry Plan = new("12/PA-SYT", new DateOnly(2026, 3, 1), new DateOnly(2027, 3, 1), null, null);
    private static readonly Actor Health = new("o-1", "Sở Y tế", [RoleNames.SystemOwner]) { OrganisationCode = "health" };
    private static readonly Actor Works = new("o-2", "Sở Xây dựng", [RoleNames.Operator]) { OrganisationCode = "works" };

    private OperationsWorld? _world;

    private OperationsWorld World => _world!;

    public async ValueTask InitializeAsync()
    {
        _world = await OperationsWorld.StartAsync();
        (await World.Operations.SendAsync(new ImportRegister(World.Administrator, Register, "register.yml"))).Require();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task A_duty_closes_when_its_document_is_entered_and_opens_again_when_that_is_withdrawn()
    {
        var duty = await DutyAsync("response-plan", "health");
        (duty.State, duty.IsOfArrangement, duty.Basis.Contains("nhiệm vụ 32", StringComparison.Ordinal)).ShouldBe((DutyState.Upcoming, true, true));
        (await World.Operations.SendAsync(new CompleteDuty(Health, duty.Id, duty.Version, "xong"))).Fault?.Code.ShouldBe("duty.arrangement");

        var made = (await World.Operations.SendAsync(new RecordArrangement(Health, "health", "response-plan", Plan))).Require();
        duty = (await World.Operations.SendAsync(new GetDuty(Health, duty.Id))).Require();
        (duty.State, duty.EvidenceNote, duty.DoneBy).ShouldBe((DutyState.Done, "12/PA-SYT ngày 01/03/2026", "soc"));
        (await CellAsync("health", "response-plan")).ShouldSatisfyAllConditions(
            c => c.State.ShouldBe(ArrangementState.Held), c => c.NextReview.ShouldBe(new DateOnly(2027, 3, 1)), c => c.DutyDueAt.ShouldNotBeNull("the review is a duty too"));

        var withdrawn = (await World.Operations.SendAsync(new WithdrawArrangement(World.Other, made.Id, made.Version, "nhập nhầm"))).Require();
        duty = (await World.Operations.SendAsync(new GetDuty(Health, duty.Id))).Require();
        (duty.State, duty.DoneAt, duty.EvidenceNote).ShouldBe((DutyState.Upcoming, null, null));
        (await CellAsync("health", "response-plan")).State.ShouldBe(ArrangementState.Missing);

        (await World.Operations.SendAsync(new RestoreArrangement(Health, made.Id, withdrawn.Version))).IsSuccess.ShouldBeTrue();
        (await CellAsync("health", "response-plan")).State.ShouldBe(ArrangementState.Held);
    }

    [Fact]
    public async Task A_review_that_passed_is_overdue_until_the_next_document()
    {
        (await World.Operations.SendAsync(new RecordArrangement(Health, "health", "response-plan", Plan))).Require();
        World.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 3, 2, 0, 0, TimeSpan.Zero));
        await World.Services.GetRequiredService<DutyTick>().RunAsync(default);
        var cell = await CellAsync("health", "response-plan");
        (cell.State, cell.DutyState).ShouldBe((ArrangementState.Lapsed, DutyState.Overdue));

        (await World.Operations.SendAsync(new RecordArrangement(
            Health, "health", "response-plan", Plan with { Number = "3/PA-SYT", Date = new DateOnly(2027, 3, 2), NextReview = new DateOnly(2028, 3, 1) }))).Require();
        cell = await CellAsync("health", "response-plan");
        (cell.State, cell.DutyState, cell.Number).ShouldBe((ArrangementState.Held, DutyState.Upcoming, "3/PA-SYT"));
    }

    [Fact]
    public async Task A_drill_that_a_year_missed_stays_owed_and_is_proved_by_minutes_of_that_year_only()
    {
        var drill = await DutyAsync("response-drill", "health");
        World.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 10, 2, 0, 0, TimeSpan.Zero));
        await World.Services.GetRequiredService<DutyTick>().RunAsync(default);
        await DrillAsync(new DateOnly(2027, 1, 9));
        (await World.Operations.SendAsync(new GetDuty(Health, drill.Id))).Require().State.ShouldBe(DutyState.Overdue);
        await DrillAsync(new DateOnly(2026, 12, 30));
        (await World.Operations.SendAsync(new GetDuty(Health, drill.Id))).Require().State.ShouldBe(DutyState.Done);
        (await World.WithDatabaseAsync(d => d.Duties.CountAsync(x => x.Kind == "response-drill" && x.Year < 2026))).ShouldBe(0);

        async Task DrillAsync(DateOnly day) =>
            (await World.Operations.SendAsync(new RecordArrangement(Health, "health", "response-drill", new ArrangementEntry("BB 1", day, null, null, null)))).Require();
    }

    [Fact]
    public async Task What_was_told_counts_once_somebody_confirmed_it()
    {
        var told = (await World.Operations.SendAsync(new RecordArrangement(
            Health, "health", "principle-conclusion", new ArrangementEntry("5/CV", Today, null, null, "Các đơn vị trực thuộc")))).Require();
        (await CellAsync("health", "principle-conclusion")).State.ShouldBe(ArrangementState.Unconfirmed);
        var read = (await World.Operations.SendAsync(new ConfirmArrangement(Health, told.Id, told.Version, ["Văn phòng", "Phòng Tổ chức"], Today, Confirmed: false))).Require();
        (await CellAsync("health", "principle-conclusion")).State.ShouldBe(ArrangementState.Unconfirmed, "read is not confirmed");
        (await World.Operations.SendAsync(new ConfirmArrangement(Health, told.Id, read.Version, [" Văn phòng "], Today, Confirmed: true))).Require();
        (await DutyAsync("principle-conclusion", "health")).State.ShouldBe(DutyState.Done);
        (await DetailAsync(Health, "health")).Arrangements.Single().Receipts.Select(r => (r.Who, r.ConfirmedOn)).ShouldBe([("Văn phòng", Today), ("Phòng Tổ chức", null)]);
    }

    [Fact]
    public async Task What_was_told_to_several_counts_once_each_of_them_confirmed_it()
    {
        var told = (await World.Operations.SendAsync(new RecordArrangement(
            Health, "health", "principle-conclusion", new ArrangementEntry("5/CV", Today, null, null, "Văn phòng\n Phòng Tổ chức; phong to chuc\n\n")))).Require();
        var document = (await DetailAsync(Health, "health")).Arrangements.Single();
        (document.Audience, string.Join('|', document.Awaited)).ShouldBe(("Văn phòng; Phòng Tổ chức", "Văn phòng|Phòng Tổ chức"));
        var first = (await World.Operations.SendAsync(new ConfirmArrangement(Health, told.Id, told.Version, ["VĂN PHÒNG", "Trạm Y tế"], Today, Confirmed: true))).Require();
        (await CellAsync("health", "principle-conclusion")).State.ShouldBe(ArrangementState.Unconfirmed);
        (await DutyAsync("principle-conclusion", "health")).State.ShouldNotBe(DutyState.Done);
        (await DetailAsync(Health, "health")).Arrangements.Single().Awaited.ShouldBe(["Phòng Tổ chức"]);
        (await World.Operations.SendAsync(new ConfirmArrangement(Health, told.Id, first.Version, ["Phòng Tổ chức"], Today, Confirmed: true))).Require();
        (await CellAsync("health", "principle-conclusion")).State.ShouldBe(ArrangementState.Held);
        (await DutyAsync("principle-conclusion", "health")).State.ShouldBe(DutyState.Done);
    }

    [Fact]
    public async Task An_organisation_enters_its_own_and_what_is_below_and_the_centre_enters_all()
    {
        (await World.Operations.SendAsync(new RecordArrangement(Works, "health", "response-plan", Plan))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await World.Operations.SendAsync(new RecordArrangement(Health, "hospital", "response-plan", Plan))).IsSuccess.ShouldBeTrue();
        var made = (await World.Operations.SendAsync(new RecordArrangement(World.Other, "health", "response-plan", Plan))).Require();
        (await World.Operations.SendAsync(new WithdrawArrangement(Works, made.Id, made.Version, "x"))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await World.Operations.SendAsync(new CorrectArrangement(Health, made.Id, made.Version + 1, Plan))).Fault?.Code.ShouldBe("record.changed");
        (await World.Operations.SendAsync(new GetOrganisation(Works, "health"))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await SearchAsync(Health)).Rows.Select(r => r.Code).ShouldBe(["hospital", "health"], ignoreOrder: true);
        (await World.Operations.SendAsync(new EditOrganisation(new Actor("l", "Trưởng ca", [RoleNames.ShiftLead]) { OrganisationCode = "health" }, "health", 1, "Khác", OrganisationKind.City, null, null, null, null)))
            .Fault?.Kind.ShouldBe(FaultKind.Forbidden);

        // Whoever reaches one organisation only neither makes nor ends the duties of others.
        (await World.WithDatabaseAsync(d => d.Duties.CountAsync(x => x.Kind == "response-plan" && x.OrganisationCode == "works" && x.State == DutyState.Upcoming))).ShouldBe(1);
    }

    [Theory]
    [InlineData("response-plan", "2026-11-25", "2027-01-01", null, "arrangement.entry")] // after today
    [InlineData("response-plan", "2026-03-01", null, null, "arrangement.entry")] // no review
    [InlineData("response-plan", "2026-03-01", "2027-03-02", null, "arrangement.entry")] // later than the profile allows
    [InlineData("response-plan", "2026-03-01", "2026-03-01", null, "arrangement.entry")]
    [InlineData("response-drill", "2026-03-01", "2027-03-01", null, "arrangement.entry")] // nothing to review
    [InlineData("principle-conclusion", "2026-03-01", null, " ", "arrangement.entry")] // told to nobody
    [InlineData("response-plan", "2026-03-01", "2027-03-01", null, null)]
    [InlineData("no-such", "2026-03-01", "2027-03-01", null, "record.not-found")]
    public async Task An_entry_obeys_the_row_of_the_profile(string kind, string date, string? review, string? audience, string? fault) =>
        (await World.Operations.SendAsync(new RecordArrangement(World.Other, "health", kind, new ArrangementEntry("1", Day(date), review is null ? null : Day(review), null, audience))))
            .Fault?.Code.ShouldBe(fault);

    [Fact]
    public async Task The_worst_stands_first_and_names_of_before_find_it()
    {
        (await World.Operations.SendAsync(new RecordArrangement(World.Other, "health", "response-plan", Plan))).Require();
        var all = await SearchAsync(World.Analyst);
        all.Rows[^1].Code.ShouldBe("health");
        (all.All, all.Columns.Count, all.Rows[0].Lacking).ShouldBe((4, 9, 9));
        (await SearchAsync(World.Analyst, text: "benh vien da")).Rows.ShouldHaveSingleItem().Code.ShouldBe("hospital");
        (await SearchAsync(World.Analyst, text: "nha thuong")).Rows.ShouldHaveSingleItem().Code.ShouldBe("hospital");
        (await SearchAsync(World.Analyst, lacking: "response-plan")).Rows.ShouldNotContain(r => r.Code == "health");
        var ended = (await World.Operations.SendAsync(new SearchOrganisations(World.Analyst, "quan le chan", WithEnded: true))).Require().Rows.ShouldHaveSingleItem();
        (ended.Cells.Count, ended.SuccessorCode).ShouldBe((0, "works"));
    }

    [Fact]
    public async Task An_organisation_that_was_merged_owes_nothing_new_and_leads_to_its_successor()
    {
        (await DutyAsync("response-plan", "hospital")).State.ShouldBe(DutyState.Upcoming);
        var version = (await DetailAsync(World.Other, "hospital")).Row.Version;
        (await World.Operations.SendAsync(new EndOrganisation(World.Other, "hospital", version, Today.AddDays(-1), "hospital", "NQ 1"))).Fault?.Code.ShouldBe("organisation.successor");
        var ended = (await World.Operations.SendAsync(new EndOrganisation(World.Other, "hospital", version, Today.AddDays(-1), "health", "NQ 1"))).Require();
        (await DutyAsync("response-plan", "hospital")).State.ShouldBe(DutyState.Lapsed);
        (await World.Operations.SendAsync(new RecordArrangement(World.Other, "hospital", "response-plan", Plan))).Fault?.Code.ShouldBe("organisation.ended");
        (await DetailAsync(World.Other, "health")).Predecessors.ShouldHaveSingleItem().Code.ShouldBe("hospital");
        (await World.Operations.SendAsync(new ReviveOrganisation(World.Other, "hospital", ended.Version, "ghi nhầm"))).Require();
        (await DutyAsync("response-plan", "hospital")).State.ShouldBe(DutyState.Upcoming);
    }

    [Fact]
    public async Task Another_name_keeps_the_one_of_before_whether_a_person_or_a_file_says_it()
    {
        var version = (await DetailAsync(World.Other, "health")).Row.Version;
        (await World.Operations.SendAsync(new EditOrganisation(World.Other, "health", version, "Sở Y tế và Dân số", OrganisationKind.Department, "hospital", null, null, null)))
            .Fault?.Code.ShouldBe("organisation.parent", "below itself");
        (await World.Operations.SendAsync(new EditOrganisation(World.Other, "health", version, "Sở Y tế và Dân số", OrganisationKind.Department, "city", null, new DateOnly(2026, 7, 1), "NQ 2"))).Require();
        (await World.Operations.SendAsync(new ImportRegister(World.Administrator, Register.Replace("Sở Xây dựng", "Sở Kiến thiết", StringComparison.Ordinal), "register.yml"))).Require();
        var health = await DetailAsync(World.Other, "health");
        (health.Row.Name, health.FormerNames[0].Name, health.FormerNames[0].Until).ShouldBe(("Sở Y tế", "Sở Y tế và Dân số", Today.AddDays(-1)), "the file has the last word, and nothing is forgotten");
        health.FormerNames[1].ShouldBe(new FormerNameView("Sở Y tế", new DateOnly(2026, 6, 30), "NQ 2"));
        (await DetailAsync(World.Other, "works")).FormerNames.ShouldHaveSingleItem().Name.ShouldBe("Sở Xây dựng");
        var state = (await World.Operations.SendAsync(new ImportRegister(World.Administrator, Register.Replace("Sở Xây dựng", "Sở Kiến thiết", StringComparison.Ordinal), "register.yml"))).Require();
        state.Version.ShouldBe(World.Systems.Current.Version, "the same file again changes nothing");
    }

    private async Task<DutyRow> DutyAsync(string kind, string organisation) =>
        (await World.WithDatabaseAsync(d => d.Duties.AsNoTracking().Where(x => x.Kind == kind && x.OrganisationCode == organisation).OrderBy(x => x.Id).ToListAsync())).Select(DutyRows.Of).First();

    private async Task<ArrangementCell> CellAsync(string organisation, string column) =>
        (await SearchAsync(World.Analyst)).Rows.Single(r => r.Code == organisation).Cells.Single(c => c.Column == column);

    private async Task<OrganisationMatrix> SearchAsync(Actor actor, string? text = null, string? lacking = null) =>
        (await World.Operations.SendAsync(new SearchOrganisations(actor, text, Lacking: lacking))).Require();

    private async Task<OrganisationDetail> DetailAsync(Actor actor, string organisation) => (await World.Operations.SendAsync(new GetOrganisation(actor, organisation))).Require();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
