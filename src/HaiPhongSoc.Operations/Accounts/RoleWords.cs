using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>Roles as histories and requests name them.</summary>
internal static class RoleWords
{
    public static Wording Of(string role) => role switch
    {
        RoleNames.Analyst => new("Chuyên viên giám sát", "analyst"),
        RoleNames.ShiftLead => new("Trưởng ca", "shift lead"),
        RoleNames.SystemOwner => new("Chủ quản hệ thống", "system owner"),
        RoleNames.Operator => new("Đơn vị vận hành", "operator"),
        RoleNames.Assessor => new("Thẩm định, đánh giá", "assessor"),
        RoleNames.Responder => new("Đội ứng cứu sự cố", "responder"),
        RoleNames.DrillDirector => new("Trưởng ban diễn tập", "drill director"),
        RoleNames.Auditor => new("Kiểm toán", "auditor"),
        RoleNames.Administrator => new("Quản trị", "administrator"),
        _ => new(role, role),
    };

    public static Wording Of(IEnumerable<string> roles)
    {
        var words = roles.Select(Of).ToList();
        return new(string.Join(", ", words.Select(w => w.Vi)), string.Join(", ", words.Select(w => w.En)));
    }
}
