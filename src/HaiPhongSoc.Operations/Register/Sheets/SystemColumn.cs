using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>The columns of the table of systems: what the register file says of a system and fits into one row.</summary>
internal static class SystemColumn
{
    private const int LongText = 2_000;

    public static SheetColumn Code { get; } = new(0, new("Mã hệ thống", "code"), true, new(
        "Chữ thường không dấu, chữ số, gạch nối; không đổi về sau. Mã đã có trong sổ: dòng sửa hệ thống đó. Mã chưa có: dòng đăng ký hệ thống mới.",
        "Lower-case letters, digits and dashes, for ever. A code that the register has: the row is about that system. Another: a new system."), "dvc", 22);

    public static SheetColumn Name { get; } = new(1, new("Tên hệ thống", "name"), true, new("Tên đầy đủ.", "The full name."), "Cổng dịch vụ công trực tuyến", 50) { Longest = 300 };

    public static SheetColumn Owner { get; } = new(2, new("Mã chủ quản", "owner"), true, new(
        "Mã cơ quan là chủ quản hệ thống thông tin, xem trang tính «Cơ quan».", "Code of the organisation that owns it: see the sheet «Cơ quan»."), "ubnd-tp", 22);

    public static SheetColumn Operator { get; } = new(3, new("Mã đơn vị vận hành", "operator"), false, new(
        "Mã cơ quan vận hành, xem trang tính «Cơ quan». Để trống nếu chủ quản tự vận hành.", "Code of the organisation that runs it. Empty where the owner does."), "tt-cds", 22);

    public static SheetColumn Status { get; } = new(4, new("Trạng thái", "status"), true, new(
        "Một trong: chưa kết luận bảo đảm an toàn, thử nghiệm, đang vận hành, đã ngừng. «Đang vận hành» cần văn bản kết luận đủ điều kiện, do đơn vị chuyên trách của thành phố ghi. Đổi sang trạng thái khác cần lý do: đổi ở trang của hệ thống.",
        "One of: not-concluded, test, in-operation, retired (or the Vietnamese words). In operation needs the conclusion, which the city's specialised unit records. Every other change takes a reason: make it on the system's page."), "chưa kết luận bảo đảm an toàn", 32);

    public static SheetColumn RealData { get; } = new(5, new("Có dữ liệu thật", "has_real_data"), true, new(
        "có hoặc không. Hệ thống thử nghiệm có dữ liệu thật phải bảo đảm như hệ thống chính thức.", "yes or no. A test system with real data obeys the same rules."), "có", 16);

    public static SheetColumn Contact { get; } = new(6, new("Người liên hệ", "contact_name"), false, new("Họ tên người cần gọi.", "Whom to call."), "Nguyễn Văn An", 26) { Longest = 200 };

    public static SheetColumn Phone { get; } = new(7, new("Điện thoại", "contact_phone"), false, new("Của người liên hệ.", "Of the contact."), "0225 000 0100", 18) { Longest = 50 };

    public static SheetColumn Email { get; } = new(8, new("Thư điện tử", "contact_email"), false, new("Của người liên hệ.", "Of the contact."), "an@haiphong.gov.vn", 28) { Longest = 200 };

    public static SheetColumn Conclusion { get; } = new(9, new("Văn bản kết luận đủ điều kiện", "conclusion"), false, new(
        "Số, cơ quan ban hành văn bản kết luận đủ điều kiện đưa vào vận hành. Chỉ ghi khi trạng thái là «đang vận hành».",
        "Number and issuer of the conclusion that it may be in operation. Only for a system that is."), "", 34)
    { Longest = 300 };

    public static SheetColumn ConcludedOn { get; } = new(10, new("Ngày kết luận", "concluded_on"), false, new("Ngày/tháng/năm.", "Day/month/year."), "24/11/2026", 16) { HoldsTime = true };

    public static SheetColumn Computed { get; } = new(11, new("Cấp độ theo tiêu chí", "level_computed"), false, LevelHelp("1–5. Kết quả xác định cấp độ.", "1–5. What the criteria give."), "", 14);

    public static SheetColumn Proposed { get; } = new(12, new("Cấp độ đề xuất", "level_proposed"), false, LevelHelp("1–5.", "1–5."), "", 14);

    public static SheetColumn Approved { get; } = new(13, new("Cấp độ phê duyệt", "level_approved"), false, LevelHelp("1–5. Theo quyết định phê duyệt.", "1–5. By the decision."), "", 14);

    public static SheetColumn Basis { get; } = new(14, new("Căn cứ cấp độ", "level_basis"), false, LevelHelp("Điều, khoản quyết định cấp độ.", "The article that decides."), "", 40) { Longest = LongText };

    public static SheetColumn Decision { get; } = new(15, new("Quyết định phê duyệt cấp độ", "level_decision"), false, LevelHelp("Số, cơ quan ban hành.", "Number and issuer."), "", 34) { Longest = 300 };

    public static SheetColumn DecidedOn { get; } = new(16, new("Ngày quyết định", "level_decided_on"), false, LevelHelp("Ngày/tháng/năm.", "Day/month/year."), "", 16) { HoldsTime = true };

    public static SheetColumn Justification { get; } = new(17, new("Giải trình đề xuất thấp hơn", "level_justification"), false, LevelHelp(
        "Vì sao đề xuất thấp hơn cấp độ theo tiêu chí.", "Why less is proposed than the criteria give."), "", 40)
    { Longest = LongText };

    public static IReadOnlyList<SheetColumn> All { get; } =
    [
        Code, Name, Owner, Operator, Status, RealData, Contact, Phone, Email, Conclusion, ConcludedOn, Computed, Proposed, Approved, Basis, Decision, DecidedOn, Justification,
    ];

    /// <summary>What makes a level: the wizard and a decision that two people record, or the register file.</summary>
    public static IReadOnlyList<SheetColumn> OfLevel { get; } = [Computed, Proposed, Approved, Basis, Decision, DecidedOn, Justification];

    public static IReadOnlyList<SheetColumn> OfContact { get; } = [Contact, Phone, Email];

    private static Wording LevelHelp(string vi, string en) => new(
        $"{vi} Chỉ để xem: hệ thống mới để trống, hệ thống đã có giữ nguyên. Cấp độ xác định và phê duyệt ở trang của hệ thống.",
        $"{en} To be read: empty for a new system, as it is for a known one. Levels are determined and approved on the system's page.");
}
