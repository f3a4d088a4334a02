using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quartz;

namespace HaiPhongSoc.Operations.Data.Postgres;

/// <summary>A server, many writers. The ticker's tables stand beside ours, so that several nodes share one trigger.</summary>
internal sealed class PostgresDatabase(string connectionString) : OperationsDatabase
{
    private static readonly StorableParameters Cleaning = new();

    public override void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql(connectionString).AddInterceptors(Cleaning);

    public override OperationsDbContext Open(DbContextOptions<OperationsDbContext> options) => new PostgresOperationsContext(options);

    public override async Task<bool> ExistsAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();

    // EF locks its table of migrations while it works: of two nodes that start at once the second waits and finds nothing to do.
    public override Task MigrateAsync(OperationsDbContext database, CancellationToken cancellationToken) => database.Database.MigrateAsync(cancellationToken);

    // A key that is there already counts: where two check that it is absent and both insert, PostgreSQL may say so instead of 40001.
    public override bool IsCrossed(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation })
                return true;
        }

        return false;
    }

    public override void KeepTicker(IPersistentStoreBuilder store)
    {
        store.UseClustering();
        store.UsePostgres(connectionString);
        store.ProvisionSchema();
    }
}
