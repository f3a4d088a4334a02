using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Duties;

public sealed record GetDuty(Actor Actor, long Id) : IQuery<DutyRow>;

internal sealed class GetDutyHandler(OperationsDbContext database) : IRequestHandler<GetDuty, Outcome<DutyRow>>
{
    public async Task<Outcome<DutyRow>> Handle(GetDuty request, CancellationToken cancellationToken)
    {
        var duty = await database.Duties.SingleOrDefaultAsync(d => d.Id == request.Id, cancellationToken);
        return duty is null
            ? Faults.NotFound(FormattableString.Invariant($"nghĩa vụ {request.Id}"), FormattableString.Invariant($"duty {request.Id}"))
            : DutyRows.Of(duty);
    }
}
