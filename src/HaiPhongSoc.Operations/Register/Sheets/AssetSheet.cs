using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A column of the table of assets: its number is its place in the files that we write; files that are read may have it anywhere.</summary>
internal enum AssetColumn
{
    System = 0,
    Realm = 1,
    Kind = 2,
    Key = 3,
    From = 4,
    To = 5,
    CarvedFrom = 6,
}

/// <param name="Name">In Vietnamese it stands at the head of the column; the other is read as well.</param>
/// <param name="Help">What belongs there.</param>
internal sealed record AssetColumnText(AssetColumn Column, Wording Name, bool IsRequired, Wording Help, string Example, int Width);

/// <summary>Assets as a table that people fill in: the columns, the words, and how each is written.</summary>
internal static class AssetSheet
{
    /// <summary>The sheet of a workbook that holds them.</summary>
    public const string Name = "Tài sản";

    /// <summary>What stands beside a row that was refused; it is passed over when the file is read again.</summary>
    public static Wording FaultColumn { get; } = new("Lỗi và cách sửa", "fault");

    public static IReadOnlyList<AssetColumnText> Columns { get; } =
    [
        new(AssetColumn.System, new("Mã hệ thống", "system"), true, new("Mã của hệ thống có tài sản, xem trang tính «Hệ thống».", "Code of the system that has the asset: see the sheet «Hệ thống»."), "dvc", 22),
        new(AssetColumn.Realm, new("Vùng mạng", "realm"), true, new("Mạng nơi thấy địa chỉ hoặc tên, đúng như khai ở nguồn nhật ký; địa chỉ công cộng: internet.", "The network in which the address or name is seen, as the log source names it; public addresses: internet."), "ttthdl", 18),
        new(AssetColumn.Kind, new("Loại", "kind"), true, new("Một trong: Dải địa chỉ, Máy, Tên miền, Tài khoản.", "One of: network, host, domain, account (or the Vietnamese words)."), "Dải địa chỉ", 14),
        new(AssetColumn.Key, new("Tài sản", "asset"), true, new("Dải 10.20.1.0/24 (phần máy bằng 0), một địa chỉ, tên máy, tên miền, hoặc tài khoản như «hp\\sao-luu».", "A range 10.20.1.0/24 with zero host bits, an address, a host, a domain, or an account as «hp\\backup»."), "10.20.1.0/24", 34),
        new(AssetColumn.From, new("Hiệu lực từ", "valid_from"), false, new("Ngày/tháng/năm, có thể thêm giờ: 01/12/2026 hoặc 01/12/2026 12:00. Để trống nếu tài sản đã thuộc hệ thống từ đầu.", "Day/month/year, with an hour if need be. Empty where the asset was the system's from the beginning."), "01/12/2026", 20),
        new(AssetColumn.To, new("Kết thúc từ", "valid_to"), false, new("Từ thời điểm này tài sản không còn thuộc hệ thống; chỉ ghi ngày là từ 00:00 ngày đó. Để trống nếu còn dùng.", "From then on it is not the system's any more; a day alone means its 00:00. Empty while it is in use."), "", 20),
        new(AssetColumn.CarvedFrom, new("Tách từ", "carved_from"), false, new("Chỉ điền khi dải nằm trong một dải rộng hơn của hệ thống khác: mã của hệ thống đó.", "Only where the range lies within a wider one of another system: the code of that system."), "", 18),
    ];

    private static readonly (AssetKind Kind, string Vi, string En)[] Kinds =
    [
        (AssetKind.Network, "Dải địa chỉ", "network"),
        (AssetKind.Host, "Máy", "host"),
        (AssetKind.Domain, "Tên miền", "domain"),
        (AssetKind.Account, "Tài khoản", "account"),
    ];

    public static IReadOnlyList<string> Header { get; } = [.. Columns.Select(c => c.Name.Vi)];

    public static IReadOnlyList<int> Widths { get; } = [.. Columns.Select(c => c.Width)];

    public static string KindWords { get; } = string.Join(',', Kinds.Select(k => k.Vi));

    public static AssetKind? KindOf(string word) =>
        Kinds.Where(k => Same(word, k.Vi) || Same(word, k.En)).Select(k => (AssetKind?)k.Kind).FirstOrDefault();

    /// <summary>True for the same name without regard to case and diacritics.</summary>
    public static bool Same(string written, string name) => Documents.FoldedText.Of(written) == Documents.FoldedText.Of(name);

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
