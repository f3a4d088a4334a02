using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>What each kind is called, what to do about it, and how bad it is before the system's level counts.</summary>
internal static class FindingWords
{
    /// <summary>True where events show it; the others stand without any.</summary>
    public static bool IsOfEvents(FindingKind kind) => kind <= FindingKind.UnownedSource;

    public static Severity LevelOf(FindingKind kind) => kind switch
    {
        FindingKind.TestWithRealData => Severity.High,
        FindingKind.SystemNotInUse or FindingKind.UnknownNode or FindingKind.SilentSystem or FindingKind.LapsedApproval or FindingKind.EndedOrganisation =>
            Severity.Medium,
        _ => Severity.Low,
    };

    public static Wording Title(FindingKind kind) => kind switch
    {
        FindingKind.SystemNotInUse => new("Hệ thống chưa được phép đưa vào sử dụng vẫn gửi nhật ký", "A system that may not be in use sends logs"),
        FindingKind.TestWithRealData => new(
            "Hệ thống thử nghiệm có dữ liệu thật chưa có kết luận bảo đảm an toàn", "A test system with real data has no conclusion that it is secure"),
        FindingKind.UnownedHost => new("Máy chưa thuộc hệ thống thông tin nào trong sổ đăng ký", "A host that no system of the register owns"),
        FindingKind.UnknownNode => new("Nút mạng lạ trong dải địa chỉ của hệ thống", "An unknown node in a system's address range"),
        FindingKind.UnownedSource => new("Nguồn nhật ký chưa thuộc hệ thống thông tin nào", "A log source that no system owns"),
        FindingKind.SilentSystem => new("Hệ thống đang vận hành không gửi nhật ký", "A system in operation sends no logs"),
        FindingKind.SilentSource => new("Nguồn nhật ký đã khai báo đang im lặng", "A declared log source is silent"),
        FindingKind.LapsedDocument => new("Văn bản đã quá hạn rà soát", "A document was not reviewed in time"),
        FindingKind.LapsedApproval => new("Cấp độ phải được phê duyệt lại", "The level has to be approved anew"),
        FindingKind.LapsedAssessment => new("Quá hạn kiểm tra, đánh giá định kỳ của hệ thống", "A system's periodic assessment is overdue"),
        FindingKind.EndedOrganisation => new("Cơ quan đã kết thúc hoạt động vẫn đứng tên hệ thống", "An organisation that has ended still holds systems"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind"),
    };

    public static Wording NextStep(FindingKind kind) => kind switch
    {
        FindingKind.SystemNotInUse => new(
            "Dừng hệ thống cho đến khi có kết luận đủ điều kiện đưa vào vận hành, rồi cập nhật trạng thái trong sổ đăng ký",
            "Stop the system until it is concluded fit for operation, then update its state in the register"),
        FindingKind.TestWithRealData => new(
            "Bỏ dữ liệu thật khỏi hệ thống thử nghiệm, hoặc hoàn tất đánh giá và ghi kết luận đủ điều kiện đưa vào vận hành",
            "Take the real data out of the test, or complete the assessment and record the conclusion"),
        FindingKind.UnownedHost => new("Thêm máy vào sổ đăng ký hoặc loại khỏi mạng", "Add the host to the register, or take it off the network"),
        FindingKind.UnknownNode => new("Thêm nút mạng vào tài sản của hệ thống hoặc loại khỏi mạng", "Add the node to the system's assets, or take it off the network"),
        FindingKind.UnownedSource => new("Khai báo nguồn cùng hệ thống của nó, hoặc chặn nơi gửi", "Declare the source and its system, or block the sender"),
        FindingKind.SilentSystem => new(
            "Kiểm tra việc gửi nhật ký về trung tâm; nếu hệ thống đã dừng, cập nhật trạng thái trong sổ đăng ký",
            "Check that logs are sent to the centre; if the system has stopped, update its state in the register"),
        FindingKind.SilentSource => new(
            "Kiểm tra máy gửi và đường truyền; nếu nguồn không còn, bỏ khai báo", "Check the sender and the line; if the source is no more, remove its declaration"),
        FindingKind.LapsedDocument => new("Rà soát, ban hành lại và ghi văn bản mới của tổ chức", "Review it, issue it anew and record the new document"),
        FindingKind.LapsedApproval => new(
            "Rà soát cấp độ và hồ sơ đề xuất cấp độ, trình thẩm định, phê duyệt lại, rồi gửi quyết định mới cho Trung tâm ghi vào sổ",
            "Review the level and its dossier, have it appraised and approved again, and send the new decision to the centre to record"),
        FindingKind.LapsedAssessment => new(
            "Tổ chức kiểm tra, đánh giá, khắc phục điểm yếu, rồi ghi hoàn thành kèm minh chứng ở nghĩa vụ của hệ thống",
            "Have the system assessed, remedy the weaknesses, then record the duty as done with its evidence"),
        FindingKind.EndedOrganisation => new(
            "Gửi quyết định cho Trung tâm để ghi bàn giao các hệ thống cho cơ quan kế thừa", "Send the decision to the centre, which records the hand-over of the systems to the successor"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind"),
    };
}
