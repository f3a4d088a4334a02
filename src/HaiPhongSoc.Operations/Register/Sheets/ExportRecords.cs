using System.Globalization;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Xuất hồ sơ hệ thống: what is recorded of the systems within the asker's reach, a sheet a section; imported again it changes nothing.</summary>
/// <param name="Section">One of the profile's, as a .csv; null for all of them as a workbook.</param>
public sealed record ExportRecords(Actor Actor, string? Section = null) : IQuery<RegisterDownload>, IReadsPersonalData
{
    // Suppliers' contacts.
    string? IReadsPersonalData.ReadSubject => $"register:records:{Section ?? "xlsx"}";
}

internal sealed class ExportRecordsHandler(OperationsDbContext database, RecordImports imports, CityTime time) : IRequestHandler<ExportRecords, Outcome<RegisterDownload>>
{
    public async Task<Outcome<RegisterDownload>> Handle(ExportRecords request, CancellationToken cancellationToken)
    {
        var (sheets, systems) = (imports.Sheets, await database.Systems.OrderBy(s => s.Code).ToListAsync(cancellationToken));
        var kept = await imports.KeptAsync(systems, cancellationToken);
        var day = time.DayOf(time.Now).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (request.Section is not { } section)
        {
            var organisations = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
            return new RegisterDownload(new RecordWorkbook(sheets, systems, organisations).Of(kept), $"ho-so-he-thong_{day}.xlsx", AssetTemplate.ContentType);
        }

        return sheets.FirstOrDefault(s => s.Section.Id == section) is { } sheet
            ? new RegisterDownload(CsvSheet.Write(RecordWorkbook.Header(sheet), RecordWorkbook.Rows(sheet, systems, kept)), $"ho-so_{day}.csv", "text/csv; charset=utf-8")
            : Faults.NotFound($"mục hồ sơ {section}", $"section {section}");
    }
}
