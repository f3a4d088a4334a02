using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Tệp mẫu: an empty table of systems as a workbook, with what belongs into each column and the organisations that a row may name.</summary>
public sealed record GetSystemTemplate(Actor Actor) : IQuery<RegisterDownload>;

internal sealed class GetSystemTemplateHandler(OperationsDbContext database, CityTime time) : IRequestHandler<GetSystemTemplate, Outcome<RegisterDownload>>
{
    public async Task<Outcome<RegisterDownload>> Handle(GetSystemTemplate request, CancellationToken cancellationToken)
    {
        var today = time.DayOf(time.Now);
        var all = await database.Organisations.Where(o => o.ValidTo == null || o.ValidTo >= today).OrderBy(o => o.Code).Select(o => new OrganisationRef(o.Code, o.Name)).ToListAsync(cancellationToken);
        var owners = all.FindAll(o => database.Reach.Holds(o.Code));
        return new RegisterDownload(
            XlsxWriter.Write(SystemSheet.Empty(owners.Count, all.Count), SystemSheet.Guide(), SystemSheet.Codes(owners, all.Except(owners))), "mau-he-thong.xlsx", AssetTemplate.ContentType);
    }
}
