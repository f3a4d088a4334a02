using HaiPhongSoc.Operations.Data.Postgres;
using HaiPhongSoc.Operations.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HaiPhongSoc.Operations.Data;

/// <summary>What differs between the databases, and nothing else does.</summary>
internal abstract class OperationsDatabase
{
    public static OperationsDatabase Of(OperationsOptions options) => options.Database.Provider == DatabaseOptions.PostgreSql
        ? new PostgresDatabase(options.Database.ReadConnectionString())
        : new SqliteDatabase(options.DataDirectory);

    public abstract void Configure(DbContextOptionsBuilder builder);

    public abstract OperationsDbContext Open(DbContextOptions<OperationsDbContext> options);

    /// <summary>True where the tables stand already: a tool may read them while another process serves.</summary>
    public abstract Task<bool> ExistsAsync(OperationsDbContext database, CancellationToken cancellationToken);

    /// <summary>Creates or migrates the tables. Safe to repeat, and safe when two nodes start at once.</summary>
    public abstract Task MigrateAsync(OperationsDbContext database, CancellationToken cancellationToken);

    /// <summary>Where the ticker of the duties keeps its trigger.</summary>
    public abstract void KeepTicker(IPersistentStoreBuilder store);
}
