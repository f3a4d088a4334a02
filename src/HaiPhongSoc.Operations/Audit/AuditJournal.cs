using HaiPhongSoc.Operations.Data;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>For what is no command and must stand before it goes on: committed when this returns, and told to the corridor.</summary>
internal sealed class AuditJournal(IServiceScopeFactory scopes, ISelfEvents self)
{
    public async Task WriteAsync(AuditEntries entry, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await WriteAsync(scope.ServiceProvider.GetRequiredService<OperationsDbContext>(), [entry], cancellationToken);
    }

    /// <summary>In one transaction with what else was changed in <paramref name="database"/>.</summary>
    public async Task WriteAsync(OperationsDbContext database, IReadOnlyList<AuditEntries> entries, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        database.AddRange(entries.Select(entry => entry.ToRow()));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var entry in entries)
            self.Tell(entry.ToEvent());
    }
}
