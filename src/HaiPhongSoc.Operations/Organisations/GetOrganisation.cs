using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Organisations;

/// <param name="Organisation">Its code.</param>
public sealed record GetOrganisation(Actor Actor, string Organisation) : IQuery<OrganisationDetail>, IReadsPersonalData
{
    // Names of people who confirmed, and of whom to ask.
    string? IReadsPersonalData.ReadSubject => $"organisation:{Organisation}";
}

internal sealed class GetOrganisationHandler(OperationsDbContext database, ArrangementTable table, PeopleTable people, IOptions<OperationsOptions> options) : IRequestHandler<GetOrganisation, Outcome<OrganisationDetail>>
{
    public async Task<Outcome<OrganisationDetail>> Handle(GetOrganisation request, CancellationToken cancellationToken)
    {
        var code = request.Organisation;
        var organisation = await database.ReachedOrganisations().Include(o => o.FormerNames).SingleOrDefaultAsync(o => o.Code == code, cancellationToken);
        if (organisation is null)
            return OrganisationFaults.NotFound(code);
        var duties = await database.Duties
            .Where(d => d.OrganisationCode == code && d.SystemCode == null && d.State <= DutyState.Overdue)
            .OrderBy(d => d.DueAt).ThenBy(d => d.Id).ToListAsync(cancellationToken);
        var inCharge = await people.OfOrganisationAsync(code, cancellationToken);
        return new OrganisationDetail(
            (await table.RowsAsync([organisation], cancellationToken))[0],
            organisation.Phone,
            organisation.EndDecision,
            [.. organisation.FormerNames.OrderByDescending(n => n.Until).Select(n => new FormerNameView(n.Name, n.Until, n.Decision))],
            await NamesAsync(database.Organisations.Where(o => o.SuccessorCode == code), cancellationToken),
            await NamesAsync(database.Organisations.Where(o => o.ParentCode == code), cancellationToken),
            await SystemsAsync(code, cancellationToken),
            table.Columns,
            await ArrangementsAsync(code, cancellationToken),
            duties.ConvertAll(DutyRows.Of),
            await Histories.OfAsync(database, organisation.Subject, cancellationToken),
            people.Roles,
            inCharge,
            options.Value.Mail.IsOn && !inCharge.Any(p => p is { Acts: true, SystemCode: null, Email.Length: > 0 }));
    }

    private static Task<List<OrganisationRef>> NamesAsync(IQueryable<OrganisationRecord> organisations, CancellationToken cancellationToken) =>
        organisations.OrderBy(o => o.Name).Select(o => new OrganisationRef(o.Code, o.Name)).ToListAsync(cancellationToken);

    private async Task<List<HeldSystem>> SystemsAsync(string code, CancellationToken cancellationToken)
    {
        var systems = await database.Systems.Where(s => s.OwnerCode == code || s.OperatorCode == code).OrderBy(s => s.Name).ToListAsync(cancellationToken);
        return systems.ConvertAll(s => new HeldSystem(s.Code, s.Name, s.EffectiveLevel, s.OwnerCode == code));
    }

    private async Task<List<ArrangementView>> ArrangementsAsync(string code, CancellationToken cancellationToken)
    {
        var records = await database.Arrangements.Include(a => a.Receipts).Where(a => a.OrganisationCode == code)
            .OrderByDescending(a => a.Date).ThenByDescending(a => a.Id).ToListAsync(cancellationToken);
        return records.ConvertAll(Of);
    }

    private static ArrangementView Of(ArrangementRecord a) => new(
        a.Id, a.Version, a.Kind, a.Number, a.Date, a.NextReview, a.Note, a.Audience, a.EnteredAt, a.EnteredBy, a.WithdrawnAt, a.WithdrawnBy, a.WithdrawReason,
        [.. a.Receipts.OrderBy(r => r.Id).Select(r => new ReceiptView(r.Who, r.ReadOn, r.AcknowledgedOn))],
        Addressees.Awaited(a.Audience, a.Receipts.Where(r => r.AcknowledgedOn is not null).Select(r => r.Who)));
}
