using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Verifies the whole chain now. Reads everything: seconds for a million entries.</summary>
public sealed record VerifyAudit(Actor Actor) : IQuery<AuditVerdict>, IReadsPersonalData
{
    string? IReadsPersonalData.ReadSubject => "audit-chain";
}

internal sealed class VerifyAuditHandler(AuditVerifier verifier) : IRequestHandler<VerifyAudit, Outcome<AuditVerdict>>
{
    public async Task<Outcome<AuditVerdict>> Handle(VerifyAudit request, CancellationToken cancellationToken) =>
        await verifier.RunAsync(rowsPerSecond: 0, cancellationToken);
}
