using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HaiPhongSoc.Operations.Data;

/// <summary>A record that others follow by its changes.</summary>
internal interface IMarked
{
    /// <summary>When it was last changed by anybody or anything, UTC microseconds. For people: clocks differ, and who writes first need not commit first.</summary>
    long ChangedAt { get; set; }

    /// <summary>
    /// Where its last change stands among all changes: never set by hand. Below <see cref="OperationsDatabase.HorizonAsync"/> marks are final, so that who
    /// reads in their order up to there misses nothing and sees no change twice.
    /// </summary>
    long ChangeMark { get; set; }
}

/// <summary>Marks every <see cref="IMarked"/> record that is saved, whoever saves it. All changes of one transaction share a mark.</summary>
internal sealed class ChangeMarks(OperationsDatabase store, TimeProvider clock) : SaveChangesInterceptor
{
    public static void Configure(ModelBuilder builder)
    {
        foreach (var type in builder.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(IMarked))).Select(t => t.ClrType).ToList())
        {
            builder.Entity(type).HasIndex(nameof(IMarked.ChangeMark), nameof(IMarked.ChangedAt));
            builder.Entity(type).Property(nameof(IMarked.ChangedAt)).HasAnnotation(AuditModel.NoiseMark, value: true);
            builder.Entity(type).Property(nameof(IMarked.ChangeMark)).HasAnnotation(AuditModel.NoiseMark, value: true);
        }
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not OperationsDbContext database)
            return result;
        var changed = database.ChangeTracker.Entries<IMarked>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList();
        if (changed.Count == 0)
            return result;
        if (database.Database.CurrentTransaction is not { } transaction)
            throw new InvalidOperationException("records that others follow are changed in a transaction: begin one with BeginSerialAsync");
        if (database.Mark.Transaction != transaction.TransactionId)
            database.Mark = (transaction.TransactionId, await store.NextMarkAsync(database, cancellationToken));
        var now = UtcMicroseconds.Now(clock);
        foreach (var entry in changed)
            (entry.Entity.ChangedAt, entry.Entity.ChangeMark) = (now, database.Mark.Value);
        return result;
    }
}
