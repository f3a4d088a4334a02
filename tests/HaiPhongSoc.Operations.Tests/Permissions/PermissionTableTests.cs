using System.Reflection;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Permissions;

namespace HaiPhongSoc.Operations.Tests.Permissions;

/// <summary>Every request has a row, and every cell of the table is what the handlers' pipeline does.</summary>
public sealed class PermissionTableTests(PermissionTableTests.SharedWorld shared) : IClassFixture<PermissionTableTests.SharedWorld>
{
    public static IEnumerable<Type> Requests { get; } =
        [.. typeof(IOperations).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IAsked)))];

    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var row in PermissionTable.Rows)
            {
                foreach (var role in row.Extents.Keys)
                    cells.Add(row.Request.Name, role);
            }

            return cells;
        }
    }

    [Fact]
    public void Every_request_has_exactly_one_row() =>
        PermissionTable.Rows.Select(row => row.Request.Name).Order(StringComparer.Ordinal)
            .ShouldBe(Requests.Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_role_has_a_column() =>
        PermissionTable.Rows.ShouldAllBe(row => row.Extents.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(RoleNames.All.Append(RoleNames.Kiosk)));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell_is_what_the_pipeline_does(string request, string role)
    {
        var row = PermissionTable.Rows.Single(r => r.Request.Name == request);
        var answer = await SendAsync(shared.World, Sample(row.Request, new Actor("nobody-there", "Ai đó", [role])));
        (row.Extents[role] == Extent.None).ShouldBe(answer?.Kind == FaultKind.Forbidden);
    }

    [Fact]
    public async Task Without_a_role_nothing_may_be_done()
    {
        foreach (var row in PermissionTable.Rows)
            (await SendAsync(shared.World, Sample(row.Request, new Actor("x", "x", []))))?.Kind.ShouldBe(FaultKind.Forbidden, row.Request.Name);
    }

    [Fact]
    public void A_token_reaches_no_further_than_its_scopes()
    {
        var actor = Actor.Service("s-1", "SOAR", [RoleNames.ShiftLead], ["alerts:read"]);
        PermissionTable.May<ListAlerts>(actor).ShouldBeTrue();
        PermissionTable.May<CloseAlert>(actor).ShouldBeFalse();
        PermissionTable.May<ListIncidents>(actor).ShouldBeFalse();
    }

    [Fact]
    public void A_scope_gives_nothing_that_the_roles_do_not() =>
        PermissionTable.May<CloseAlert>(Actor.Service("s-1", "SOAR", [RoleNames.Auditor], ["alerts:read", "alerts:write"])).ShouldBeFalse();

    [Fact]
    public void An_account_of_an_organisation_never_reaches_the_city() =>
        PermissionTable.ExtentOf(new Actor("a", "a", [RoleNames.ShiftLead]) { OrganisationCode = "so-yt" }, typeof(ListAlerts)).ShouldBe(Extent.Organisation);

    [Fact]
    public void The_audit_chain_is_of_no_organisation()
    {
        PermissionTable.ExtentOf(new Actor("a", "a", [RoleNames.Auditor]) { OrganisationCode = "so-yt" }, typeof(SearchAudit)).ShouldBe(Extent.None, "the chain is the city's");
        PermissionTable.ExtentOf(new Actor("a", "a", [RoleNames.Auditor]), typeof(SearchAudit)).ShouldBe(Extent.City);
    }

    [Fact]
    public void The_furthest_of_several_roles_counts() =>
        PermissionTable.ExtentOf(new Actor("a", "a", [RoleNames.SystemOwner, RoleNames.Analyst]), typeof(ListIncidents)).ShouldBe(Extent.City);

    [Fact]
    public void Nobody_can_be_made_the_program()
    {
        var made = new Actor(Actor.Program.AccountId, Actor.Program.Name, []);
        PermissionTable.May<ListAlerts>(made).ShouldBeFalse();
    }

    [Fact]
    public void The_mark_of_two_people_stands_at_every_command_that_needs_it_and_at_no_other() =>
        PermissionTable.Rows.Where(row => row.NeedsApproval).Select(row => row.Request.Name).Order(StringComparer.Ordinal)
            .ShouldBe(Requests.Where(type => type.IsAssignableTo(typeof(INeedsApproval))).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task No_marked_command_reaches_its_handler_by_itself_whoever_sends_it()
    {
        foreach (var row in PermissionTable.Rows.Where(row => row.NeedsApproval))
        {
            foreach (var actor in (List<Actor>)[Actor.Program, .. row.Extents.Where(e => e.Value != Extent.None).Select(e => new Actor("x", "x", [e.Key]))])
            {
                var fault = await SendAsync(shared.World, Sample(row.Request, actor));
                (fault?.Code is "approval.needed" or "request.invalid").ShouldBeTrue($"{row.Request.Name}: {fault?.Code ?? "done"}");
            }
        }
    }

    [Fact]
    public void A_wall_screen_may_ask_for_the_board_and_nothing_else()
    {
        var screen = Actor.Kiosk("kiosk:1", "Phòng trực");
        PermissionTable.Rows.Where(row => PermissionTable.ExtentOf(screen, row.Request) != Extent.None).Select(row => row.Request.Name)
            .ShouldBe([nameof(GetSelf), nameof(GetBoard)], ignoreOrder: true);
    }

    private static async Task<Fault?> SendAsync(OperationsWorld world, object request)
    {
        var answer = request.GetType().GetInterfaces().First(i => i.IsGenericType && i.Name is "ICommand`1" or "IQuery`1");
        var send = typeof(IOperations).GetMethods().Single(m => m.Name == nameof(IOperations.SendAsync) && m.GetParameters()[0].ParameterType.Name == answer.Name).MakeGenericMethod(answer.GetGenericArguments());
        var task = (Task)send.Invoke(world.Operations, [request, CancellationToken.None])!;
        await task;
        return ((IOutcome)task.GetType().GetProperty("Result")!.GetValue(task)!).Fault;
    }

    // A request that its validators may refuse and whose record need not exist: only who asks matters here.
    private static object Sample(Type request, Actor actor)
    {
        var constructor = request.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(p => p.ParameterType == typeof(Actor) ? actor : Value(p))]);
    }

    private static object? Value(ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        var type = parameter.ParameterType;
        if (type == typeof(string))
            return "";
        if (type == typeof(Stream))
            return Stream.Null;
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Array.CreateInstance(type.GetGenericArguments()[0], 0);
        if (type.IsInterface)
            return null;
        var constructor = type.GetConstructors().MinBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(Value)]);
    }

    public sealed class SharedWorld : IAsyncLifetime
    {
        private OperationsWorld? _world;

        internal OperationsWorld World => _world!;

        public async ValueTask InitializeAsync() => _world = await OperationsWorld.StartAsync();

        public ValueTask DisposeAsync() => _world!.DisposeAsync();
    }
}
