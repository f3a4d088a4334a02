using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register.Records;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

public sealed record GetSystem(Actor Actor, string Code) : IQuery<SystemDetail>, IReadsPersonalData
{
    // Names, telephone numbers and addresses of contacts.
    string? IReadsPersonalData.ReadSubject => $"system:{Code}";
}

internal sealed class GetSystemHandler(OperationsDbContext database, PeopleTable people, RecordBook records, CityTime time) : IRequestHandler<GetSystem, Outcome<SystemDetail>>
{
    private const int MostIncidents = 20;

    public async Task<Outcome<SystemDetail>> Handle(GetSystem request, CancellationToken cancellationToken)
    {
        var system = await database.Systems.Include(s => s.Assets).SingleOrDefaultAsync(s => s.Code == request.Code, cancellationToken);
        if (system is null)
            return Faults.NotFound($"hệ thống {request.Code}", $"system {request.Code}");
        var rows = await SystemRows.Async(database, [system], cancellationToken);
        var owner = await database.Organisations.SingleAsync(o => o.Code == system.OwnerCode, cancellationToken);
        var duties = await database.Duties.Where(d => d.SystemCode == system.Code).OrderBy(d => d.DueAt).ThenBy(d => d.Id).ToListAsync(cancellationToken);
        var missing = (await records.MissingAsync([system], cancellationToken))[system.Code];
        var incidents = await IncidentsAsync(system.Code, cancellationToken);
        return new SystemDetail(
            rows[0],
            system.ProposedLevel,
            system.ComputedLevel,
            system.ApprovedLevel,
            system.LevelBasis,
            system.LevelDecision,
            system.ContactName is { } name ? new SystemContact(name, system.ContactPhone, system.ContactEmail) : null,
            owner.Phone,
            [
                .. system.Assets
                    .OrderBy(a => a.Realm, StringComparer.Ordinal).ThenBy(a => a.Kind).ThenBy(a => a.Key, StringComparer.Ordinal)
                    .Select(a => new AssetView(a.Id, a.Realm, a.Kind, a.Key, a.ValidFrom, a.ValidTo, a.CarvedFrom)),
            ],
            duties.ConvertAll(DutyRows.Of),
            await IncidentRows.Async(database, incidents, cancellationToken),
            await Histories.OfAsync(database, $"system:{system.Code}", cancellationToken),
            system.Version,
            await database.Systems.SelectMany(s => s.Assets).Select(a => a.Realm).Distinct().OrderBy(r => r).ToListAsync(cancellationToken),
            await people.OfSystemAsync(system.Code, system.OwnerCode, system.OperatorCode, cancellationToken),
            system.OperatorCode,
            new LevelProof(system.LevelAnswers, system.LevelJustification, system.LevelDecidedOn, system.Conclusion, system.ConcludedOn),
            missing,
            SystemSteps.Of(system, missing, time.Now));
    }

    // The newest by number: an index gives them one after the other, where an order by time would gather all of a system's years first.
    private async Task<List<IncidentRecord>> IncidentsAsync(string code, CancellationToken cancellationToken)
    {
        var newest = await database.Alerts
            .Where(a => a.SystemCode == code && a.IncidentId != null)
            .GroupBy(a => a.IncidentId!.Value)
            .OrderByDescending(g => g.Key)
            .Select(g => g.Key)
            .Take(MostIncidents)
            .ToListAsync(cancellationToken);
        return await database.Incidents.Where(i => newest.Contains(i.Id)).OrderByDescending(i => i.Id).ToListAsync(cancellationToken);
    }
}
