using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>
/// Separation of duties: which roles go together, who may grant which, and which need a second person. One table; people and programs obey the same.
/// </summary>
public static class RoleRules
{
    private static readonly (string Role, string With, Wording Why)[] Apart =
    [
        .. RoleNames.All.Where(role => role != RoleNames.Auditor).Select(role => (RoleNames.Auditor, role, new Wording(
            "kiểm toán không kiêm vai trò nào khác: người soát xét không được làm việc bị soát xét",
            "an auditor holds no other role: whoever reviews must not do what is reviewed"))),
        (RoleNames.Assessor, RoleNames.SystemOwner, new Wording(
            "người thẩm định không là chủ quản của cùng đơn vị", "an assessor is not the owner within the same organisation")),
        (RoleNames.Assessor, RoleNames.Operator, new Wording(
            "người thẩm định không là đơn vị vận hành của cùng đơn vị", "an assessor is not the operator within the same organisation")),
    ];

    /// <summary>Roles whose granting a second person must approve.</summary>
    public static IReadOnlyList<string> NeedSecondPerson { get; } = [RoleNames.Administrator, RoleNames.Auditor, RoleNames.ShiftLead];

    /// <summary>Roles that reach the whole city by their nature: nobody who is bound to an organisation may grant them.</summary>
    private static readonly string[] OfTheCity = [RoleNames.Administrator, RoleNames.Auditor];

    /// <summary>Why these roles cannot be held by one account (of one organisation); null where they can.</summary>
    public static Fault? Conflict(IReadOnlyCollection<string> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (roles.FirstOrDefault(role => !RoleNames.All.Contains(role, StringComparer.Ordinal)) is not null)
            return Faults.Invalid("account.role", "có vai trò không tồn tại: chọn lại trong danh sách", "a role does not exist: choose from the list");
        foreach (var (role, with, why) in Apart)
        {
            if (roles.Contains(role, StringComparer.Ordinal) && roles.Contains(with, StringComparer.Ordinal))
                return new Fault(FaultKind.Invalid, "account.roles-apart", why);
        }

        return null;
    }

    /// <summary>True where the actor may grant the role to an account of the organisation (null = the whole city), alone or with a second person.</summary>
    /// <param name="reached">The codes of the actor's organisation and those below it.</param>
    public static bool MayGrant(Actor actor, string role, string? organisation, IReadOnlyCollection<string> reached)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Kind == ActorKind.Program)
            return true;
        if (actor.Kind != ActorKind.Person || !actor.Is(RoleNames.Administrator))
            return false;
        return actor.OrganisationCode is null || (organisation is not null && reached.Contains(organisation, StringComparer.Ordinal) && !OfTheCity.Contains(role, StringComparer.Ordinal));
    }
}
