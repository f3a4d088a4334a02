using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Alerts;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Register;

namespace HaiPhongSoc.Web.Tests.Frame;

/// <summary>Everybody is led to what their role works with, and to nothing that would be refused.</summary>
public sealed class MenuTests
{
    public static TheoryData<string> Roles => [.. RoleNames.All];

    [Theory]
    [MemberData(nameof(Roles))]
    public void Nothing_in_the_navigation_is_refused(string role) =>
        Menu.Pages.Where(page => page.Roles.Contains(role, StringComparer.Ordinal))
            .ShouldAllBe(page => PermissionTable.ExtentOf(Someone(role), page.Request) != Extent.None);

    [Theory]
    [InlineData(RoleNames.SystemOwner, "nav-my-work", "nav-incidents", "nav-systems", "nav-findings", "nav-anti-malware", "nav-duties", "nav-organisations", "nav-level", "nav-regulation")]
    [InlineData(RoleNames.Operator, "nav-my-work", "nav-incidents", "nav-systems", "nav-findings", "nav-anti-malware", "nav-duties", "nav-organisations", "nav-level", "nav-regulation")]
    [InlineData(RoleNames.Analyst, "nav-shift", "nav-alerts", "nav-incidents", "nav-search", "nav-systems")]
    [InlineData(RoleNames.Assessor, "nav-my-work", "nav-systems", "nav-findings", "nav-anti-malware", "nav-duties", "nav-organisations", "nav-level", "nav-regulation")]
    [InlineData(RoleNames.DrillDirector, "nav-duties", "nav-systems", "nav-regulation")]
    [InlineData(RoleNames.Auditor, "nav-audit", "nav-findings")]
    [InlineData(RoleNames.Administrator, "nav-approvals", "nav-accounts", "nav-service-accounts", "nav-organisations", "nav-import-register", "nav-screens", "nav-letters")]
    public void A_role_sees_its_pages_in_their_order(string role, params string[] entries) =>
        Menu.Of(Someone(role)).Select(page => page.Test).ShouldBe(entries);

    [Theory]
    [InlineData(RoleNames.Analyst, Paths.Shift)]
    [InlineData(RoleNames.ShiftLead, Paths.Shift)]
    [InlineData(RoleNames.SystemOwner, Paths.MyWork)]
    [InlineData(RoleNames.Operator, Paths.MyWork)]
    [InlineData(RoleNames.Assessor, Paths.MyWork)]
    [InlineData(RoleNames.Responder, Paths.MyWork)]
    [InlineData(RoleNames.Auditor, Paths.Audit)]
    [InlineData(RoleNames.Administrator, Paths.Approvals)]
    public void A_role_has_a_home(string role, string home) => Menu.HomeOf(Someone(role)).ShouldBe(home);

    [Fact]
    public void Who_has_several_roles_is_led_to_a_page_once() =>
        Menu.Of(new Actor("a-1", "Lan", [RoleNames.ShiftLead, RoleNames.DrillDirector, RoleNames.Administrator])).Select(page => page.Address).ShouldBeUnique(StringComparer.Ordinal);

    [Fact]
    public void Whoever_sees_own_systems_only_reads_so()
    {
        var systems = Menu.Pages.First(page => page.Address == Paths.Systems);
        systems.WordFor(Someone(RoleNames.SystemOwner)).ShouldBe("Nav.MySystems");
        systems.WordFor(Someone(RoleNames.Analyst)).ShouldBe("Nav.Systems");
    }

    [Fact]
    public void A_page_names_who_may_open_it() =>
        Menu.RolesThatOpen(Menu.Pages.Single(page => page.Address == Paths.Alerts).Request).ShouldBe([RoleNames.Analyst, RoleNames.ShiftLead, RoleNames.Responder]);

    [Theory]
    [InlineData("/canh-bao?xem=tat-ca&id=7", typeof(AlertsPage))]
    [InlineData("/he-thong/dvc", typeof(SystemPage))]
    [InlineData("/he-thong", typeof(SystemsPage))]
    [InlineData("/nothing/at/all", null)]
    [InlineData("https://evil.example/canh-bao", null)]
    [InlineData("", null)]
    public void An_address_is_known_by_its_page(string address, Type? page) => PageAddresses.Find(address).ShouldBe(page);

    private static Actor Someone(string role) => new("a-1", "Lan", [role]) { OrganisationCode = role is RoleNames.SystemOwner or RoleNames.Operator ? "so-yt" : null };
}
