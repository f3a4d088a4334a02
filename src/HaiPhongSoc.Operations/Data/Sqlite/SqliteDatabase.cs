using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HaiPhongSoc.Operations.Data.Sqlite;

/// <summary>One file, one writer at a time. The ticker has a file of its own: two writers on one would wait for each other.</summary>
internal sealed class SqliteDatabase(string folder) : OperationsDatabase
{
    private const string LastMark =
        """
        SELECT MAX(
            COALESCE((SELECT MAX("ChangeMark") FROM "Alerts"), 0), COALESCE((SELECT MAX("ChangeMark") FROM "Incidents"), 0),
            COALESCE((SELECT MAX("ChangeMark") FROM "Duties"), 0), COALESCE((SELECT MAX("ChangeMark") FROM "Systems"), 0)) AS "Value"
        """;

    private readonly string _file = Path.Combine(folder, "operations.db");

    public override void Configure(DbContextOptionsBuilder builder) =>
        builder.UseSqlite(SqlitePragmas.ConnectionString(_file)).AddInterceptors(new SqlitePragmas());

    public override OperationsDbContext Open(DbContextOptions<OperationsDbContext> options) => new SqliteOperationsContext(options);

    public override Task<bool> ExistsAsync(OperationsDbContext database, CancellationToken cancellationToken) => Task.FromResult(File.Exists(_file));

    public override async Task MigrateAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await ApplyMigrationsAsync(database, cancellationToken);
        await SqliteAlertText.SetAsync(database, cancellationToken);
        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);

        // Without figures of its tables the planner takes any index for as good as any other.
        await database.Database.ExecuteSqlRawAsync("PRAGMA optimize = 0x10002", cancellationToken);
    }

    // A transaction that has begun is alone.
    public override bool IsCrossed(Exception fault, int run) => false;

    // One writer: what it reads as the last mark is the last one.
    public override async Task<long> NextMarkAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        await database.Database.SqlQueryRaw<long>(LastMark).SingleAsync(cancellationToken) + 1;

    public override Task<long> HorizonAsync(OperationsDbContext database, CancellationToken cancellationToken) => NextMarkAsync(database, cancellationToken);

    public override void KeepTicker(IPersistentStoreBuilder store)
    {
        store.UseSqlite(SqlitePragmas.ConnectionString(Path.Combine(folder, "schedule.db")));
        store.ProvisionSchema();
    }
}
