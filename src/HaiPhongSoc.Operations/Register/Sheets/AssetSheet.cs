using System.Globalization;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>The columns of the table of assets.</summary>
internal static class AssetColumn
{
    public static SheetColumn System { get; } = new(0, new("Mã hệ thống", "system"), true, new("Mã của hệ thống có tài sản, xem trang tính «Hệ thống».", "Code of the system that has the asset: see the sheet «Hệ thống»."), "dvc", 22);

    public static SheetColumn Realm { get; } = new(1, new("Vùng mạng", "realm"), true, new("Mạng nơi thấy địa chỉ hoặc tên, đúng như khai ở nguồn nhật ký; địa chỉ công cộng: internet.", "The network in which the address or name is seen, as the log source names it; public addresses: internet."), "ttthdl", 18);

    public static SheetColumn Kind { get; } = new(2, new("Loại", "kind"), true, new("Một trong: Dải địa chỉ, Máy, Tên miền, Tài khoản.", "One of: network, host, domain, account (or the Vietnamese words)."), "Dải địa chỉ", 14);

    public static SheetColumn Key { get; } = new(3, new("Tài sản", "asset"), true, new("Dải 10.20.1.0/24 (phần máy bằng 0), một địa chỉ, tên máy, tên miền, hoặc tài khoản như «hp\\sao-luu».", "A range 10.20.1.0/24 with zero host bits, an address, a host, a domain, or an account as «hp\\backup»."), "10.20.1.0/24", 34);

    public static SheetColumn From { get; } = new(4, new("Hiệu lực từ", "valid_from"), false, new("Ngày/tháng/năm, có thể thêm giờ: 01/12/2026 hoặc 01/12/2026 12:00. Để trống nếu tài sản đã thuộc hệ thống từ đầu.", "Day/month/year, with an hour if need be. Empty where the asset was the system's from the beginning."), "01/12/2026", 20) { HoldsTime = true };

    public static SheetColumn To { get; } = new(5, new("Kết thúc từ", "valid_to"), false, new("Từ thời điểm này tài sản không còn thuộc hệ thống; chỉ ghi ngày là từ 00:00 ngày đó. Để trống nếu còn dùng.", "From then on it is not the system's any more; a day alone means its 00:00. Empty while it is in use."), "", 20) { HoldsTime = true };

    public static SheetColumn CarvedFrom { get; } = new(6, new("Tách từ", "carved_from"), false, new("Chỉ điền khi dải nằm trong một dải rộng hơn của hệ thống khác: mã của hệ thống đó.", "Only where the range lies within a wider one of another system: the code of that system."), "", 18);

    public static IReadOnlyList<SheetColumn> All { get; } = [System, Realm, Kind, Key, From, To, CarvedFrom];
}

/// <summary>Assets as a table that people fill in: the columns, the words, and how each is written.</summary>
internal static class AssetSheet
{
    /// <summary>The sheet of a workbook that holds them.</summary>
    public const string Name = "Tài sản";

    private static readonly (AssetKind Kind, string Vi, string En)[] Kinds =
    [
        (AssetKind.Network, "Dải địa chỉ", "network"),
        (AssetKind.Host, "Máy", "host"),
        (AssetKind.Domain, "Tên miền", "domain"),
        (AssetKind.Account, "Tài khoản", "account"),
    ];

    public static IReadOnlyList<string> Header { get; } = [.. AssetColumn.All.Select(c => c.Name.Vi)];

    public static IReadOnlyList<int> Widths { get; } = [.. AssetColumn.All.Select(c => c.Width)];

    public static SheetChoice KindChoice { get; } = SheetChoice.OfWords(AssetColumn.Kind, Kinds.Select(k => k.Vi));

    public static AssetKind? KindOf(string word) =>
        Kinds.Where(k => SheetColumn.Same(word, k.Vi) || SheetColumn.Same(word, k.En)).Select(k => (AssetKind?)k.Kind).FirstOrDefault();

    public static IReadOnlyList<string> RowOf(AssetEntry asset, TimeZoneInfo zone) =>
    [
        asset.SystemCode, asset.Realm, Kinds.First(k => k.Kind == asset.Kind).Vi, asset.Key,
        asset.ValidFrom == 0 ? "" : TimeOf(asset.ValidFrom, zone), asset.ValidTo is { } to ? TimeOf(to, zone) : "", asset.CarvedFrom ?? "",
    ];

    private static string TimeOf(long time, TimeZoneInfo zone)
    {
        var at = TimeZoneInfo.ConvertTime(UtcMicroseconds.ToDateTimeOffset(time), zone);
        var format = at.TimeOfDay == TimeSpan.Zero ? "dd/MM/yyyy" : at.TimeOfDay.Ticks % TimeSpan.TicksPerMinute == 0 ? "dd/MM/yyyy HH:mm" : "dd/MM/yyyy HH:mm:ss.FFFFFF";
        return at.ToString(format, CultureInfo.InvariantCulture);
    }
}
