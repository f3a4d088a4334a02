using System.Globalization;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A file as rows under known columns, each cell by itself; what rows mean is said by who reads them, and what is wrong with them is gathered here.</summary>
internal sealed class SheetTable
{
    private static readonly string[] TimeFormats =
    [
        "d/M/yyyy", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss", "d/M/yyyy H:mm:ss.FFFFFF",
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss",
    ];

    private readonly IReadOnlyList<SheetColumn> _columns;
    private readonly Dictionary<int, int> _places;

    private SheetTable(IReadOnlyList<SheetColumn> columns, Dictionary<int, int> places) => (_columns, _places) = (columns, places);

    /// <summary>What stands beside a row that was refused; it is passed over when the file is read again.</summary>
    public static Wording FaultColumn { get; } = new("Lỗi và cách sửa", "fault");

    /// <summary>Below the header.</summary>
    public required IReadOnlyList<SheetRow> Rows { get; init; }

    /// <summary>In a workbook that has several tables: which one this is.</summary>
    public string? Name { get; init; }

    public List<RowFault> Faults { get; } = [];

    /// <param name="passedOver">Columns that we write to be read by people only.</param>
    public static Outcome<SheetTable> Read(SheetText sheet, IReadOnlyList<SheetColumn> columns, params IReadOnlyList<Wording> passedOver) =>
        Read(sheet, null, columns, passedOver);

    /// <param name="name">Of a workbook that has several tables.</param>
    public static Outcome<SheetTable> Read(SheetText sheet, string? name, IReadOnlyList<SheetColumn> columns, params IReadOnlyList<Wording> passedOver)
    {
        var header = sheet.Rows[0];
        var places = new Dictionary<int, int>();
        for (var i = 0; i < header.Cells.Count; i++)
        {
            var text = header.Cells[i].Text;
            if (text.Length == 0 || passedOver.Append(FaultColumn).Any(w => SheetColumn.Same(text, w.Vi) || SheetColumn.Same(text, w.En)))
                continue;
            var column = columns.FirstOrDefault(c => c.IsNamed(text));
            if (column is null)
                return Unknown(header, text);
            if (!places.TryAdd(column.Number, i))
                return Twice(header, text);
        }

        return columns.FirstOrDefault(c => (c.IsRequired || c.IsAlwaysThere) && !places.ContainsKey(c.Number)) is { } missing
            ? Missing(header, missing)
            : new SheetTable(columns, places) { Name = name, Rows = [.. sheet.Rows.Skip(1)] };
    }

    /// <summary>Whether the file has the column at all.</summary>
    public bool Has(SheetColumn column) => _places.ContainsKey(column.Number);

    public SheetCell Cell(SheetRow row, SheetColumn column) => _places.TryGetValue(column.Number, out var place) ? row[place] : SheetCell.Empty;

    /// <summary>What is too long or calculated is told, and then nothing more is read from it.</summary>
    public string Text(SheetRow row, SheetColumn column)
    {
        var cell = Cell(row, column);
        if (cell.IsFormula)
            Fault(row, column, new("ô có công thức: dán lại giá trị", "the cell holds a formula: paste its value"));
        else if (cell.Text.Length > column.Longest)
            Fault(row, column, new(FormattableString.Invariant($"dài hơn {column.Longest} ký tự: rút ngắn"), FormattableString.Invariant($"longer than {column.Longest} characters: shorten it")));
        else
            return cell.Text;
        return "";
    }

    /// <summary>Null where nothing can be read, which is told.</summary>
    public string? Required(SheetRow row, SheetColumn column)
    {
        var text = Text(row, column);
        if (text.Length > 0)
            return text;
        if (!Cell(row, column).IsFormula)
            Fault(row, column, new("còn trống: điền vào", "is empty: fill it in"));
        return null;
    }

    /// <summary>A spreadsheet program keeps what it took for a day as a number.</summary>
    public static DateTime? LocalOf(SheetCell cell) => cell.Number is > 0 and < 2_900_000 and { } days
        ? DateTime.FromOADate(Math.Round(days * 86_400) / 86_400)
        : DateTime.TryParseExact(cell.Text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? local : null;

    public void Fault(SheetRow row, SheetColumn column, Wording why)
    {
        // One fault a cell; those of a row stand together at the end.
        for (var i = Faults.Count - 1; i >= 0 && ReferenceEquals(Faults[i].Row, row); i--)
        {
            if (Faults[i].Column.Number == column.Number)
                return;
        }

        Faults.Add(FaultOf(row, column, why));
    }

    public RowFault FaultOf(SheetRow row, SheetColumn column, Wording why) => new(row, column, _places.TryGetValue(column.Number, out var place) ? place : null, why, Name);

    /// <summary>The row as a person wrote it, in the order of the columns.</summary>
    public IEnumerable<string> Shown(SheetRow row) => _columns.Select(c => Shown(c, Cell(row, c)));

    /// <summary>The rows at fault and why, to be mended and read again.</summary>
    /// <param name="empty">The sheet of the template.</param>
    public NewSheet AtFault(NewSheet empty, IReadOnlyList<RowFault> faults) => empty with
    {
        Header = [.. empty.Header.Take(_columns.Count), FaultColumn.Vi],
        Widths = [.. empty.Widths.Take(_columns.Count), 80],
        Rows = faults.GroupBy(f => f.Row).Select(row => (IReadOnlyList<string>)[.. Shown(row.Key), string.Join("; ", row.Select(f => $"{f.Column.Name.Vi}: {f.Why.Vi}"))]),
    };

    private static string Shown(SheetColumn column, SheetCell cell) => column.HoldsTime && cell.Number is not null && LocalOf(cell) is { } local
        ? local.ToString(local.TimeOfDay == TimeSpan.Zero ? "dd/MM/yyyy" : "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture)
        : cell.Text.Length > column.Longest ? cell.Text[..column.Longest] : cell.Text;

    private static Fault Unknown(SheetRow header, string text)
    {
        var shown = text.Length > 60 ? text[..60] + "…" : text;
        return SheetFaults.Of("column", FormattableString.Invariant($"dòng {header.Line}: không có cột «{shown}»: dùng các cột của tệp mẫu"), FormattableString.Invariant($"line {header.Line}: there is no column \"{shown}\": use the columns of the template"));
    }

    private static Fault Twice(SheetRow header, string text) => SheetFaults.Of(
        "column", FormattableString.Invariant($"dòng {header.Line}: cột «{text}» có hai lần: bỏ một cột"), FormattableString.Invariant($"line {header.Line}: the column \"{text}\" is there twice: take one out"));

    private static Fault Missing(SheetRow header, SheetColumn column) => SheetFaults.Of(
        "column",
        FormattableString.Invariant($"dòng {header.Line}: thiếu cột «{column.Name.Vi}»: dùng các cột của tệp mẫu, tên cột ở dòng đầu"),
        FormattableString.Invariant($"line {header.Line}: the column \"{column.Name.En}\" is missing: use the columns of the template, their names in the first row"));
}
