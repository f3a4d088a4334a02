using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quartz;

namespace HaiPhongSoc.Operations.Data.Postgres;

/// <summary>A server, many writers. The ticker's tables stand beside ours, so that several nodes share one trigger.</summary>
internal sealed class PostgresDatabase(string connectionString) : OperationsDatabase
{
    private const string ForgetMarks =
        """
        UPDATE "Alerts" SET "ChangeMark" = 0 WHERE "ChangeMark" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        UPDATE "Incidents" SET "ChangeMark" = 0 WHERE "ChangeMark" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        UPDATE "Duties" SET "ChangeMark" = 0 WHERE "ChangeMark" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        UPDATE "Systems" SET "ChangeMark" = 0 WHERE "ChangeMark" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        """;

    private static readonly StorableParameters Cleaning = new();

    public override void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql(connectionString).AddInterceptors(Cleaning);

    public override OperationsDbContext Open(DbContextOptions<OperationsDbContext> options) => new PostgresOperationsContext(options);

    public override async Task<bool> ExistsAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();

    // EF locks its table of migrations while it works: of two nodes that start at once the second waits and finds nothing to do.
    public override async Task MigrateAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        await database.Database.MigrateAsync(cancellationToken);

        // Restored into another server, marks may lie above every transaction of it: they begin anew, and so does who followed them.
        await database.Database.ExecuteSqlRawAsync(ForgetMarks, cancellationToken);
    }

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

    // Numbers of transactions only grow; a clock or a sequence is read before the commit, and a slower writer would come after its turn.
    public override Task<long> NextMarkAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        database.Database.SqlQueryRaw<long>("SELECT pg_current_xact_id()::text::bigint AS \"Value\"").SingleAsync(cancellationToken);

    public override Task<long> HorizonAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        database.Database.SqlQueryRaw<long>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS \"Value\"").SingleAsync(cancellationToken);

    public override void KeepTicker(IPersistentStoreBuilder store)
    {
        store.UseClustering();
        store.UsePostgres(connectionString);
        store.ProvisionSchema();
    }
}
