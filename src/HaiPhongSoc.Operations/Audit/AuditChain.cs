using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Audit;

internal sealed class AuditChain(IServiceScopeFactory scopes, SealKeys keys, AuditJournal journal, TimeProvider clock) : IAuditChain
{
    public async Task<AuditVerdict> VerifyAsync(AuditVerification verification, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = new ChainRows(scope.ServiceProvider.GetRequiredService<OperationsDbContext>());
        return await new ChainWalk(rows, keys, clock, verification, progress).RunAsync(cancellationToken);
    }

    public async Task<AuditManifest> ExportAsync(Actor actor, long from, long to, Stream output, CancellationToken cancellationToken)
    {
        _ = keys.Current;
        var span = $"{Iso(from)} – {Iso(to)}";
        await journal.WriteAsync(
            AuditEntries.Of(actor, "audit.export", UtcMicroseconds.Now(clock)) with
            {
                Subjects = ["audit-chain"],
                Details = [new Wording($"xuất nhật ký kiểm toán {span}", $"exported the audit chain {span}")],
            },
            cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var rows = new ChainRows(scope.ServiceProvider.GetRequiredService<OperationsDbContext>());
        return await new ChainExport(rows, keys, clock).WriteAsync(from, to, output, cancellationToken);
    }

    public string AddKey()
    {
        _ = keys.Current;
        return keys.Add().Id;
    }

    private static string Iso(long at) => UtcMicroseconds.ToDateTimeOffset(at).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
