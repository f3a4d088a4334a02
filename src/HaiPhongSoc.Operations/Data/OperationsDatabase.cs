using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using HaiPhongSoc.Operations.Data.Postgres;
using HaiPhongSoc.Operations.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HaiPhongSoc.Operations.Data;

/// <summary>What differs between the databases, and nothing else does.</summary>
internal abstract class OperationsDatabase
{
    /// <summary>How long work that others cross is begun again; SQLite waits as long for the writer before it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int LongestPauseMilliseconds = 200;

    public static OperationsDatabase Of(OperationsOptions options) => options.Database.Provider == DatabaseOptions.PostgreSql
        ? new PostgresDatabase(options.Database.ReadConnectionString())
        : new SqliteDatabase(options.DataDirectory);

    public abstract void Configure(DbContextOptionsBuilder builder);

    public abstract OperationsDbContext Open(DbContextOptions<OperationsDbContext> options);

    /// <summary>True where the tables stand already: a tool may read them while another process serves.</summary>
    public abstract Task<bool> ExistsAsync(OperationsDbContext database, CancellationToken cancellationToken);

    /// <summary>Creates or migrates the tables. Safe to repeat, and safe when two nodes start at once.</summary>
    public abstract Task MigrateAsync(OperationsDbContext database, CancellationToken cancellationToken);

    /// <summary>True where the work was refused only because another's crossed it: begun again from its beginning, it decides by what the other left.</summary>
    /// <param name="fault">How it was refused.</param>
    /// <param name="run">Which run it was, from 1.</param>
    public abstract bool IsCrossed(Exception fault, int run);

    /// <summary>
    /// Runs <paramref name="work"/>, which begins and commits a transaction of <see cref="SerialWork"/>, until no other's crosses it; gives up after
    /// <see cref="Patience"/> with the last refusal (<see cref="DatabaseBusy"/>). Every run must open a scope of its own: nothing of a refused run may
    /// be left, neither tracked records nor facts to tell.
    /// </summary>
    public async Task<T> AloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var run = 1; ; run++)
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (Exception fault) when (IsCrossed(fault, run) && Stopwatch.GetElapsedTime(started) < Patience)
            {
                Telemetry.Reruns.Add(1);
            }

            // The first run again at once: the other has committed. Then ever later, each a little different, so that many do not meet again.
            var pause = Math.Min(LongestPauseMilliseconds, 1 << Math.Min(run, 8));
            if (run > 1)
                await Task.Delay(RandomNumberGenerator.GetInt32(pause) + 1, cancellationToken);
        }
    }

    /// <summary>What the transaction at hand marks its changes with: above every mark that is committed.</summary>
    public abstract Task<long> NextMarkAsync(OperationsDbContext database, CancellationToken cancellationToken);

    /// <summary>Of marks below this no more will come: whoever carries one has committed, or never will.</summary>
    public abstract Task<long> HorizonAsync(OperationsDbContext database, CancellationToken cancellationToken);

    /// <summary>A connection of its own for the seat of the node that detects (<see cref="IDetectSeat"/>), not open yet; null where the files say who it is.</summary>
    public virtual DbConnection? OpenSeat() => null;

    /// <summary>Null where the seat now belongs to this connection, otherwise whose it is, in words.</summary>
    public virtual Task<string?> TakeSeatAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>False where the connection, and with it the seat, is gone.</summary>
    public virtual Task<bool> StandsAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Where the ticker of the duties keeps its trigger.</summary>
    public abstract void KeepTicker(IPersistentStoreBuilder store);

    /// <summary>EF compares its whole model before it looks what is to be done, which takes longer than the rest of a start: it is asked only where something is.</summary>
    protected static async Task ApplyMigrationsAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        if ((await database.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await database.Database.MigrateAsync(cancellationToken);
    }
}
