using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.AntiMalware;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Gaps;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Web.Frame;

/// <summary>A page that people are led to.</summary>
/// <param name="Address">Its path.</param>
/// <param name="Word">Its name, as a key of the texts.</param>
/// <param name="OwnWord">Its name for whoever sees the own organisation's part of it only.</param>
/// <param name="Test">What tests find its link by.</param>
/// <param name="Request">The request that opens it: who may not make it is not led there.</param>
/// <param name="Roles">In whose navigation it stands.</param>
internal sealed record MenuPage(string Address, string Word, string OwnWord, string Test, Type Request, IReadOnlyList<string> Roles)
{
    public string WordFor(Actor actor) => PermissionTable.ExtentOf(actor, Request) == Extent.Organisation ? OwnWord : Word;
}

/// <summary>
/// The console's pages in the order in which they stand in the navigation, and for whom: the one place. The first that a person sees in it is that
/// person's home. It follows <see cref="PermissionTable"/>: a test fails where a role would be led to what it may not open.
/// </summary>
internal static class Menu
{
    private static readonly string[] Columns =
    [
        RoleNames.Analyst, RoleNames.ShiftLead, RoleNames.SystemOwner, RoleNames.Operator, RoleNames.Assessor, RoleNames.Responder,
        RoleNames.DrillDirector, RoleNames.Auditor, RoleNames.Administrator, RoleNames.Kiosk,
    ];

    public static IReadOnlyList<MenuPage> Pages { get; } =
    [
        // An analyst · Sl shift lead · So system owner · Op operator · As assessor · Re responder · Dd drill director · Au auditor · Ad administrator · Ki kiosk
        //                                                          An Sl So Op As Re Dd Au Ad Ki
        Of<GetOverview>(Paths.Shift, "Nav.Shift", "nav-shift",     "x  x  .  .  .  .  .  .  .  ."),
        Of<GetMyWork>(Paths.MyWork, "Nav.MyWork", "nav-my-work",   ".  .  x  x  x  x  .  .  .  ."),
        Of<ListAlerts>(Paths.Alerts, "Nav.Alerts", "nav-alerts",   "x  x  .  .  .  .  .  .  .  ."),
        Of<ListIncidents>(Paths.Incidents, "Nav.Incidents", "nav-incidents",
                                                                    "x  x  x  x  .  x  .  .  .  .", "Nav.MyIncidents"),
        Of<SearchEvents>(Paths.Search, "Nav.Search", "nav-search", "x  x  .  .  .  x  .  .  .  ."),
        Of<ListSystems>(Paths.Systems, "Nav.Systems", "nav-systems",
                                                                    "x  x  x  x  x  x  .  .  .  .", "Nav.MySystems"),
        Of<ListFindings>(Paths.Findings, "Nav.Findings", "nav-findings",
                                                                    ".  x  x  x  x  .  .  .  .  ."),
        Of<GetAntiMalwareCoverage>(Paths.AntiMalware, "Nav.AntiMalware", "nav-anti-malware",
                                                                    ".  x  x  x  x  x  .  .  .  ."),
        Of<ListDuties>(Paths.Duties, "Nav.Duties", "nav-duties",   ".  x  x  x  x  .  x  .  .  ."),
        Of<SearchOrganisations>(Paths.Organisations, "Nav.Organisations", "nav-organisations",
                                                                    ".  x  x  x  x  .  .  .  .  .", "Nav.MyOrganisation"),
        Of<ListSystems>(Paths.Systems, "Nav.Systems", "nav-systems", // the year's duties come before what they are owed for
                                                                    ".  .  .  .  .  .  x  .  .  .", "Nav.MySystems"),
        Of<ExportRegister>(Paths.Exchange, "Nav.Exchange", "nav-exchange", // reached from the systems, and by the palette
                                                                    ".  .  .  .  .  .  .  .  .  ."),
        Of<GetSystemMap>(Paths.SystemMap, "Nav.SystemMap", "nav-system-map", // the same
                                                                    ".  .  .  .  .  .  .  .  .  ."),
        Of<ImportSystems>(Paths.ImportSystems, "Nav.ImportSystems", "nav-import-systems", // the same
                                                                    ".  .  .  .  .  .  .  .  .  ."),
        Of<ImportRecords>(Paths.ImportRecords, "Nav.ImportRecords", "nav-import-records", // the same
                                                                    ".  .  .  .  .  .  .  .  .  ."),
        Of<AddSystem>(Paths.NewSystem, "Systems.Register", "nav-new-system", // the same
                                                                    ".  .  .  .  .  .  .  .  .  ."),
        Of<CompareProfile>(Paths.Profile, "Profile.Title", "nav-profile", // the same
                                                                    ".  .  .  .  .  .  .  .  .  ."),
        Of<AdviseLevel>(Paths.Level, "Nav.Level", "nav-level",     ".  .  x  x  x  .  .  .  .  ."),
        Of<GetRegulation>(Paths.Regulation, "Nav.Regulation", "nav-regulation",
                                                                    ".  x  x  x  x  x  x  .  .  ."),
        Of<GetBoard>(Paths.Board, "Nav.Board", "nav-board",        ".  .  .  .  .  .  .  .  .  x"), // others reach it by the palette
        Of<ListApprovals>(Paths.Approvals, "Nav.Approvals", "nav-approvals",
                                                                    ".  x  .  .  .  .  .  .  x  ."),
        Of<SearchAccounts>(Paths.Accounts, "Nav.Accounts", "nav-accounts",
                                                                    ".  .  .  .  .  .  .  .  x  ."),
        Of<ListServiceAccounts>(Paths.ServiceAccounts, "Nav.ServiceAccounts", "nav-service-accounts",
                                                                    ".  .  .  .  .  .  .  .  x  ."),
        Of<SearchOrganisations>(Paths.Organisations, "Nav.Organisations", "nav-organisations", // whom accounts belong to
                                                                    ".  .  .  .  .  .  .  .  x  .", "Nav.MyOrganisation"),
        Of<ImportRegister>(Paths.ImportRegister, "Nav.ImportRegister", "nav-import-register",
                                                                    ".  .  .  .  .  .  .  .  x  ."),
        Of<ListKiosks>(Paths.Screens, "Nav.Screens", "nav-screens", ".  .  .  .  .  .  .  .  x  ."),
        Of<ListLetters>(Paths.Letters, "Nav.Letters", "nav-letters", ".  .  .  .  .  .  .  .  x  ."),
        Of<SearchAudit>(Paths.Audit, "Nav.Audit", "nav-audit",     ".  .  .  .  .  .  .  x  .  ."),
        Of<ListFindings>(Paths.Findings, "Nav.Findings", "nav-findings",
                                                                    ".  .  .  .  .  .  .  x  .  ."),
    ];

