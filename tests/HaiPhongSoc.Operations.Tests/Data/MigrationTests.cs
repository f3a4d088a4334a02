using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Data;

public sealed class MigrationTests
{
    [Fact]
    public async Task The_model_has_no_change_that_a_migration_lacks()
    {
        await using var world = await OperationsWorld.StartAsync();
        (await world.WithDatabaseAsync(database => Task.FromResult(database.Database.HasPendingModelChanges()))).ShouldBeFalse();
        (await world.WithDatabaseAsync(database => database.Database.GetPendingMigrationsAsync())).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DatabaseOptions.Sqlite)]
    [InlineData(DatabaseOptions.PostgreSql)]
    public async Task The_migrations_of_each_database_lack_nothing_of_the_model(string provider)
    {
        var options = new OperationsOptions { DataDirectory = "unused", Database = { Provider = provider, ConnectionString = "Host=localhost;Database=unused" } };
        await using var database = TestDatabase.Open(options, out _);
        database.Database.GetMigrations().ShouldHaveSingleItem().ShouldEndWith("_Initial");
        database.Database.HasPendingModelChanges().ShouldBeFalse("run the two commands of src/HaiPhongSoc.Operations/README.md");
    }

    [Fact]
    public async Task Commits_reach_the_disk_and_readers_never_wait_for_the_writer()
    {
        Assert.SkipWhen(TestDatabase.IsPostgreSql, "what SQLite is told at every connection");
        await using var world = await OperationsWorld.StartAsync();
        var (journal, synchronous, foreignKeys) = await world.WithDatabaseAsync(async database =>
        {
            await database.Database.OpenConnectionAsync();
            return (
                await database.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(),
                await database.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(),
                await database.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync());
        });
        journal.ShouldBe("wal");
        synchronous.ShouldBe(2);
        foreignKeys.ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_writes_is_serializable_on_PostgreSql_too()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "SQLite has one writer");
        await using var world = await OperationsWorld.StartAsync();
        var isolation = await world.WithDatabaseAsync(async database =>
        {
            await using var transaction = await database.BeginSerialAsync(default);
            return await database.Database.SqlQueryRaw<string>("SELECT current_setting('transaction_isolation') AS \"Value\"").SingleAsync();
        });
        isolation.ShouldBe("serializable");
    }
}
