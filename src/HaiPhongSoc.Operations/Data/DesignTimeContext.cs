using HaiPhongSoc.Operations.Data.Postgres;
using HaiPhongSoc.Operations.Data.Sqlite;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Data;

/// <summary>
/// For <c>dotnet ef migrations add</c> only: nothing is connected to. Identity reads the version of its tables from the options of whoever opens the
/// database.
/// </summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<SqliteOperationsContext>, IDesignTimeDbContextFactory<PostgresOperationsContext>
{
    SqliteOperationsContext IDesignTimeDbContextFactory<SqliteOperationsContext>.CreateDbContext(string[] args) =>
        new(Options(builder => builder.UseSqlite("Data Source=:memory:")));

    PostgresOperationsContext IDesignTimeDbContextFactory<PostgresOperationsContext>.CreateDbContext(string[] args) =>
        new(Options(builder => builder.UseNpgsql("Host=localhost")));

    private static DbContextOptions<OperationsDbContext> Options(Action<DbContextOptionsBuilder> use)
    {
        var services = new ServiceCollection();
        services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        var builder = new DbContextOptionsBuilder<OperationsDbContext>().UseApplicationServiceProvider(services.BuildServiceProvider());
        use(builder);
        return builder.Options;
    }
}
