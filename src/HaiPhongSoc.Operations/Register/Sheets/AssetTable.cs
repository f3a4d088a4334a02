using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>An asset that a file wants.</summary>
/// <param name="Asset">Its line is the row's.</param>
internal sealed record WantedAsset(ClaimedAsset Asset, SheetRow Row);

/// <summary>The rows of a file as assets, each by itself: what they are together with the register is decided by <see cref="AssetImportPlan"/>.</summary>
internal sealed class AssetTable
{
    private readonly TimeZoneInfo _zone;

    private AssetTable(SheetTable sheet, TimeZoneInfo zone) => (Sheet, _zone) = (sheet, zone);

    public SheetTable Sheet { get; }

    public List<WantedAsset> Wanted { get; } = [];

    public IReadOnlyList<RowFault> Faults => Sheet.Faults;

    public static Outcome<AssetTable> Read(SheetText text, TimeZoneInfo zone)
    {
        var sheet = SheetTable.Read(text, AssetColumn.All);
        if (!sheet.IsSuccess)
            return sheet.Fault;
        var table = new AssetTable(sheet.Value, zone);
        foreach (var row in sheet.Value.Rows)
            table.Read(row);
        return table;
    }

    public RowFault FaultOf(SheetRow row, SheetColumn column, Wording why) => Sheet.FaultOf(row, column, why);

    private void Read(SheetRow row)
    {
        var before = Faults.Count;
        var system = Sheet.Required(row, AssetColumn.System);
        var realm = Sheet.Required(row, AssetColumn.Realm);
        if (realm is not null && !AssetKeys.IsRealm(realm))
            Sheet.Fault(row, AssetColumn.Realm, AddAssetValidator.RealmWords);
        var kind = Sheet.Required(row, AssetColumn.Kind) is { } word ? KindOf(row, word) : null;
        var key = Sheet.Required(row, AssetColumn.Key) is { } text && kind is { } known ? KeyOf(row, known, text) : null;
        var from = Time(row, AssetColumn.From) ?? 0;
        var to = Time(row, AssetColumn.To);
        if (to <= from && Faults.Count == before)
            Sheet.Fault(row, AssetColumn.To, new("phải sau «Hiệu lực từ»: sửa một trong hai ô", "must come after valid_from: mend one of the two"));
        var carved = Sheet.Text(row, AssetColumn.CarvedFrom);
        if (carved.Length > 0 && kind is not null and not AssetKind.Network)
            Sheet.Fault(row, AssetColumn.CarvedFrom, new("chỉ dải địa chỉ mới tách từ dải khác: để trống ô này", "only ranges are carved from ranges: leave it empty"));
        if (Faults.Count == before)
            Wanted.Add(new WantedAsset(new ClaimedAsset(system!, realm!, kind!.Value, key!, from, to, carved.Length == 0 ? null : carved, row.Line), row));
    }

    private AssetKind? KindOf(SheetRow row, string word)
    {
        if (AssetSheet.KindOf(word) is { } kind)
            return kind;
        Sheet.Fault(row, AssetColumn.Kind, new("không phải loại tài sản: ghi Dải địa chỉ, Máy, Tên miền hoặc Tài khoản", "not a kind of asset: write network, host, domain or account"));
        return null;
    }

    private string? KeyOf(SheetRow row, AssetKind kind, string text)
    {
        if (AssetKeys.TryRead(kind, text, out var key))
            return key;
        Sheet.Fault(row, AssetColumn.Key, kind == AssetKind.Network ? AddAssetValidator.RangeWords : AddAssetValidator.NameWords);
        return null;
    }

    private long? Time(SheetRow row, SheetColumn column)
    {
        if (Sheet.Text(row, column).Length == 0)
            return null;
        if (SheetTable.LocalOf(Sheet.Cell(row, column)) is { } local && local.Year is >= 1971 and <= 9000)
            return UtcMicroseconds.From(new DateTimeOffset(local, _zone.GetUtcOffset(local)));
        Sheet.Fault(row, column, new("không phải thời điểm: ghi như 01/12/2026 hoặc 01/12/2026 12:00", "not a time: write 01/12/2026 or 01/12/2026 12:00"));
        return null;
    }
}
