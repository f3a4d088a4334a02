using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(HaiPhongSoc.Operations.Tests.TestDatabaseServer))]

namespace HaiPhongSoc.Operations.Tests;

/// <summary>
/// An empty database for one test: SQLite files in a folder, or, where these files are compiled into HaiPhongSoc.Operations.Postgres.Tests, a database
/// of the server that this run of the tests started.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> SqliteTemplate = new(MigratedAsync);

    private static int _last;

    private readonly string? _name;

    private TestDatabase(DatabaseOptions options, string? name) => (Options, _name) = (options, name);

#if POSTGRESQL
    public static bool IsPostgreSql => true;
#else
    public static bool IsPostgreSql => false;
#endif

    public DatabaseOptions Options { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        if (!IsPostgreSql)
            return new TestDatabase(new DatabaseOptions(), null);
        var server = await TestDatabaseServer.StartedAsync();
        var name = $"test_{Interlocked.Increment(ref _last)}";
        await TestDatabaseServer.ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {TestDatabaseServer.Template}");
        return new TestDatabase(
            new DatabaseOptions { Provider = DatabaseOptions.PostgreSql, ConnectionString = server.ConnectionString(name) }, name);
    }

    /// <summary>The migrated tables are there before the first start, as a copy: that the program makes them itself is for the tests of migrations.</summary>
    public static async Task PrepareAsync(string folder)
    {
        if (IsPostgreSql)
            return;
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "operations.db"), await SqliteTemplate.Value);
    }

    public static OperationsOptions PostgreSql(string connectionString) =>
        new() { Database = { Provider = DatabaseOptions.PostgreSql, ConnectionString = connectionString } };

    /// <summary>A database as the composition opens it.</summary>
    public static OperationsDbContext Open(OperationsOptions options, out OperationsDatabase store)
    {
        store = OperationsDatabase.Of(options);
        var services = new ServiceCollection()
            .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .BuildServiceProvider();
        var builder = new DbContextOptionsBuilder<OperationsDbContext>().UseApplicationServiceProvider(services);
        store.Configure(builder);
        return store.Open(builder.Options);
    }

    /// <summary>True once the ticker's store stands.</summary>
    public async Task<bool> HasScheduleAsync(string folder) => IsPostgreSql
        ? (await TickerTablesAsync()).Count > 0
        : File.Exists(Path.Combine(folder, "schedule.db"));

    /// <summary>The ticker's store is gone, as after a restored backup that lacks it.</summary>
    public async Task LoseScheduleAsync(string folder)
    {
        if (!IsPostgreSql)
        {
            SqliteConnection.ClearAllPools();
            foreach (var file in Directory.GetFiles(folder, "schedule.db*"))
                File.Delete(file);
            return;
        }

        foreach (var table in await TickerTablesAsync())
            await ColumnAsync($"DROP TABLE {table} CASCADE");
    }

    /// <summary>PostgreSQL only.</summary>
    public async Task<List<string>> ColumnAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Options.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        if (_name is null)
        {
            SqliteConnection.ClearAllPools();
            return;
        }

        await using (var pooled = new NpgsqlConnection(Options.ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await TestDatabaseServer.ExecuteAsync(await TestDatabaseServer.StartedAsync(), $"DROP DATABASE {_name} WITH (FORCE)");
    }

    private static async Task<byte[]> MigratedAsync()
    {
        using var folder = new TemporaryFolder();
        await using (var database = Open(new OperationsOptions { DataDirectory = folder.File("data") }, out var store))
        {
            await store.MigrateAsync(database, CancellationToken.None);
            await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        SqliteConnection.ClearAllPools();
        return await File.ReadAllBytesAsync(folder.File("data/operations.db"));
    }

    private Task<List<string>> TickerTablesAsync() => ColumnAsync("SELECT tablename::text FROM pg_tables WHERE tablename LIKE 'qrtz%'");
}

/// <summary>One server a run, started by the first test that needs it; its template holds the migrated tables, so that a new database is a copy.</summary>
internal sealed class TestDatabaseServer : IAsyncDisposable
{
    public const string Template = "soc_template";

    private static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);

    public static Task<PostgresServer> StartedAsync() => Server.Value;

    public static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Server.IsValueCreated || !Server.Value.IsCompletedSuccessfully)
            return;
        NpgsqlConnection.ClearAllPools();
        await (await Server.Value).DisposeAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        await ExecuteAsync(server, $"CREATE DATABASE {Template}");
        await using var database = TestDatabase.Open(TestDatabase.PostgreSql(server.ConnectionString(Template) + ";Pooling=false"), out var store);
        await store.MigrateAsync(database, CancellationToken.None);
        return server;
    }
}
