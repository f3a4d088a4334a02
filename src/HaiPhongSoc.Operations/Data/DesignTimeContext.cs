using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Data;

/// <summary>For <c>dotnet ef migrations add</c> only. Identity reads the version of its tables from the options of whoever opens the database.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<OperationsDbContext>
{
    public OperationsDbContext CreateDbContext(string[] args)
    {
        var services = new ServiceCollection();
        services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        return new OperationsDbContext(
            new DbContextOptionsBuilder<OperationsDbContext>()
                .UseSqlite("Data Source=:memory:")
                .UseApplicationServiceProvider(services.BuildServiceProvider())
                .Options);
    }
}
