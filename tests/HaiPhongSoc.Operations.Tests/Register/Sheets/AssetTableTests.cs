using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Sheets;
using CsCheck;

namespace HaiPhongSoc.Operations.Tests.Register.Sheets;

/// <summary>Each row by itself: what it says, or which cell is wrong and what to do.</summary>
public sealed class AssetTableTests
{
    private const string Header = "Mã hệ thống,Vùng mạng,Loại,Tài sản,Hiệu lực từ,Kết thúc từ,Tách từ\n";

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    private static readonly Gen<AssetEntry> Assets =
        from kind in Gen.Enum<AssetKind>()
        from octets in Gen.Int[0, 255].Array[2]
        from name in Gen.Char["=+-@'\",;_ abcxyzđươ\\"].Array[1, 8]
        from carved in Gen.Bool
        from begins in Gen.Long[0, 900_000_000_000_000]
        from lasts in Gen.Long[0, 90_000_000_000_000]
        select new AssetEntry
        {
            SystemCode = "dvc",
            Realm = "ttthdl",
            Kind = kind,
            Key = KeyOf(kind, octets, new string(name)),
            ValidFrom = begins % 3 == 0 ? 0 : 1_000_000_000_000_000 + begins,
            ValidTo = lasts % 2 == 0 ? null : 1_900_000_000_000_000 + lasts,
            CarvedFrom = carved && kind == AssetKind.Network ? "lgsp" : null,
        };

    [Theory]
    [InlineData(",r,Máy,web-01,,,", "A", "còn trống: điền vào")]
    [InlineData("dvc,Vùng A,Máy,web-01,,,", "B", "vùng mạng gồm chữ thường không dấu, số, gạch ngang, như nguồn log ghi; tối đa 63 ký tự")]
    [InlineData("dvc,r,Máy chủ,web-01,,,", "C", "không phải loại tài sản: ghi Dải địa chỉ, Máy, Tên miền hoặc Tài khoản")]
    [InlineData("dvc,r,Dải địa chỉ,10.20.1.1/16,,,", "D", "không phải dải địa chỉ: ghi như 10.20.1.0/24 (phần máy bằng 0), 2001:db8::/32, hoặc một địa chỉ")]
    [InlineData("dvc,r,Dải địa chỉ,10.2,,,", "D", "không phải dải địa chỉ: ghi như 10.20.1.0/24 (phần máy bằng 0), 2001:db8::/32, hoặc một địa chỉ")]
    [InlineData("dvc,r,Máy,web 01,,,", "D", "tên không hợp lệ: máy như «web-01», tên miền như «dvc.haiphong.gov.vn», tài khoản như «sao-luu» hoặc «hp\\sao-luu»")]
    [InlineData("dvc,r,Máy,web-01,31/02/2026,,", "E", "không phải thời điểm: ghi như 01/12/2026 hoặc 01/12/2026 12:00")]
    [InlineData("dvc,r,Máy,web-01,12/31/2026,,", "E", "không phải thời điểm: ghi như 01/12/2026 hoặc 01/12/2026 12:00")]
    [InlineData("dvc,r,Máy,web-01,02/12/2026,01/12/2026,", "F", "phải sau «Hiệu lực từ»: sửa một trong hai ô")]
    [InlineData("dvc,r,Máy,web-01,,,lgsp", "G", "chỉ dải địa chỉ mới tách từ dải khác: để trống ô này")]
    public void A_wrong_row_is_told_with_line_column_reason_and_remedy(string row, string column, string why)
    {
        var table = Read(Header + "\ndvc,r,host,web-00,,,\n" + row);

        var fault = table.Faults.ShouldHaveSingleItem();
        (fault.Row.Line, XlsxWriter.NameOf(fault.Place!.Value), fault.Why.Vi).ShouldBe((4, column, why));
        fault.Why.En.ShouldNotBeEmpty();
        table.Wanted.ShouldHaveSingleItem().Asset.Key.ShouldBe("web-00");
    }

    [Theory]
    [InlineData("system;REALM;Loai;tai san\ndvc;r;may chu;x", "sheet.column", false)]
    [InlineData("Mã hệ thống,Vùng mạng,Loại,Tài sản,Ghi chú\n", "sheet.column", true)]
    [InlineData("Mã hệ thống,Vùng mạng,Loại,Tài sản,system\n", "sheet.column", true)]
    [InlineData("Mã hệ thống,Vùng mạng,Loại\n", "sheet.column", true)]
    public void Columns_are_known_by_name_in_any_order_and_case(string text, string code, bool isRefused) =>
        (AssetTable.Read(CsvSheet.Read(Encoding.UTF8.GetBytes(text)).Require(), Zone).Fault?.Code == code).ShouldBe(isRefused);

    [Fact]
    public void A_day_that_a_spreadsheet_keeps_as_a_number_is_that_day()
    {
        var row = new SheetRow(2, [new("dvc"), new("r"), new("Máy"), new("web-01"), new("46357.5", 46357.5)]);
        var header = new SheetRow(1, [.. AssetSheet.Header.Select(h => new SheetCell(h))]);
        AssetTable.Read(new SheetText([header, row]), Zone).Require().Wanted[0].Asset.ValidFrom
            .ShouldBe(UtcMicroseconds.From(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.FromHours(7))));
    }

    [Fact]
    public void Whatever_is_exported_is_imported_as_it_was() => Assets.Array[1, 6].Sample(
        assets =>
        {
            var wanted = assets.Select(ClaimedAsset.Of).ToList();
            foreach (var file in new[] { CsvSheet.Write(AssetSheet.Header, Rows(assets)), XlsxWriter.Write(AssetTemplate.Assets(Rows(assets)), AssetTemplate.Guide()) })
            {
                var table = AssetTable.Read(SheetReader.Read(file, AssetSheet.Name).Require(), Zone).Require();
                table.Faults.Select(f => f.Why.En).ShouldBeEmpty();
                table.Wanted.Select(w => w.Asset with { Line = 0 }).ShouldBe(wanted);
            }
        },
        iter: 40);

    private static IEnumerable<IReadOnlyList<string>> Rows(IEnumerable<AssetEntry> assets) => assets.Select(a => AssetSheet.RowOf(a, Zone));

    private static AssetTable Read(string csv) => AssetTable.Read(CsvSheet.Read(Encoding.UTF8.GetBytes(csv)).Require(), Zone).Require();

    private static string KeyOf(AssetKind kind, int[] octets, string name)
    {
        var text = kind switch
        {
            AssetKind.Network => octets[0] % 2 == 0 ? $"10.{octets[0]}.{octets[1]}.0/24" : $"2001:db8:{octets[0]:x}:{octets[1]:x}::/64",
            AssetKind.Host => $"web-{octets[0]}",
            AssetKind.Domain => $"d{octets[0]}.haiphong.gov.vn",
            _ => $"{name}{octets[0]}",
        };
        AssetKeys.TryRead(kind, text, out var key).ShouldBeTrue(text);
        return key;
    }
}
