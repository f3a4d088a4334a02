namespace HaiPhongSoc.Operations.Mediation;

/// <summary>Refusals that many use cases share.</summary>
internal static class Faults
{
    public static Fault Conflict { get; } = new(
        FaultKind.Conflict,
        "record.changed",
        new Wording(
            "người khác vừa thay đổi bản ghi này: tải lại rồi làm lại",
            "somebody else has just changed this record: load it again and repeat"));

    public static Fault Forbidden { get; } = new(
        FaultKind.Forbidden,
        "access.forbidden",
        new Wording(
            "vai trò của bạn không được làm việc này: hỏi trưởng ca hoặc quản trị viên",
            "your roles do not allow this: ask the shift lead or an administrator"));

    public static Fault Cursor { get; } = Invalid(
        "list.cursor", "vị trí trang không hợp lệ: mở lại danh sách từ đầu", "the cursor is not valid: read the list from its beginning");

    public static Fault KeyUsed { get; } = Invalid(
        "request.key-used",
        "khóa này đã dùng cho một yêu cầu khác: dùng khóa mới",
        "this key was used for another request: take a new one");

    /// <summary>What was named does not exist: <paramref name="vi"/> and <paramref name="en"/> say its kind and name, each in its own language.</summary>
    public static Fault NotFound(string vi, string en) => new(
        FaultKind.NotFound, "record.not-found", new Wording($"không tìm thấy {vi}", $"{en} does not exist"));

    public static Fault Invalid(string code, string vi, string en) => new(FaultKind.Invalid, code, new Wording(vi, en));

    public static Fault Refused(string code, string vi, string en) => new(FaultKind.Refused, code, new Wording(vi, en));
}
