namespace HaiPhongSoc.Operations.Accounts;

/// <summary>The roles that an account can have; stored by these names. What each may do stands in <see cref="Permissions.PermissionTable"/>.</summary>
public static class RoleNames
{
    /// <summary>Trực ca, chuyên viên phân tích.</summary>
    public const string Analyst = "analyst";

    /// <summary>Trưởng ca.</summary>
    public const string ShiftLead = "shift-lead";

    /// <summary>Chủ quản hệ thống thông tin.</summary>
    public const string SystemOwner = "system-owner";

    /// <summary>Đơn vị vận hành hệ thống thông tin.</summary>
    public const string Operator = "operator";

    /// <summary>Người thẩm định, đánh giá.</summary>
    public const string Assessor = "assessor";

    /// <summary>Đội ứng cứu sự cố.</summary>
    public const string Responder = "responder";

    /// <summary>Trưởng ban diễn tập.</summary>
    public const string DrillDirector = "drill-director";

    /// <summary>Kiểm toán.</summary>
    public const string Auditor = "auditor";

    /// <summary>Quản trị.</summary>
    public const string Administrator = "administrator";

    /// <summary>Bảng trực: a wall screen that only shows. Never given to a person.</summary>
    public const string Kiosk = "kiosk";

    /// <summary>Roles that an account of a person or a program can be given.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Analyst, ShiftLead, SystemOwner, Operator, Assessor, Responder, DrillDirector, Auditor, Administrator];
}
