using System.Collections.Concurrent;
using System.Globalization;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;
using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// One DuckDB in memory, locked down: no extension is installed or loaded, no file outside the store's directory can be reached, nothing spills to disk, and
/// none of this can be changed by a later statement.
/// </summary>
internal sealed class StoreDatabase : IDisposable
{
    /// <summary>SQL function: text → address as UUID, or NULL.</summary>
    public const string AddressFunction = "soc_address";

    private readonly DuckDBConnection _root = new("DataSource=:memory:");
    private readonly ConcurrentBag<DuckDBConnection> _idle = [];
    private readonly Lock _gate = new();
    private bool _disposed;

    public StoreDatabase(string directory, long memoryLimit, int threads)
    {
        _root.Open();
        _root.RegisterScalarFunction<string, Guid>(AddressFunction, WriteAddresses, new ScalarFunctionOptions { IsPureFunction = true });
        foreach (var setting in (ReadOnlySpan<string>)
        [
            string.Create(CultureInfo.InvariantCulture, $"memory_limit = '{memoryLimit / 1024} KiB'"),
            .. threads > 0 ? [string.Create(CultureInfo.InvariantCulture, $"threads = {threads}")] : (ReadOnlySpan<string>)[],
            "temp_directory = ''",
            "preserve_insertion_order = true",
            "parquet_metadata_cache = true",
            $"allowed_directories = [{SqlText.Literal(directory.TrimEnd('/') + "/")}]",
            "allow_community_extensions = false",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            "enable_external_access = false",
            "lock_configuration = true",
        ])
        {
            Run(_root, "SET " + setting);
        }
    }

    /// <summary>A connection for one caller at a time; goes back by <see cref="Return"/>.</summary>
    public DuckDBConnection Rent()
    {
        if (_idle.TryTake(out var idle))
            return idle;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var connection = _root.Duplicate();
            connection.Open();
            return connection;
        }
    }

    public void Return(DuckDBConnection connection)
    {
        if (Volatile.Read(ref _disposed))
            connection.Dispose();
        else
            _idle.Add(connection);
    }

    public void Execute(string sql)
    {
        var connection = Rent();
        try
        {
            Run(connection, sql);
        }
        finally
        {
            Return(connection);
        }
    }

    /// <summary>Runs a query and hands every row to <paramref name="row"/>; a cancelled token interrupts the engine.</summary>
    public void Query(string sql, Action<DuckDBDataReader> row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = Rent();
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var cancel = cancellationToken.Register(static state => ((DuckDBCommand)state!).Cancel(), command);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                row(reader);
        }
        catch (DuckDBException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            Return(connection);
        }
    }

    public long Scalar(string sql, CancellationToken cancellationToken)
    {
        var result = 0L;
        Query(sql, reader => result = reader.GetInt64(0), cancellationToken);
        return result;
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        while (_idle.TryTake(out var idle))
            idle.Dispose();
        _root.Dispose();
    }

    public static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void WriteAddresses(IReadOnlyList<IDuckDBDataReader> arguments, IDuckDBDataWriter results, ulong rows)
    {
        var texts = arguments[0];
        for (ulong i = 0; i < rows; i++)
        {
            if (texts.IsValid(i) && AddressBlock.TryParseAddress(texts.GetValue<string>(i), out var address))
                results.WriteValue(AddressGuid.From(address), i);
            else
                results.WriteNull(i);
        }
    }
}
