using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Verifies the whole chain now. Reads everything: seconds for a million entries.</summary>
/// <param name="Progress">Called with the place reached, after each page.</param>
public sealed record VerifyAudit(Actor Actor, IProgress<long>? Progress = null) : IQuery<AuditVerdict>, IReadsPersonalData
{
    string? IReadsPersonalData.ReadSubject => "audit-chain";
}

internal sealed class VerifyAuditHandler(AuditVerifier verifier) : IRequestHandler<VerifyAudit, Outcome<AuditVerdict>>
{
    public async Task<Outcome<AuditVerdict>> Handle(VerifyAudit request, CancellationToken cancellationToken) =>
        await verifier.RunAsync(rowsPerSecond: 0, request.Progress, cancellationToken);
}
