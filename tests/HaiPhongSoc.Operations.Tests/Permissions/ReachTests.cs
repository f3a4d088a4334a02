using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Tests.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Permissions;

/// <summary>What lies outside an actor's reach does not exist for it: not in lists, not by its number, not to change.</summary>
public sealed class ReachTests
{
    private const string Register = """
        organisations:
          - {code: city, name: Thành phố}
          - {code: health, name: Sở Y tế, parent: city}
          - {code: hospital, name: Bệnh viện, parent: health}
          - {code: centre, name: Trung tâm Chuyển đổi số, parent: city}
        systems:
          - {code: his, name: Hệ thống bệnh viện, level: {proposed: 3, basis: b}, owner: hospital, operator: hospital, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: ttthdl, host: his-01}]}
          - {code: portal, name: Cổng dịch vụ công, level: {proposed: 3, basis: b}, owner: city, operator: centre, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: ttthdl, host: portal-01}]}
        """;

    private static readonly SystemIdentity His = new("his", "Hệ thống bệnh viện", 3, "hospital", "Bệnh viện", true, true);
    private static readonly SystemIdentity PublicPortal = new("portal", "Cổng dịch vụ công", 3, "city", "Thành phố", true, true);

    private static readonly Actor Hospital = new("o-1", "Bệnh viện", [RoleNames.SystemOwner]) { OrganisationCode = "hospital" };
    private static readonly Actor Health = new("o-2", "Sở Y tế", [RoleNames.SystemOwner]) { OrganisationCode = "health" };
    private static readonly Actor Centre = new("o-3", "Trung tâm", [RoleNames.Operator]) { OrganisationCode = "centre" };
    private static readonly Actor Nowhere = new("o-4", "Chưa gán", [RoleNames.SystemOwner]);
    private static readonly Actor HospitalAnalyst = new("o-5", "Trực bệnh viện", [RoleNames.Analyst]) { OrganisationCode = "hospital" };

