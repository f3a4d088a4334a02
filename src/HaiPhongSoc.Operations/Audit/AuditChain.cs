using HaiPhongSoc.Operations.Data;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Audit;

internal sealed class AuditChain(IServiceScopeFactory scopes, SealKeys keys, TimeProvider clock) : IAuditChain
{
    public async Task<AuditVerdict> VerifyAsync(AuditVerification verification, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = new ChainRows(scope.ServiceProvider.GetRequiredService<OperationsDbContext>());
        return await new ChainWalk(rows, keys, clock, verification, progress).RunAsync(cancellationToken);
    }
}
