using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Alerts;

public sealed record GetAlert(Actor Actor, long Id) : IQuery<AlertDetail>;

internal sealed class GetAlertHandler(OperationsDbContext database) : IRequestHandler<GetAlert, Outcome<AlertDetail>>
{
    public async Task<Outcome<AlertDetail>> Handle(GetAlert request, CancellationToken cancellationToken)
    {
        var alert = await database.Alerts.Include(a => a.Entities).SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken);
        if (alert is null)
            return Faults.NotFound(FormattableString.Invariant($"cảnh báo {request.Id}"), FormattableString.Invariant($"alert {request.Id}"));
        var events = await database.AlertEvents.Where(e => e.AlertId == alert.Id)
            .OrderBy(e => e.Partition).ThenBy(e => e.Offset)
            .ToListAsync(cancellationToken);
        var rows = await AlertRows.Async(database, [alert], cancellationToken);
        return new AlertDetail(
            rows[0],
            alert.Description,
            alert.SeverityReason,
            alert.AttackTags,
            alert.FalsePositives,
            alert.RuleAuthor,
            alert.RuleLicense,
            alert.Evidence,
            [.. events.Select(e => new EventId(e.Partition, e.Offset).ToString())],
            alert.Sample,
            await Histories.OfAsync(database, alert.Subject, cancellationToken));
    }
}
