using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>The sheet of a template that says what belongs into each column.</summary>
internal static class SheetGuide
{
    /// <param name="notes">Of the table as a whole.</param>
    public static NewSheet Of(IReadOnlyList<SheetColumn> columns, params IEnumerable<Wording> notes) => Of(
        columns.Select(c => (IReadOnlyList<string>)[c.Name.Vi, c.IsRequired ? "có" : "không", c.Help.Vi, c.Example, $"{c.Name.En}: {c.Help.En}"]), notes);

    /// <param name="lines">Of columns, perhaps of several tables: name, required, help, example, and the same in English.</param>
    public static NewSheet Of(IEnumerable<IReadOnlyList<string>> lines, params IEnumerable<Wording> notes) => new(
        "Hướng dẫn",
        ["Cột", "Bắt buộc", "Ghi gì", "Ví dụ", "In English"],
        [24, 12, 90, 26, 90],
        [
            .. lines,
            .. notes.Select(note => (IReadOnlyList<string>)["", "", note.Vi, "", note.En]),
            ["", "", "Không đổi tên cột. Không dùng công thức. Các cột để ở dạng văn bản.", "", "Keep the names of the columns, use no formulas, leave the columns in the format «text»."],
        ]);
}
