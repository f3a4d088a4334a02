using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.External;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.AntiMalware;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Gaps;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Permissions;

/// <summary>
/// Who may do what: the one place. <c>c</c> the whole city, <c>o</c> the systems of the own organisation and those below it, <c>s</c> the own account,
/// <c>.</c> not at all; <c>C</c> the whole city or nothing, where records are of no organisation. An account that is bound to an organisation reaches no further than it, whatever stands here. Enforced around every handler
/// by <see cref="PermissionBehaviour{TRequest,TResponse}"/>; a <c>2</c> after the cells: a second person approves it; a request without a row is refused, and a test finds it before that.
/// </summary>
public static class PermissionTable
{
    private static readonly string[] Columns =
    [
        RoleNames.Analyst, RoleNames.ShiftLead, RoleNames.SystemOwner, RoleNames.Operator, RoleNames.Assessor, RoleNames.Responder,
        RoleNames.DrillDirector, RoleNames.Auditor, RoleNames.Administrator, RoleNames.Kiosk,
    ];

    /// <summary>Areas that no program may enter with a token: who may do what is decided by people.</summary>
    private static readonly string[] OfPeople = ["account administration", "approvals", "incident access", "kiosks", "own account", "tokens"];

    public static IReadOnlyList<PermissionRow> Rows { get; } =
    [
        // An analyst · Sl shift lead · So system owner · Op operator · As assessor · Re responder · Dd drill director · Au auditor · Ad administrator · Ki kiosk
        //                                     An Sl So Op As Re Dd Au Ad Ki
        Of<GetOverview>("overview",           "c  c  .  .  .  c  .  .  .  ."),

        Of<GetMyWork>("overview",             ".  .  o  o  c  c  .  .  .  ."), // incidents and tasks in it: for roles that may list incidents

        Of<GetBoard>("overview",              "c  c  .  .  .  c  .  .  .  c"),
        Of<FindAnything>("overview",          "c  c  o  o  c  c  c  .  .  ."), // finds what the role may open

        Of<ListAlerts>("alerts",              "c  c  .  .  .  c  .  .  .  ."),
        Of<CountAlerts>("alerts",             "c  c  .  .  .  c  .  .  .  ."),
        Of<GetAlert>("alerts",                "c  c  .  .  .  c  .  .  .  ."),
        Of<TakeAlert>("alerts",               "c  c  .  .  .  c  .  .  .  ."),
        Of<CloseAlert>("alerts",              "c  c  .  .  .  c  .  .  .  ."),
        Of<ReopenAlert>("alerts",             "c  c  .  .  .  c  .  .  .  ."),

        Of<ListIncidents>("incidents",        "c  c  o  o  .  c  .  .  .  ."),
        Of<GetIncident>("incidents",          "c  c  o  o  .  c  .  .  .  ."),
        Of<TakeIncident>("incidents",         "c  c  .  .  .  c  .  .  .  ."),
        Of<AssignIncident>("incidents",       ".  c  .  .  .  c  .  .  .  ."),
        Of<ClassifyIncident>("incidents",     ".  c  .  .  .  c  .  .  .  ."),
        Of<ChangeIncidentState>("incidents",  ".  c  .  .  .  c  .  .  .  ."),
        Of<MeetClock>("incidents",            ".  c  .  .  .  c  .  .  .  ."),
        Of<CompleteTask>("incidents",         "c  c  o  o  .  c  .  .  .  ."), // owners and operators: tasks of their role only
        Of<ReopenTask>("incidents",           "c  c  .  .  .  c  .  .  .  ."),
        Of<AddNote>("incidents",              "c  c  o  o  .  c  .  .  .  ."),
        Of<RestrictIncident>("incidents",     ".  c  .  .  .  c  .  .  .  ."),
        Of<OpenIncidentTo>("incident access", ".  .  .  .  .  .  .  .  c  .  2"), // the administrator names people without reading

        Of<SearchEvents>("events",            "c  c  o  o  .  c  .  .  .  ."),

        Of<ListSystems>("systems",            "c  c  o  o  c  c  c  .  .  ."),
        Of<GetSystem>("systems",              "c  c  o  o  c  c  c  .  .  ."),
        Of<GetSystemMap>("systems",           "c  c  o  o  c  c  c  .  .  ."), // counts what ListSystems lists
        Of<ListSpeakers>("systems",           "c  c  o  o  c  c  c  c  .  ."),
        Of<ListFindings>("systems",           "c  c  o  o  c  c  c  c  .  ."),
        Of<GetAntiMalwareCoverage>("systems", "c  c  o  o  c  c  .  .  .  ."),
        Of<ImportRegister>("systems",         ".  .  .  .  .  .  .  .  c  ."),
        Of<PreviewRegisterImport>("systems",  ".  .  .  .  .  .  .  .  c  ."), // shows what ImportRegister would overwrite
        Of<AddSystem>("systems",              ".  c  o  o  c  .  .  .  .  ."),
        Of<EditSystem>("systems",             ".  c  o  o  c  .  .  .  .  ."),
        Of<DetermineLevel>("systems",         ".  c  o  o  c  .  .  .  .  ."),
        Of<DecideLevel>("systems",            ".  c  .  .  c  .  .  .  .  . 2"), // a lower level makes alerts milder
        Of<ChangeSystemStatus>("systems",     ".  c  o  o  c  .  .  .  .  ."), // into operation: the city only
        Of<GetOrganisationChoices>("systems", ".  c  o  o  c  .  .  .  .  ."),
        Of<GetSystemRecord>("systems",        "c  c  o  o  c  c  c  c  .  ."),
        Of<SaveSystemSection>("systems",      ".  c  o  o  c  .  .  .  .  ."),
        Of<AddAsset>("systems",               ".  c  o  o  .  .  .  .  .  ."), // who changes assets sees the system: an administrator does neither
        Of<EndAsset>("systems",               ".  c  o  o  .  .  .  .  .  ."),
        Of<MoveAsset>("systems",              ".  c  o  o  .  .  .  .  .  ."), // between systems that are both within reach
        Of<RemoveAsset>("systems",            ".  c  o  o  .  .  .  .  .  ."),
        Of<PreviewAssetImport>("systems",     ".  c  o  o  .  .  .  .  .  ."),
        Of<ImportAssets>("systems",           ".  c  o  o  .  .  .  .  .  ."),
        Of<GetAssetTemplate>("systems",       ".  c  o  o  .  .  .  .  .  ."),
        Of<PreviewSystemImport>("systems",    ".  c  o  o  c  .  .  .  .  ."), // a row does what AddSystem, EditSystem and ChangeSystemStatus do, no level
        Of<ImportSystems>("systems",          ".  c  o  o  c  .  .  .  .  ."),
        Of<GetSystemTemplate>("systems",      ".  c  o  o  c  .  .  .  .  ."),
        Of<PreviewRecordImport>("systems",    ".  c  o  o  c  .  .  .  .  ."), // a row does what SaveSystemSection and DetermineLevel do
        Of<ImportRecords>("systems",          ".  c  o  o  c  .  .  .  .  ."),
        Of<GetRecordTemplate>("systems",      ".  c  o  o  c  .  .  .  .  ."),
        Of<ExportRegister>("systems",         "c  c  o  o  c  c  c  .  .  ."), // whatever GetSystem shows, in one file
        Of<ExportRecords>("systems",          "c  c  o  o  c  c  c  .  .  ."),

        Of<SearchOrganisations>("organisations", "c  c  o  o  c  c  c  c  c  ."),
        Of<GetOrganisation>("organisations",     "c  c  o  o  c  c  c  c  c  ."),
        Of<RecordArrangement>("organisations",   ".  c  o  o  .  .  .  .  .  ."), // an organisation's own people for it, the centre for all
        Of<CorrectArrangement>("organisations",  ".  c  o  o  .  .  .  .  .  ."),
        Of<WithdrawArrangement>("organisations", ".  c  o  o  .  .  .  .  .  ."),
        Of<RestoreArrangement>("organisations",  ".  c  o  o  .  .  .  .  .  ."),
        Of<ConfirmArrangement>("organisations",  ".  c  o  o  .  .  .  .  .  ."),
        Of<NamePersonInCharge>("organisations",  ".  c  o  o  .  .  .  .  .  ."),
        Of<EditPersonInCharge>("organisations",  ".  c  o  o  .  .  .  .  .  ."),
        Of<WithdrawPersonInCharge>("organisations", ".  c  o  o  .  .  .  .  .  ."),
        Of<RestorePersonInCharge>("organisations", ".  c  o  o  .  .  .  .  .  ."),
        Of<VerifyContacts>("organisations",      ".  c  o  o  .  .  .  .  .  ."),
        Of<AddOrganisation>("organisations",     ".  c  .  .  .  .  .  .  c  ."),
        Of<EditOrganisation>("organisations",    ".  c  .  .  .  .  .  .  c  ."),
        Of<EndOrganisation>("organisations",     ".  c  .  .  .  .  .  .  c  ."),
        Of<ReviveOrganisation>("organisations",  ".  c  .  .  .  .  .  .  c  ."),
        Of<TransferOrganisation>("organisations", ".  c  .  .  .  .  .  .  c  ."),

        Of<ListDuties>("duties",              "c  c  o  o  c  .  c  .  .  ."),
        Of<GetDuty>("duties",                 "c  c  o  o  c  .  c  .  .  ."),
        Of<CompleteDuty>("duties",            ".  c  o  o  .  .  c  .  .  ."),
        Of<WaiveDuty>("duties",               ".  c  o  .  .  .  c  .  .  .  2"),

        Of<CompareProfile>("regulation",      ".  c  o  o  c  .  c  c  .  ."), // names systems and what they owe
        Of<GetRegulation>("regulation",       "c  c  c  c  c  c  c  c  c  ."), // the law is nobody's secret
        Of<AdviseLevel>("regulation",         "c  c  c  c  c  c  c  c  c  ."),

        Of<SearchAudit>("audit",              ".  .  .  .  .  .  .  C  .  ."),
        Of<GetAuditEntry>("audit",            ".  .  .  .  .  .  .  C  .  ."),
        Of<GetAuditState>("audit",            ".  .  .  .  .  .  .  C  .  ."),
        Of<VerifyAudit>("audit",              ".  .  .  .  .  .  .  C  .  ."),
        Of<ExportAudit>("audit",              ".  .  .  .  .  .  .  C  .  ."),

        Of<ListLetters>("letters",            ".  .  .  .  .  .  .  .  C  ."),
        Of<RetryLetter>("letters",            ".  .  .  .  .  .  .  .  C  ."),

        Of<ListAccounts>("accounts",          "c  c  .  .  .  c  .  .  c  ."),
        Of<GetSelf>("self",                   "s  s  s  s  s  s  s  s  s  s"), // no scope needed: a token may always ask what it is
        Of<ChangePassword>("own account",     "s  s  s  s  s  s  s  s  s  ."),
        Of<GetMyAccount>("own account",       "s  s  s  s  s  s  s  s  s  ."),
        Of<CountFailedSignIn>("own account",  "s  s  s  s  s  s  s  s  s  ."),
        Of<BeginTotp>("own account",          "s  s  s  s  s  s  s  s  s  ."),
        Of<ConfirmTotp>("own account",        "s  s  s  s  s  s  s  s  s  ."),
        Of<UseTotp>("own account",            "s  s  s  s  s  s  s  s  s  ."),
        Of<RemoveTotp>("own account",         "s  s  s  s  s  s  s  s  s  ."),
        Of<AddPasskey>("own account",         "s  s  s  s  s  s  s  s  s  ."),
        Of<UsePasskey>("own account",         "s  s  s  s  s  s  s  s  s  ."),
        Of<RenamePasskey>("own account",      "s  s  s  s  s  s  s  s  s  ."),
        Of<RemovePasskey>("own account",      "s  s  s  s  s  s  s  s  s  ."),
        Of<UseRecoveryCode>("own account",    "s  s  s  s  s  s  s  s  s  ."),
        Of<RenewRecoveryCodes>("own account", "s  s  s  s  s  s  s  s  s  ."),
        Of<StartSession>("own account",       "s  s  s  s  s  s  s  s  s  ."),
        Of<RotateSession>("own account",      "s  s  s  s  s  s  s  s  s  ."),
        Of<EndSession>("own account",         "s  s  s  s  s  s  s  s  s  ."),
        Of<EndAllSessions>("own account",     "s  s  s  s  s  s  s  s  s  ."),
        Of<ListCalendarFeeds>("own account",  "s  s  s  s  s  .  s  .  .  ."), // whoever may list duties
        Of<IssueCalendarFeed>("own account",  "s  s  s  s  s  .  s  .  .  ."),
        Of<RevokeCalendarFeed>("own account", "s  s  s  s  s  .  s  .  .  ."),
        Of<ResetFactor>("accounts",           ".  .  .  .  .  .  .  .  .  ."), // from the machine's command line only
        Of<AdmitExternalAccount>("accounts",  ".  .  .  .  .  .  .  .  .  ."), // the program alone, when a provider has proved the person
        Of<ResetPassword>("accounts",         ".  .  .  .  .  .  .  .  .  ."),

        Of<ListServiceAccounts>("tokens",     ".  .  .  .  .  .  .  .  c  ."),
        Of<GetServiceAccount>("tokens",       ".  .  .  .  .  .  .  .  c  ."),
        Of<CreateServiceAccount>("tokens",    ".  .  .  .  .  .  .  .  c  ."),
        Of<EditServiceAccount>("tokens",      ".  .  .  .  .  .  .  .  c  ."),
        Of<DisableServiceAccount>("tokens",   ".  .  .  .  .  .  .  .  c  ."),
        Of<EnableServiceAccount>("tokens",    ".  .  .  .  .  .  .  .  c  .  2"),
        Of<IssueToken>("tokens",              ".  .  .  .  .  .  .  .  c  ."),
        Of<IssueWriteToken>("tokens",         ".  .  .  .  .  .  .  .  c  .  2"),
        Of<RevokeToken>("tokens",             ".  .  .  .  .  .  .  .  c  ."),

        Of<SearchAccounts>("account administration",    ".  .  .  .  .  .  .  .  c  ."),
        Of<ListOrganisations>("account administration", ".  .  .  .  .  .  .  .  c  ."),
        Of<GetAccount>("account administration",        ".  .  .  .  .  .  .  .  c  ."),
        Of<CreateAccount>("account administration",     ".  .  .  .  .  .  .  .  c  ."),
        Of<EditAccount>("account administration",       ".  .  .  .  .  .  .  .  c  ."),
        Of<DisableAccount>("account administration",    ".  .  .  .  .  .  .  .  c  ."),
        Of<EnableAccount>("account administration",     ".  .  .  .  .  .  .  .  c  ."),
        Of<UnlockAccount>("account administration",     ".  .  .  .  .  .  .  .  c  ."),
        Of<GiveNewPassword>("account administration",   ".  .  .  .  .  .  .  .  c  ."),
        Of<GrantRole>("account administration",         ".  .  .  .  .  .  .  .  c  .  2"),
        Of<ResetSecondFactor>("account administration", ".  .  .  .  .  .  .  .  c  .  2"),

        Of<ListApprovals>("approvals",        ".  c  .  .  .  .  .  .  c  ."),
        Of<CountApprovals>("approvals",       ".  c  .  .  .  .  .  .  c  ."),
        Of<RequestApproval>("approvals",      ".  c  s  .  s  .  s  .  c  ."), // for what their row with a 2 lets them ask
        Of<ActAlone>("approvals",             ".  .  .  .  .  .  .  .  c  ."),
        Of<CarryOutApproved>("approvals",     ".  .  .  .  .  .  .  .  c  ."),
        Of<WithdrawRequest>("approvals",      ".  c  s  .  s  .  s  .  c  ."),
        Of<ApproveRequest>("approvals",       ".  c  .  .  .  .  .  .  c  ."),
        Of<RefuseRequest>("approvals",        ".  c  .  .  .  .  .  .  c  ."),
        Of<CompleteReview>("approvals",       ".  c  .  .  .  .  .  .  c  ."),
        Of<ListOnCall>("approvals",           ".  c  .  .  .  .  .  .  c  ."),
        Of<AddOnCall>("approvals",            ".  c  .  .  .  .  .  .  c  ."),
        Of<RemoveOnCall>("approvals",         ".  c  .  .  .  .  .  .  c  ."),

        Of<ListKiosks>("kiosks",              ".  .  .  .  .  .  .  .  c  ."),
        Of<IssueKiosk>("kiosks",              ".  .  .  .  .  .  .  .  c  ."),
        Of<RevokeKiosk>("kiosks",             ".  .  .  .  .  .  .  .  c  ."),
        Of<OpenKiosk>("kiosks",               ".  .  .  .  .  .  .  .  .  ."), // whoever holds the link, once; asked by the console itself
    ];

