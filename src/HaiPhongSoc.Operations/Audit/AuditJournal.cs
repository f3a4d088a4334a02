using HaiPhongSoc.Operations.Data;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>For what is no command and must stand before it goes on: one entry, committed when this returns, and told to the corridor.</summary>
internal sealed class AuditJournal(IServiceScopeFactory scopes, ISelfEvents self)
{
    public async Task WriteAsync(AuditEntries entry, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        database.Add(entry.ToRow());
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        self.Tell(entry.ToEvent());
    }
}
