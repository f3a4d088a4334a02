using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>One entry, with what was before and after and what proves it.</summary>
public sealed record GetAuditEntry(Actor Actor, long Id) : IQuery<AuditDetail>, IReadsPersonalData
{
    string? IReadsPersonalData.ReadSubject => FormattableString.Invariant($"audit-entry:{Id}");
}

internal sealed class GetAuditEntryHandler(OperationsDbContext database) : IRequestHandler<GetAuditEntry, Outcome<AuditDetail>>
{
    public async Task<Outcome<AuditDetail>> Handle(GetAuditEntry request, CancellationToken cancellationToken) =>
        await database.AuditEntries.SingleOrDefaultAsync(e => e.Id == request.Id, cancellationToken) is { } entry
            ? AuditViews.Detail(entry)
            : Faults.NotFound(FormattableString.Invariant($"mục nhật ký {request.Id}"), FormattableString.Invariant($"audit entry {request.Id}"));
}
