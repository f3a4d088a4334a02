using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Data.Postgres;

/// <summary>The model on PostgreSQL; owns <c>Data/Migrations/Postgres</c>. Text is compared and sorted by its UTF-8 bytes, as SQLite does it, whatever the server's language.</summary>
internal sealed class PostgresOperationsContext(DbContextOptions<OperationsDbContext> options) : OperationsDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}