    /// <summary>What stands in the person's navigation; who has several roles finds a page where the first of them has it.</summary>
    public static IEnumerable<MenuPage> Of(Actor actor) =>
        Pages.Where(page => page.Roles.Any(actor.Is) && MayOpen(actor, page)).DistinctBy(page => page.Address, StringComparer.Ordinal);

    /// <summary>Every page that the person may open, also those that stand in the navigation of others.</summary>
    public static IEnumerable<MenuPage> OpenTo(Actor actor) => Pages.Where(page => MayOpen(actor, page)).DistinctBy(page => page.Address, StringComparer.Ordinal);

    /// <summary>What the person sees first; null where nothing is built for the role yet.</summary>
    public static string? HomeOf(Actor actor) => Of(actor).FirstOrDefault()?.Address;

    /// <summary>The roles that may open the page: whom else to ask.</summary>
    public static IReadOnlyList<string> RolesThatOpen(Type request) =>
        [.. RoleNames.All.Where(role => PermissionTable.ExtentOf(new Actor("", "", [role]), request) != Extent.None)];

    private static bool MayOpen(Actor actor, MenuPage page) => PermissionTable.ExtentOf(actor, page.Request) != Extent.None;

    private static MenuPage Of<TRequest>(string address, string word, string test, string cells, string? ownWord = null) => new(
        address,
        word,
        ownWord ?? word,
        test,
        typeof(TRequest),
        [.. Columns.Zip(cells.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cell => cell.Second == "x").Select(cell => cell.First)]);
}
