using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Tệp mẫu: an empty table of assets as a workbook, with what belongs into each column and the systems that the asker may name.</summary>
public sealed record GetAssetTemplate(Actor Actor) : IQuery<RegisterDownload>;

/// <summary>A file to be kept.</summary>
public sealed record RegisterDownload(ReadOnlyMemory<byte> Content, string FileName, string ContentType);

internal sealed class GetAssetTemplateHandler(OperationsDbContext database) : IRequestHandler<GetAssetTemplate, Outcome<RegisterDownload>>
{
    public async Task<Outcome<RegisterDownload>> Handle(GetAssetTemplate request, CancellationToken cancellationToken)
    {
        var systems = await database.Systems.OrderBy(s => s.Code).ToListAsync(cancellationToken);
        var organisations = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        return new RegisterDownload(
            XlsxWriter.Write(AssetTemplate.Assets([]), AssetTemplate.Guide(), AssetTemplate.Systems(systems, organisations)), "mau-tai-san.xlsx", AssetTemplate.ContentType);
    }
}

/// <summary>The sheets that workbooks of the register are made of.</summary>
internal static class AssetTemplate
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static NewSheet Assets(IEnumerable<IReadOnlyList<string>> rows) =>
        new(AssetSheet.Name, AssetSheet.Header, AssetSheet.Widths, rows, AssetSheet.KindChoice);

    /// <summary>The order in which assets are written.</summary>
    public static IEnumerable<AssetEntry> InOrder(IEnumerable<AssetEntry> assets) =>
        assets.OrderBy(a => a.Realm, StringComparer.Ordinal).ThenBy(a => a.Kind).ThenBy(a => a.Key, StringComparer.Ordinal).ThenBy(a => a.ValidFrom);

    public static NewSheet Guide() => SheetGuide.Of(
        AssetColumn.All,
        new Wording("Mỗi dòng là một tài sản trong một khoảng thời gian. Dòng giống hệt sổ đăng ký thì không đổi gì; muốn kết thúc một tài sản, giữ nguyên dòng và điền «Kết thúc từ».", "A row is an asset for a time. A row that says what the register says changes nothing; to end an asset keep its row and fill in valid_to."));

    public static NewSheet Systems(IReadOnlyList<SystemRecord> systems, IReadOnlyDictionary<string, string> organisations) => new(
        "Hệ thống",
        ["Mã hệ thống", "Tên hệ thống", "Cấp độ", "Cấp độ đã phê duyệt", "Trạng thái", "Có dữ liệu thật", "Chủ quản", "Đơn vị vận hành"],
        [22, 60, 10, 20, 30, 16, 50, 50],
        systems.Select(s => (IReadOnlyList<string>)
        [
            s.Code, s.Name, s.EffectiveLevel == 0 ? "" : FormattableString.Invariant($"{s.EffectiveLevel}"), s.ApprovedLevel is null ? "chưa" : "có", SystemSheet.WordOf(s.Status),
            s.HasRealData ? "có" : "không", organisations.GetValueOrDefault(s.OwnerCode, s.OwnerCode), s.OperatorCode is { } unit ? organisations.GetValueOrDefault(unit, unit) : "",
        ]));
}
