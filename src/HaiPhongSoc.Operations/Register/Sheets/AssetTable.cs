using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>An asset that a file wants.</summary>
/// <param name="Asset">Its line is the row's.</param>
internal sealed record WantedAsset(ClaimedAsset Asset, SheetRow Row);

/// <summary>The rows of a file as assets, each by itself: what they are together with the register is decided by <see cref="AssetImportPlan"/>.</summary>
internal sealed class AssetTable
{
    private static readonly string[] TimeFormats =
    [
        "d/M/yyyy", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss", "d/M/yyyy H:mm:ss.FFFFFF",
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss",
    ];

    private readonly Dictionary<AssetColumn, int> _places;
    private readonly TimeZoneInfo _zone;

    private AssetTable(Dictionary<AssetColumn, int> places, TimeZoneInfo zone) => (_places, _zone) = (places, zone);

    public List<WantedAsset> Wanted { get; } = [];

    public List<RowFault> Faults { get; } = [];

    /// <summary>How many rows the file has below its header.</summary>
    public int Rows { get; private set; }

    /// <summary>The header, as it stands in the file.</summary>
    public required SheetRow Header { get; init; }

    public static Outcome<AssetTable> Read(SheetText sheet, TimeZoneInfo zone)
    {
        var header = sheet.Rows[0];
        var places = new Dictionary<AssetColumn, int>();
        for (var i = 0; i < header.Cells.Count; i++)
        {
            var text = header.Cells[i].Text;
            if (text.Length == 0 || AssetSheet.Same(text, AssetSheet.FaultColumn.Vi) || AssetSheet.Same(text, AssetSheet.FaultColumn.En))
                continue;
            var column = AssetSheet.Columns.FirstOrDefault(c => AssetSheet.Same(text, c.Name.Vi) || AssetSheet.Same(text, c.Name.En));
            if (column is null)
                return Unknown(header, text);
            if (!places.TryAdd(column.Column, i))
                return Twice(header, text);
        }

        if (AssetSheet.Columns.FirstOrDefault(c => c.IsRequired && !places.ContainsKey(c.Column)) is { } missing)
            return Missing(header, missing);
        var table = new AssetTable(places, zone) { Header = header };
        foreach (var row in sheet.Rows.Skip(1))
            table.Read(row);
        return table;
    }

    public RowFault FaultOf(SheetRow row, AssetColumn column, Wording why) => new(row, column, _places.TryGetValue(column, out var place) ? place : null, why);

    /// <summary>The row as a person wrote it, in the order of <see cref="AssetSheet.Columns"/>.</summary>
    public IEnumerable<string> Shown(SheetRow row) => AssetSheet.Columns.Select(c => Shown(c.Column, Cell(row, c.Column)));

