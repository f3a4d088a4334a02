using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HaiPhongSoc.Operations.Data.Postgres;

/// <summary>A server, many writers. The ticker's tables stand beside ours, so that several nodes share one trigger.</summary>
internal sealed class PostgresDatabase(string connectionString) : OperationsDatabase
{
    public override void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql(connectionString);

    public override OperationsDbContext Open(DbContextOptions<OperationsDbContext> options) => new PostgresOperationsContext(options);

    public override async Task<bool> ExistsAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();

    // EF locks its table of migrations while it works: of two nodes that start at once the second waits and finds nothing to do.
    public override Task MigrateAsync(OperationsDbContext database, CancellationToken cancellationToken) => database.Database.MigrateAsync(cancellationToken);

    public override void KeepTicker(IPersistentStoreBuilder store)
    {
        store.UseClustering();
        store.UsePostgres(connectionString);
        store.ProvisionSchema();
    }
}
