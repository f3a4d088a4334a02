namespace HaiPhongSoc.Operations.Accounts;

/// <summary>The roles that an account can have; stored by these names.</summary>
public static class RoleNames
{
    /// <summary>Trực ca, chuyên viên phân tích.</summary>
    public const string Analyst = "analyst";

    /// <summary>Trưởng ca.</summary>
    public const string ShiftLead = "shift-lead";

    /// <summary>Chủ quản, đơn vị vận hành hệ thống.</summary>
    public const string SystemOwner = "system-owner";

    /// <summary>Đội ứng cứu sự cố.</summary>
    public const string Responder = "responder";

    /// <summary>Kiểm toán.</summary>
    public const string Auditor = "auditor";

    /// <summary>Quản trị.</summary>
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [Analyst, ShiftLead, SystemOwner, Responder, Auditor, Administrator];
}
