using Npgsql;

namespace HaiPhongSoc.Operations.Tests.Data;

/// <summary>What a server may be and must not be, found before anything is served.</summary>
public sealed class PostgresStartTests
{
    private const string Secret = "Password=hush";

    [Theory]
    [InlineData("CREATE DATABASE {0}", "ALTER DATABASE {0} SET synchronous_commit = off", "synchronous_commit is off")]
    [InlineData("CREATE DATABASE {0} ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0", "SELECT 1", "is encoded in SQL_ASCII: create it with ENCODING 'UTF8'")]
    [InlineData("SELECT '{0}'", "SELECT 1", "the server refuses: database \"{0}\" does not exist: correct the connection string")]
    public async Task A_database_that_cannot_hold_the_records_is_refused_with_the_remedy_and_no_secret(string create, string prepare, string expected)
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "for PostgreSQL");
        var name = $"start_{Guid.NewGuid():N}";
        var server = await TestDatabaseServer.StartedAsync();
        foreach (var sql in (string[])[create, prepare])
            await TestDatabaseServer.ExecuteAsync(server, sql.Replace("{0}", name, StringComparison.Ordinal));

        var refused = await Should.ThrowAsync<OperationsConfigurationException>(() => MigrateAsync($"{server.ConnectionString(name)};{Secret};Pooling=false"));
        refused.Message.ShouldContain(expected.Replace("{0}", name, StringComparison.Ordinal));
        refused.ToString().ShouldNotContain("hush");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_busy_and_no_secret_is_told()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "for PostgreSQL");
        var silent = await Should.ThrowAsync<Exception>(() => MigrateAsync($"Host=/nowhere;Database=soc;Username=soc;{Secret};Pooling=false"));
        DatabaseBusy.Is(silent).ShouldBeTrue(silent.ToString());
        silent.ToString().ShouldNotContain("hush");
    }

    [Fact]
    public async Task Two_nodes_that_start_at_once_on_an_empty_database_make_its_tables_once()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "for PostgreSQL");
        var name = $"start_{Guid.NewGuid():N}";
        var server = await TestDatabaseServer.StartedAsync();
        await TestDatabaseServer.ExecuteAsync(server, $"CREATE DATABASE {name}");
        var connection = $"{server.ConnectionString(name)};Pooling=false";
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => MigrateAsync(connection))));

        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM \"__EFMigrationsHistory\"", database);
        (await command.ExecuteScalarAsync()).ShouldBe(1L);
    }

    private static async Task MigrateAsync(string connectionString)
    {
        await using var database = TestDatabase.Open(TestDatabase.PostgreSql(connectionString), out var store);
        await store.MigrateAsync(database, CancellationToken.None);
    }
}
