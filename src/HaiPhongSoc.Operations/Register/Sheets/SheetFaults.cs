using System.Globalization;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Why a whole file is not read, each with what to do.</summary>
internal static class SheetFaults
{
    private static readonly string Rows = SheetLimits.MostRows.ToString("N0", CultureInfo.GetCultureInfo("vi-VN"));

    public static Fault TooLarge { get; } = Of("too-large", $"tệp lớn hơn {SheetLimits.LargestFile >> 20} MB: chia thành nhiều tệp", $"the file is larger than {SheetLimits.LargestFile >> 20} MB: divide it");

    public static Fault Unpacks { get; } = Of("unpacks", "nội dung giải nén quá lớn: chép bảng sang tệp mẫu mới", "its content unpacks to too much: copy the table into a new template");

    public static Fault TooManyRows { get; } = Of("rows", $"nhiều hơn {Rows} dòng: chia thành nhiều tệp", $"more than {SheetLimits.MostRows} rows: divide the file");

    public static Fault OldExcel { get; } = Of("old-excel", "tệp .xls kiểu cũ hoặc có đặt mật khẩu: lưu lại dạng .xlsx, không mật khẩu", "an old .xls file, or one with a password: save it as .xlsx without a password");

    public static Fault Macros { get; } = Of("macros", "tệp có macro: lưu lại dạng .xlsx", "the file has macros: save it as .xlsx");

    public static Fault Broken { get; } = Of("broken", "không đọc được như bảng tính .xlsx: mở bằng chương trình bảng tính rồi lưu lại", "it cannot be read as an .xlsx workbook: open it with a spreadsheet program and save it again");

    public static Fault NoText { get; } = Of("encoding", "không phải văn bản UTF-8: lưu lại dạng «CSV UTF-8» hoặc .xlsx", "not text in UTF-8: save it as \"CSV UTF-8\" or as .xlsx");

    public static Fault Kind { get; } = Of("kind", "không nhận ra loại tệp: dùng tệp mẫu .xlsx, hoặc .csv có cùng các cột", "not a kind of file that is read: use the .xlsx template, or a .csv with the same columns");

    public static Fault Empty { get; } = Of("empty", "tệp không có dòng nào: điền vào tệp mẫu", "the file has no rows: fill in the template");

    public static Fault Quotes(long line) => Of(
        "quotes", FormattableString.Invariant($"dòng {line}: dấu ngoặc kép không đóng đúng: lưu lại dạng CSV từ chương trình bảng tính"), FormattableString.Invariant($"line {line}: quotation marks do not match: save the CSV from a spreadsheet program"));

    public static Fault Of(string code, string vi, string en) => Faults.Invalid($"sheet.{code}", vi, en);
}