    private static string Shown(AssetColumn column, SheetCell cell) => column is AssetColumn.From or AssetColumn.To && cell.Number is not null && LocalOf(cell) is { } local
        ? local.ToString(local.TimeOfDay == TimeSpan.Zero ? "dd/MM/yyyy" : "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture)
        : cell.Text.Length > SheetLimits.LongestCell ? cell.Text[..SheetLimits.LongestCell] : cell.Text;

    private void Read(SheetRow row)
    {
        Rows++;
        var before = Faults.Count;
        var system = Required(row, AssetColumn.System);
        var realm = Required(row, AssetColumn.Realm);
        if (realm is not null && !AssetKeys.IsRealm(realm))
            Fault(row, AssetColumn.Realm, AddAssetValidator.RealmWords);
        var kind = Required(row, AssetColumn.Kind) is { } word ? KindOf(row, word) : null;
        var key = Required(row, AssetColumn.Key) is { } text && kind is { } known ? KeyOf(row, known, text) : null;
        var from = Time(row, AssetColumn.From) ?? 0;
        var to = Time(row, AssetColumn.To);
        if (to <= from && Faults.Count == before)
            Fault(row, AssetColumn.To, new("phải sau «Hiệu lực từ»: sửa một trong hai ô", "must come after valid_from: mend one of the two"));
        var carved = Text(row, AssetColumn.CarvedFrom);
        if (carved.Length > 0 && kind is not null and not AssetKind.Network)
            Fault(row, AssetColumn.CarvedFrom, new("chỉ dải địa chỉ mới tách từ dải khác: để trống ô này", "only ranges are carved from ranges: leave it empty"));
        if (Faults.Count == before)
            Wanted.Add(new WantedAsset(new ClaimedAsset(system!, realm!, kind!.Value, key!, from, to, carved.Length == 0 ? null : carved, row.Line), row));
    }

    private AssetKind? KindOf(SheetRow row, string word)
    {
        if (AssetSheet.KindOf(word) is { } kind)
            return kind;
        Fault(row, AssetColumn.Kind, new("không phải loại tài sản: ghi Dải địa chỉ, Máy, Tên miền hoặc Tài khoản", "not a kind of asset: write network, host, domain or account"));
        return null;
    }

    private string? KeyOf(SheetRow row, AssetKind kind, string text)
    {
        if (AssetKeys.TryRead(kind, text, out var key))
            return key;
        Fault(row, AssetColumn.Key, kind == AssetKind.Network ? AddAssetValidator.RangeWords : AddAssetValidator.NameWords);
        return null;
    }

    private string? Required(SheetRow row, AssetColumn column)
    {
        var text = Text(row, column);
        if (text.Length > 0)
            return text;
        if (!Cell(row, column).IsFormula)
            Fault(row, column, new("còn trống: điền vào", "is empty: fill it in"));
        return null;
    }

    // What is too long or calculated is told, and then nothing more is read from it.
    private string Text(SheetRow row, AssetColumn column)
    {
        var cell = Cell(row, column);
        if (cell.IsFormula)
            Fault(row, column, new("ô có công thức: dán lại giá trị", "the cell holds a formula: paste its value"));
        else if (cell.Text.Length > SheetLimits.LongestCell)
            Fault(row, column, new($"dài hơn {SheetLimits.LongestCell} ký tự: rút ngắn", $"longer than {SheetLimits.LongestCell} characters: shorten it"));
        else
            return cell.Text;
        return "";
    }

    private long? Time(SheetRow row, AssetColumn column)
    {
        var text = Text(row, column);
        if (text.Length == 0)
            return null;
        if (LocalOf(Cell(row, column)) is { } local && local.Year is >= 1971 and <= 9000)
            return UtcMicroseconds.From(new DateTimeOffset(local, _zone.GetUtcOffset(local)));
        Fault(row, column, new("không phải thời điểm: ghi như 01/12/2026 hoặc 01/12/2026 12:00", "not a time: write 01/12/2026 or 01/12/2026 12:00"));
        return null;
    }

    // A spreadsheet program keeps what it took for a day as a number.
    private static DateTime? LocalOf(SheetCell cell) => cell.Number is > 0 and < 2_900_000 and { } days
        ? DateTime.FromOADate(Math.Round(days * 86_400) / 86_400)
        : DateTime.TryParseExact(cell.Text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? local : null;

    private SheetCell Cell(SheetRow row, AssetColumn column) => _places.TryGetValue(column, out var place) ? row[place] : SheetCell.Empty;

    private void Fault(SheetRow row, AssetColumn column, Wording why)
    {
        // One fault a cell; those of a row stand together at the end.
        for (var i = Faults.Count - 1; i >= 0 && ReferenceEquals(Faults[i].Row, row); i--)
        {
            if (Faults[i].Column == column)
                return;
        }

        Faults.Add(FaultOf(row, column, why));
    }

    private static Fault Unknown(SheetRow header, string text)
    {
        var shown = text.Length > 60 ? text[..60] + "…" : text;
        return SheetFaults.Of("column", FormattableString.Invariant($"dòng {header.Line}: không có cột «{shown}»: dùng các cột của tệp mẫu"), FormattableString.Invariant($"line {header.Line}: there is no column \"{shown}\": use the columns of the template"));
    }

    private static Fault Twice(SheetRow header, string text) => SheetFaults.Of(
        "column", FormattableString.Invariant($"dòng {header.Line}: cột «{text}» có hai lần: bỏ một cột"), FormattableString.Invariant($"line {header.Line}: the column \"{text}\" is there twice: take one out"));

    private static Fault Missing(SheetRow header, AssetColumnText column) => SheetFaults.Of(
        "column",
        FormattableString.Invariant($"dòng {header.Line}: thiếu cột «{column.Name.Vi}»: dùng các cột của tệp mẫu, tên cột ở dòng đầu"),
        FormattableString.Invariant($"line {header.Line}: the column \"{column.Name.En}\" is missing: use the columns of the template, their names in the first row"));
}
