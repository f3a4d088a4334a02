using System.Collections.Frozen;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quartz;

namespace HaiPhongSoc.Operations.Data.Postgres;

/// <summary>A server, many writers. The ticker's tables stand beside ours, so that several nodes share one trigger.</summary>
internal sealed class PostgresDatabase(string connectionString) : OperationsDatabase
{
    private const int RunsForAKey = 3;

    private const string ForgetMarks =
        """
        UPDATE "Alerts" SET "ChangeMark" = 0 WHERE "ChangeMark" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        UPDATE "Incidents" SET "ChangeMark" = 0 WHERE "ChangeMark" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        UPDATE "Duties" SET "ChangeMark" = 0 WHERE "ChangeMark" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        UPDATE "Systems" SET "ChangeMark" = 0 WHERE "ChangeMark" >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        """;

    private const int Seat = 7_011_202;
    private const int TextIndex = 7_011_203;

    private static readonly string Sitting =
        $"""
        SELECT 'from ' || COALESCE(host(a.client_addr), 'this server') || ' since ' || to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC'
        FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = {Seat} AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private static readonly StorableParameters Cleaning = new();

    // Who asks, for what, and without the right to it.
    private static readonly FrozenSet<string> Refusals = new[]
    {
        PostgresErrorCodes.InvalidAuthorizationSpecification,
        PostgresErrorCodes.InvalidPassword,
        PostgresErrorCodes.InvalidCatalogName,
        PostgresErrorCodes.InsufficientPrivilege,
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql(connectionString).AddInterceptors(Cleaning);

    public override OperationsDbContext Open(DbContextOptions<OperationsDbContext> options) => new PostgresOperationsContext(options);

    public override async Task<bool> ExistsAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();

    // EF locks its table of migrations while it works: of two nodes that start at once the second waits and finds nothing to do.
    public override async Task MigrateAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(database, cancellationToken);
            await ApplyMigrationsAsync(database, cancellationToken);
            await IndexTextAsync(database, cancellationToken);

            // Restored into another server, marks may lie above every transaction of it: they begin anew, and so does who followed them.
            await database.Database.ExecuteSqlRawAsync(ForgetMarks, cancellationToken);
        }
        catch (PostgresException refused) when (Refusals.Contains(refused.SqlState))
        {
            throw new OperationsConfigurationException(
                $"Operations:Database: the server refuses: {refused.MessageText}: correct the connection string, or create role and database as README.md shows", refused);
        }
    }

    // A key that is there already counts, but not for ever: where two check that it is absent and both insert, PostgreSQL may say so instead of 40001.
    public override bool IsCrossed(Exception fault, int run)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected })
                return true;
            if (cause is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
                return run <= RunsForAKey;
        }

        return false;
    }

    // Numbers of transactions only grow; a clock or a sequence is read before the commit, and a slower writer would come after its turn.
    public override Task<long> NextMarkAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        database.Database.SqlQueryRaw<long>("SELECT pg_current_xact_id()::text::bigint AS \"Value\"").SingleAsync(cancellationToken);

    public override Task<long> HorizonAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        database.Database.SqlQueryRaw<long>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS \"Value\"").SingleAsync(cancellationToken);

    // Not of the pool: the lock is the session's, and a pool hands sessions on.
    public override DbConnection OpenSeat() =>
        new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "soc detect", KeepAlive = 10 }.ConnectionString);

    public override async Task<string?> TakeSeatAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_try_advisory_lock({Seat})";
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            return null;
        command.CommandText = Sitting;
        return await command.ExecuteScalarAsync(cancellationToken) as string ?? "it is just ending";
    }

    public override async Task<bool> StandsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            return await command.ExecuteScalarAsync(cancellationToken) is 1;
        }
        catch (Exception gone) when (gone is DbException or InvalidOperationException)
        {
            return false;
        }
    }

    public override void KeepTicker(IPersistentStoreBuilder store)
    {
        store.UseClustering();
        store.UsePostgres(connectionString);
        store.ProvisionSchema();
    }

    // Trigrams, so that any part of a text is found among a million alerts. Even an index that is there already would wait for every writer of the table: it is
    // looked for first. Several nodes may start at once.
    private static async Task IndexTextAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        if (await database.Database.SqlQueryRaw<bool>("SELECT to_regclass('\"IX_Alerts_SearchText\"') IS NOT NULL AS \"Value\"").SingleAsync(cancellationToken))
            return;
        try
        {
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            await database.Database.ExecuteSqlRawAsync(
                $"""
                SELECT pg_advisory_xact_lock({TextIndex});
                CREATE EXTENSION IF NOT EXISTS pg_trgm;
                CREATE INDEX IF NOT EXISTS "IX_Alerts_SearchText" ON "Alerts" USING gin ("SearchText" gin_trgm_ops);
                """,
                cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile)
        {
            throw new OperationsConfigurationException(
                $"Operations:Database: {refused.MessageText}: the server lacks pg_trgm, by which the text of alerts is searched: install its contrib package", refused);
        }
    }

    // What the server may be set to and must not be: text that is no UTF-8, commits that are told before they are on the disk.
    private static async Task CheckAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        if (await SettingAsync("server_encoding") is var encoding and not "UTF8")
            throw new OperationsConfigurationException($"Operations:Database: the database is encoded in {encoding}: create it with ENCODING 'UTF8' TEMPLATE template0");
        if (await SettingAsync("synchronous_commit") == "off")
        {
            throw new OperationsConfigurationException(
                "Operations:Database: synchronous_commit is off, and a crash would lose what was told to be kept: ALTER ROLE … SET synchronous_commit = on");
        }

        Task<string> SettingAsync(string name) =>
            database.Database.SqlQuery<string>($"SELECT current_setting({name}) AS \"Value\"").SingleAsync(cancellationToken);
    }
}