    private static readonly Dictionary<Type, PermissionRow> ByRequest = Rows.ToDictionary(row => row.Request);

    /// <summary>How far the actor reaches with this kind of request: the furthest of its roles, never past its organisation or its token's scopes.</summary>
    public static Extent ExtentOf(Actor actor, Type request)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Kind == ActorKind.Program)
            return Extent.City;
        if (!ByRequest.TryGetValue(request, out var row))
            return Extent.None;
        if (actor.Kind == ActorKind.Service && row.NeedsScope && (row.PeopleOnly || !actor.Scopes.Contains(row.Scope, StringComparer.Ordinal)))
            return Extent.None;
        var furthest = actor.Roles.Select(role => row.Extents.GetValueOrDefault(role)).DefaultIfEmpty(Extent.None).Max();
        if (furthest != Extent.City || actor.OrganisationCode is null)
            return furthest;
        return row.IsOfTheCity ? Extent.None : Extent.Organisation;
    }

    /// <summary>True where the actor may make this kind of request at all, on some record.</summary>
    public static bool May<TRequest>(Actor actor) => ExtentOf(actor, typeof(TRequest)) != Extent.None;

    /// <summary>True where a second person must approve this kind of request.</summary>
    public static bool NeedsApproval(Type request) => ByRequest.GetValueOrDefault(request)?.NeedsApproval == true;

    /// <summary>The scope of a service token that a kind of request needs, or null where there is no such request.</summary>
    public static string? ScopeOf(Type request) => ByRequest.GetValueOrDefault(request)?.Scope;

    private static PermissionRow Of<TRequest>(string area, string cells)
    {
        var extents = cells.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var takesTwo = extents[^1] == "2";
        if (takesTwo)
            extents = extents[..^1];
        if (extents.Length != Columns.Length)
            throw new InvalidOperationException($"the row of {typeof(TRequest).Name} has {extents.Length} cells, not {Columns.Length}");
        return new PermissionRow(
            typeof(TRequest),
            area,
            Columns.Zip(extents).ToDictionary(cell => cell.First, cell => Read(cell.Second), StringComparer.Ordinal),
            OfPeople.Contains(area, StringComparer.Ordinal),
            takesTwo,
            extents.Contains("C", StringComparer.Ordinal));
    }

    private static Extent Read(string cell) => cell switch
    {
        "c" or "C" => Extent.City,
        "o" => Extent.Organisation,
        "s" => Extent.Self,
        "." => Extent.None,
        _ => throw new InvalidOperationException($"a cell of the permission table is c, C, o, s or a dot, not {cell}"),
    };
}
