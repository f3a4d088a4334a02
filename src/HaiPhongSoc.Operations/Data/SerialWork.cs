using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HaiPhongSoc.Operations.Data;

/// <summary>
/// The two kinds of transaction. Whoever writes reads first and decides by what it read, so that work must come out as if it had run alone: one after
/// the other, with no lost update and no write skew (two people who each close the other's last task; two imports that each claim an address).
/// <list type="bullet">
/// <item>SQLite has one writer: the transaction begins IMMEDIATE and waits up to 15 s for the writer before it.</item>
/// <item>PostgreSQL runs SERIALIZABLE: writers go on side by side, and of two whose reads and writes cross one is refused when it writes or commits.
/// REPEATABLE READ would see the lost update but not the skew. The refused work is done again from its beginning, in a scope of its own
/// (<see cref="OperationsDatabase.AloneAsync{T}"/>): it reads what the other left and decides anew.</item>
/// </list>
/// </summary>
internal static class SerialWork
{
    /// <summary>For work that writes. What it reads still holds when it commits.</summary>
    public static Task<IDbContextTransaction> BeginSerialAsync(this OperationsDbContext database, CancellationToken cancellationToken) =>
        database.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    /// <summary>For several reads that must be of one moment.</summary>
    public static Task<IDbContextTransaction> BeginSnapshotAsync(this OperationsDbContext database, CancellationToken cancellationToken) =>
        database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
}
