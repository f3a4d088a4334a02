using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Tệp mẫu: an empty workbook of records, with what belongs into each column, the systems that the asker may name and what cells may hold.</summary>
public sealed record GetRecordTemplate(Actor Actor) : IQuery<RegisterDownload>;

internal sealed class GetRecordTemplateHandler(OperationsDbContext database, RecordImports imports) : IRequestHandler<GetRecordTemplate, Outcome<RegisterDownload>>
{
    public async Task<Outcome<RegisterDownload>> Handle(GetRecordTemplate request, CancellationToken cancellationToken)
    {
        var systems = await database.Systems.OrderBy(s => s.Code).ToListAsync(cancellationToken);
        var organisations = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        return new RegisterDownload(new RecordWorkbook(imports.Sheets, systems, organisations).Empty(), "mau-ho-so-he-thong.xlsx", AssetTemplate.ContentType);
    }
}
