using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;

namespace HaiPhongSoc.Operations.Tests.Organisations;

/// <summary>Who acts for an organisation, by what document, and whether they are reached.</summary>
public sealed class PeopleInChargeTests : IAsyncLifetime
{
    private const string Register = """
        organisations:
          - {code: city, name: Thành phố}
          - {code: health, name: Sở Y tế, parent: city}
          - {code: centre, name: Trung tâm, parent: city}
        systems:
          - {code: his, name: Hệ thống bệnh viện, level: {proposed: 3, basis: b}, owner: health, operator: centre, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
        """;

    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly PersonEntry Contact = new("contact-point", "Minh Họa", null, "0225 000 0900", null, null, IsRoundTheClock: true, false, null, null, null, null, null);
    private static readonly PersonEntry Delegate = new("owner", "Phó Giám đốc", null, null, null, "his", false, IsDelegated: true, "5/UQ", Today, "Ký hồ sơ cấp độ", Today, Today.AddYears(1));
    private static readonly Actor Health = new("o-1", "Sở Y tế", [RoleNames.SystemOwner]) { OrganisationCode = "health" };
    private static readonly Actor Centre = new("o-2", "Trung tâm", [RoleNames.Operator]) { OrganisationCode = "centre" };

    private OperationsWorld? _world;

    private OperationsWorld World => _world!;

    public async ValueTask InitializeAsync()
    {
        _world = await OperationsWorld.StartAsync();
        (await World.Operations.SendAsync(new ImportRegister(World.Administrator, Register, "register.yml"))).Require();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task Contacts_are_verified_for_as_long_as_the_profile_says_and_the_duty_follows()
    {
        (await World.Operations.SendAsync(new VerifyContacts(Health, "health"))).Fault?.Code.ShouldBe("contacts.none");
        (await World.Operations.SendAsync(new RecordArrangement(Health, "health", "contact-verification", new ArrangementEntry("1", Today, Today.AddYears(1), null, null)))).Fault?.Code.ShouldBe("arrangement.contacts");
        var named = (await World.Operations.SendAsync(new NamePersonInCharge(Health, "health", Contact))).Require();
        (await PersonAsync()).IsVerificationLapsed.ShouldBeTrue("nobody tried yet");
        (await World.Operations.SendAsync(new VerifyContacts(Health, "health"))).Require();
        var person = await PersonAsync();
        (person.VerifiedOn, person.IsVerificationLapsed).ShouldBe((Today, false));
        (await CellAsync()).ShouldSatisfyAllConditions(c => c.State.ShouldBe(ArrangementState.Held), c => c.NextReview.ShouldBe(Today.AddYears(1)), c => c.DutyState.ShouldBe(DutyState.Upcoming));

        // Another number was tried by nobody.
        (await World.Operations.SendAsync(new EditPersonInCharge(Health, named.Id, person.Version, Contact with { Phone = "0225 000 0901" }))).Require();
        (await PersonAsync()).VerifiedOn.ShouldBeNull();
        (await CellAsync()).State.ShouldBe(ArrangementState.Unconfirmed);
        (await World.Operations.SendAsync(new VerifyContacts(Health, "health"))).Require();
        (await CellAsync()).State.ShouldBe(ArrangementState.Held);
        person = await PersonAsync();
        var withdrawn = (await World.Operations.SendAsync(new WithdrawPersonInCharge(Health, person.Id, person.Version, "nghỉ hưu"))).Require();
        (await CellAsync()).State.ShouldBe(ArrangementState.Lapsed, "nobody is reached any more");
        (await World.Operations.SendAsync(new RestorePersonInCharge(Health, person.Id, withdrawn.Version))).Require();
        World.Clock.SetUtcNow(new DateTimeOffset(2027, 11, 26, 2, 0, 0, TimeSpan.Zero));
        (await CellAsync()).State.ShouldBe(ArrangementState.Lapsed);
    }

    [Theory]
    [InlineData("number")]
    [InlineData("date")]
    [InlineData("scope")]
    [InlineData("from")]
    [InlineData("to")]
    public async Task A_delegation_is_in_writing_with_a_scope_and_a_term(string left)
    {
        var entry = left switch
        {
            "number" => Delegate with { DocumentNumber = " " },
            "date" => Delegate with { DocumentDate = null },
            "scope" => Delegate with { Scope = null },
            "from" => Delegate with { ValidFrom = null },
            _ => Delegate with { ValidTo = null },
        };
        (await World.Operations.SendAsync(new NamePersonInCharge(Health, "health", entry))).Fault?.Code.ShouldBe("request.invalid");
        (await World.Operations.SendAsync(new NamePersonInCharge(Health, "health", Delegate))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_sees_a_system_sees_whom_to_ask_of_its_owner_and_its_operator_while_they_act()
    {
        (await World.Operations.SendAsync(new NamePersonInCharge(Health, "health", Delegate))).Require();
        (await World.Operations.SendAsync(new NamePersonInCharge(Centre, "centre", Contact))).Require();
        var gone = (await World.Operations.SendAsync(new NamePersonInCharge(Centre, "centre", Contact with { Name = "Người cũ" }))).Require();
        (await World.Operations.SendAsync(new WithdrawPersonInCharge(Centre, gone.Id, gone.Version, "chuyển công tác"))).Require();
        (await PeopleOfSystemAsync(Centre)).ShouldBe(["Minh Họa", "Phó Giám đốc"]);
        World.Clock.Advance(TimeSpan.FromDays(400));
        (await PeopleOfSystemAsync(Health)).ShouldBe(["Minh Họa"], "the delegation's term is over");
    }

    [Fact]
    public async Task Roles_are_those_of_the_profile_systems_the_own_and_people_of_the_own_organisation()
    {
        (await World.Operations.SendAsync(new NamePersonInCharge(Health, "health", Contact with { Role = "prime-minister" }))).Fault?.Code.ShouldBe("person.role");
        (await World.Operations.SendAsync(new NamePersonInCharge(Health, "health", Contact with { System = "none" }))).Fault?.Code.ShouldBe("person.system");
        (await World.Operations.SendAsync(new NamePersonInCharge(Health, "health", Contact with { Phone = null }))).Fault?.Code.ShouldBe("request.invalid");
        (await World.Operations.SendAsync(new NamePersonInCharge(Centre, "health", Contact))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        var named = (await World.Operations.SendAsync(new NamePersonInCharge(Health, "health", Contact))).Require();
        (await World.Operations.SendAsync(new EditPersonInCharge(Centre, named.Id, named.Version, Contact))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await World.Operations.SendAsync(new EditPersonInCharge(Health, named.Id, named.Version + 1, Contact))).Fault?.Code.ShouldBe("record.changed");
    }

    private async Task<InChargeView> PersonAsync() => (await World.Operations.SendAsync(new GetOrganisation(Health, "health"))).Require().People.ShouldHaveSingleItem();

    private async Task<ArrangementCell> CellAsync() =>
        (await World.Operations.SendAsync(new GetOrganisation(Health, "health"))).Require().Row.Cells.Single(c => c.Column == "contact-verification");

    private async Task<List<string>> PeopleOfSystemAsync(Actor actor) => [.. (await World.Operations.SendAsync(new GetSystem(actor, "his"))).Require().People.Select(p => p.Name)];
}