    [Fact]
    public async Task An_owner_sees_the_systems_of_the_own_organisation_and_those_below()
    {
        await using var world = await WithTwoIncidentsAsync();
        (await SystemsAsync(world, Hospital)).ShouldBe(["his"]);
        (await SystemsAsync(world, Health)).ShouldBe(["his"]);
        (await SystemsAsync(world, Centre)).ShouldBe(["portal"]);
        (await SystemsAsync(world, Nowhere)).ShouldBeEmpty();
        (await SystemsAsync(world, world.Analyst)).ShouldBe(["his", "portal"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_record_of_another_organisation_does_not_exist()
    {
        await using var world = await WithTwoIncidentsAsync();
        var (his, portal) = (await NumberAsync(world, "his"), await NumberAsync(world, "portal"));
        (await world.Operations.SendAsync(new GetIncident(Hospital, his))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new GetIncident(Hospital, portal))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new GetSystem(Hospital, "portal"))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new AddNote(Hospital, portal, "xin chào"))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new AddNote(Hospital, his, "xin chào"))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_duty_of_another_organisation_cannot_be_done()
    {
        await using var world = await WithTwoIncidentsAsync();
        var theirs = (await world.Operations.SendAsync(new ListDuties(Centre))).Require().Items;
        theirs.ShouldNotBeEmpty();
        theirs.ShouldAllBe(d => d.SystemCode == "portal" || (d.SystemCode == null && d.OrganisationCode == Centre.OrganisationCode));
        var duty = theirs[0];
        (await world.Operations.SendAsync(new CompleteDuty(Hospital, duty.Id, duty.Version, "QĐ 1"))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new CompleteDuty(Centre, duty.Id, duty.Version, "QĐ 1"))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task An_analyst_of_an_organisation_has_its_queue_only()
    {
        await using var world = await WithTwoIncidentsAsync();
        var alerts = (await world.Operations.SendAsync(new ListAlerts(HospitalAnalyst, new AlertFilter()))).Require();
        alerts.Items.ShouldHaveSingleItem().System!.Code.ShouldBe("his");
        (alerts.Matching, alerts.All).ShouldBe((1, 1));
        (await world.Operations.SendAsync(new CountAlerts(HospitalAnalyst))).Require().Open.ShouldBe(1);
        (await world.Operations.SendAsync(new GetOverview(HospitalAnalyst))).Require().Systems.ShouldBe(1);
        var other = (await world.Operations.SendAsync(new ListAlerts(world.Analyst, new AlertFilter(SystemCode: "portal")))).Require().Items[0];
        (await world.Operations.SendAsync(new TakeAlert(HospitalAnalyst, other.Id, other.Version))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
    }

    [Fact]
    public async Task Events_may_be_read_of_reached_systems_only()
    {
        await using var world = await WithTwoIncidentsAsync();
        (await world.Operations.SendAsync(new SearchEvents(Hospital))).Require().ShouldSatisfyAllConditions(
            reach => reach.Everything.ShouldBeFalse(), reach => reach.Systems.ShouldBe(["his"]));
        (await world.Operations.SendAsync(new SearchEvents(world.Analyst))).Require().Everything.ShouldBeTrue();
        (await world.Operations.SendAsync(new SearchEvents(new Actor("u", "u", [RoleNames.Auditor])))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
    }

    [Fact]
    public async Task An_owner_does_the_tasks_of_owners_only()
    {
        await using var world = await WithTwoIncidentsAsync(playbooks: true);
        var number = await NumberAsync(world, "his");
        var tasks = (await world.Operations.SendAsync(new GetIncident(Hospital, number))).Require().Tasks;
        var own = tasks.First(t => t.Role == RoleNames.SystemOwner);
        var others = tasks.First(t => t.Role != RoleNames.SystemOwner);
        (await world.Operations.SendAsync(new CompleteTask(Hospital, number, others.Id, others.Version))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        (await world.Operations.SendAsync(new CompleteTask(Hospital, number, own.Id, own.Version))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task My_work_is_that_of_the_own_systems()
    {
        await using var world = await WithTwoIncidentsAsync(playbooks: true);
        var work = (await world.Operations.SendAsync(new GetMyWork(Hospital))).Require();
        work.Systems.ShouldHaveSingleItem().Code.ShouldBe("his");
        work.Incidents.ShouldHaveSingleItem().Systems.ShouldAllBe(s => s.Code == "his");
        work.OpenIncidents.ShouldBe(1);
        work.DutiesAhead.ShouldAllBe(d => d.SystemCode == "his" || (d.SystemCode == null && d.OrganisationCode == Hospital.OrganisationCode));
        work.Tasks.ShouldNotBeEmpty();
        work.Tasks.ShouldAllBe(t => t.Task.Role == RoleNames.SystemOwner);
        (await world.Operations.SendAsync(new GetMyWork(Centre))).Require().Tasks.ShouldNotBeEmpty("an operator does what the playbook asks of owners");
        var nothing = (await world.Operations.SendAsync(new GetMyWork(Nowhere))).Require();
        (nothing.Systems.Count, nothing.Incidents.Count, nothing.Tasks.Count, nothing.NextDutyDueAt).ShouldBe((0, 0, 0, null));
    }

    [Fact]
    public async Task An_assessor_is_told_of_systems_and_not_of_incidents()
    {
        await using var world = await WithTwoIncidentsAsync(playbooks: true);
        var work = (await world.Operations.SendAsync(new GetMyWork(new Actor("as", "Thẩm định", [RoleNames.Assessor])))).Require();
        work.Systems.Count.ShouldBe(2);
        (work.Incidents.Count, work.OpenIncidents, work.Tasks.Count).ShouldBe((0, 0L, 0));
    }

    [Fact]
    public async Task Findings_are_those_of_the_own_systems()
    {
        await using var world = await WithTwoIncidentsAsync();
        await world.Services.GetRequiredService<FindingSweep>().RunAsync(default);
        for (var hour = 0; hour < 25; hour++)
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            await world.Services.GetRequiredService<FindingSweep>().RunAsync(default);
        }

        (await SubjectsAsync(world.Analyst)).ShouldBe(["his", "portal"], ignoreOrder: true);
        (await SubjectsAsync(Hospital)).ShouldBe(["his"]);
        (await SubjectsAsync(Centre)).ShouldBe(["portal"], "it operates what the city owns");
        (await SubjectsAsync(Nowhere)).ShouldBeEmpty();
        (await SubjectsAsync(Hospital, "portal")).ShouldBeEmpty();
        (await world.Operations.SendAsync(new GetMyWork(Hospital))).Require().Findings.ShouldHaveSingleItem().SystemCode.ShouldBe("his");

        async Task<IEnumerable<string>> SubjectsAsync(Actor actor, string? system = null) =>
            (await world.Operations.SendAsync(new ListFindings(actor, system))).Require().Items.Select(f => f.Subject);
    }

    [Fact]
    public async Task A_restricted_incident_and_its_alerts_are_open_to_named_people_only()
    {
        await using var world = await WithTwoIncidentsAsync();
        var (lead, named, other) = (await PersonAsync(world, "truong"), await PersonAsync(world, "lan"), await PersonAsync(world, "minh"));
        var number = await NumberAsync(world, "portal");
        var version = (await world.Operations.SendAsync(new GetIncident(lead, number))).Require().Row.Version;
        var told = world.Told.Events.Count;
        (await world.Operations.SendAsync(new RestrictIncident(lead, number, version, [named.AccountId], "nghi người trong nội bộ"))).IsSuccess.ShouldBeTrue();

        var seen = (await world.Operations.SendAsync(new GetIncident(named, number))).Require();
        seen.Row.Restricted.ShouldBeTrue();
        seen.People.Select(p => p.Id).ShouldBe([lead.AccountId, named.AccountId], ignoreOrder: true);
        seen.Alerts.ShouldNotBeEmpty();
        (await world.Operations.SendAsync(new GetIncident(other, number))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new ListIncidents(other, new IncidentFilter()))).Require().Items.ShouldNotContain(i => i.Number == number);
        (await world.Operations.SendAsync(new ListAlerts(other, new AlertFilter()))).Require().Items.ShouldNotContain(a => a.System!.Code == "portal");
        (await world.Operations.SendAsync(new AssignIncident(lead, number, seen.Row.Version, other.AccountId))).Fault?.Code.ShouldBe("incident.restricted");

        // Nor does the corridor's own source tell of it, where everybody who may search could read it; the audit chain does.
        (await world.Operations.SendAsync(new AddNote(named, number, "đã hỏi nhân chứng"))).IsSuccess.ShouldBeTrue();
        world.Told.Events.Skip(told).Where(e => e.Action.StartsWith("incident.", StringComparison.Ordinal)).ShouldBeEmpty();

        // An alert that comes later is as closed as the others.
        await world.Intake.CommitAsync(
            [Hit(50, rule: "33333333-3333-4333-8333-333333333333", address: "203.0.113.5", time: Minutes(5), host: "portal-01", system: PublicPortal)], new EventId(0, 50), default);
        (await world.Operations.SendAsync(new GetIncident(named, number))).Require().Alerts.Count.ShouldBe(2);
        (await world.Operations.SendAsync(new ListAlerts(other, new AlertFilter()))).Require().Items.ShouldNotContain(a => a.System!.Code == "portal");
    }

    [Fact]
    public async Task An_administrator_names_people_of_a_restricted_incident_without_reading_it()
    {
        await using var world = await WithTwoIncidentsAsync();
        var (lead, other, admin) = (await PersonAsync(world, "truong"), await PersonAsync(world, "minh"), world.Administrator);
        var number = await NumberAsync(world, "portal");
        var version = (await world.Operations.SendAsync(new GetIncident(lead, number))).Require().Row.Version;
        var restricted = (await world.Operations.SendAsync(new RestrictIncident(lead, number, version, [lead.AccountId], "nội bộ"))).Require();

        (await world.Operations.SendAsync(new GetIncident(admin, number))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        _ = restricted;
        var (asker, second) = (await world.AddAsync("quan-tri", RoleNames.Administrator), await world.AddAsync("truong-ca", RoleNames.ShiftLead));
        (await world.Operations.SendAsync(new OpenIncidentTo(asker, number, [other.AccountId], "người cũ đã nghỉ việc"))).Fault?.Code.ShouldBe("approval.needed");
        var asked = (await world.Operations.SendAsync(new RequestApproval(asker, new OpenIncidentTo(asker, number, [other.AccountId], "người cũ đã nghỉ việc")))).Require();
        (await world.Operations.SendAsync(new ApproveRequest(second, asked.Id, asked.Version))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new GetIncident(other, number))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new GetIncident(lead, number))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
    }

    private static async Task<OperationsWorld> WithTwoIncidentsAsync(bool playbooks = false)
    {
        var world = await OperationsWorld.StartAsync(w =>
        {
            if (playbooks)
            {
                foreach (var file in Directory.GetFiles(HaiPhongSoc.Testing.RepositoryRoot.Of("playbooks"), "*.yml"))
                    File.Copy(file, Path.Combine(w.PlaybooksDirectory, Path.GetFileName(file)));
            }
        });
        (await world.Operations.SendAsync(new ImportRegister(world.Administrator, Register, "register.yml"))).Require();
        await world.Intake.CommitAsync(
            [
                Hit(1, address: "203.0.113.5", host: "portal-01", system: PublicPortal, attack: ["T1110"]),
                Hit(2, rule: "22222222-2222-4222-8222-222222222222", address: "203.0.113.9", host: "his-01", system: His, attack: ["T1505.003"]),
            ],
            new EventId(0, 2),
            default);
        return world;
    }

    private static async Task<List<string>> SystemsAsync(OperationsWorld world, Actor actor) =>
        [.. (await world.Operations.SendAsync(new ListSystems(actor))).Require().Items.Select(s => s.Code)];

    private static async Task<string> NumberAsync(OperationsWorld world, string system) =>
        (await world.Operations.SendAsync(new ListIncidents(Actor.Program, new IncidentFilter(SystemCode: system)))).Require().Items.Single().Number;

    private static async Task<Actor> PersonAsync(OperationsWorld world, string name)
    {
        await using var scope = world.Services.CreateAsyncScope();
        var account = new Account { UserName = name, DisplayName = name };
        (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account)).Succeeded.ShouldBeTrue();
        return new Actor(account.Id, name, [RoleNames.ShiftLead]);
    }
}
