using System.Data.Common;
using System.Globalization;
using System.Text;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>A row as it lies in the database, byte by byte: what an object mapper would smooth over must be seen.</summary>
/// <param name="Cells"><see cref="ChainText.Columns"/>.</param>
internal sealed record ChainRow(byte[]?[] Cells, string? Hash, string? Seal, string? SealKey)
{
    /// <summary>Null where the column holds no number.</summary>
    public long? Sequence => long.TryParse(Encoding.UTF8.GetString(Cells[0] ?? []), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public string? PreviousHash => Cells[1] is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public string Text(string column) => Cells[ChainText.Columns.ToList().IndexOf(column)] is { } bytes ? Encoding.UTF8.GetString(bytes) : "";
}

/// <summary>Where the chain ends, as the database says.</summary>
internal sealed record ChainEnd(long Sequence, string Hash, long At, string Seal, string SealKey);

/// <summary>Plain SQL over the two tables, the same for both databases but for how a column becomes bytes.</summary>
internal sealed class ChainRows(OperationsDbContext database)
{
    private readonly bool _sqlite = AuditGuard.IsSqlite(database);

    /// <summary>Rows that are not on the chain yet, oldest first.</summary>
    public Task<List<ChainRow>> WaitingAsync(int most, CancellationToken cancellationToken) =>
        ListAsync($"WHERE \"Sequence\" IS NULL ORDER BY \"Id\" LIMIT {most}", after: null, cancellationToken);

    /// <summary>Rows whose place is after <paramref name="after"/>, in order.</summary>
    public Task<List<ChainRow>> AfterAsync(long after, int most, CancellationToken cancellationToken) =>
        ListAsync($"WHERE \"Sequence\" > @after ORDER BY \"Sequence\" LIMIT {most}", after, cancellationToken);

    public async Task<bool> AnyWaitingAsync(CancellationToken cancellationToken) =>
        await ScalarAsync($"SELECT 1 FROM \"{AuditEntry.Table}\" WHERE \"Sequence\" IS NULL LIMIT 1", cancellationToken) is not null;

    public async Task<(long Count, long? Oldest)> CountWaitingAsync(CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync($"SELECT COUNT(*), MIN(\"At\") FROM \"{AuditEntry.Table}\" WHERE \"Sequence\" IS NULL", cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetInt64(1));
    }

    public async Task<ChainEnd?> EndAsync(CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync($"SELECT \"Sequence\", \"Hash\", \"At\", \"Seal\", \"SealKey\" FROM \"{AuditHead.Table}\" WHERE \"Id\" = 1", cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ChainEnd(reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetString(4))
            : null;
    }

    /// <summary>The first and the last place of a span of time, (0, 0) where it holds none. Clocks may step: places between them may lie outside.</summary>
    public async Task<(long First, long Last)> RangeAsync(long from, long to, CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(
            $"SELECT COALESCE(MIN(\"Sequence\"), 0), COALESCE(MAX(\"Sequence\"), 0) FROM \"{AuditEntry.Table}\" WHERE \"At\" >= @from AND \"At\" < @to AND \"Sequence\" IS NOT NULL",
            cancellationToken);
        Add(command, "@from", from);
        Add(command, "@to", to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Where the row stands that bears this hash; null where none does.</summary>
    public async Task<long?> PlaceOfAsync(string hash, CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync($"SELECT \"Sequence\" FROM \"{AuditEntry.Table}\" WHERE \"Hash\" = @hash AND \"Sequence\" IS NOT NULL LIMIT 1", cancellationToken);
        Add(command, "@hash", hash);
        return await command.ExecuteScalarAsync(cancellationToken) is { } place and not DBNull ? Convert.ToInt64(place, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>False where somebody else has sealed the row already.</summary>
    public async Task<bool> LinkAsync(string id, long sequence, string previous, string hash, string seal, string key, CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(
            $"UPDATE \"{AuditEntry.Table}\" SET \"Sequence\" = @sequence, \"PreviousHash\" = @previous, \"Hash\" = @hash, \"Seal\" = @seal, \"SealKey\" = @key "
            + "WHERE \"Id\" = @id AND \"Sequence\" IS NULL",
            cancellationToken);
        Add(command, "@sequence", sequence);
        Add(command, "@previous", previous);
        Add(command, "@hash", hash);
        Add(command, "@seal", seal);
        Add(command, "@key", key);
        Add(command, "@id", long.Parse(id, CultureInfo.InvariantCulture));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>False where somebody else has moved the head from <paramref name="from"/> already.</summary>
    public async Task<bool> MoveEndAsync(ChainEnd? from, ChainEnd to, CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(
            from is null
                ? $"INSERT INTO \"{AuditHead.Table}\" (\"Id\", \"Sequence\", \"Hash\", \"At\", \"Seal\", \"SealKey\") VALUES (1, @sequence, @hash, @at, @seal, @key)"
                : $"UPDATE \"{AuditHead.Table}\" SET \"Sequence\" = @sequence, \"Hash\" = @hash, \"At\" = @at, \"Seal\" = @seal, \"SealKey\" = @key WHERE \"Id\" = 1 AND \"Sequence\" = @from",
            cancellationToken);
        Add(command, "@sequence", to.Sequence);
        Add(command, "@hash", to.Hash);
        Add(command, "@at", to.At);
        Add(command, "@seal", to.Seal);
        Add(command, "@key", to.SealKey);
        if (from is not null)
            Add(command, "@from", from.Sequence);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private async Task<List<ChainRow>> ListAsync(string where, long? after, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", ChainText.Columns.Concat(ChainText.Links).Select(AsBytes));
        await using var command = await CommandAsync($"SELECT {columns} FROM \"{AuditEntry.Table}\" {where}", cancellationToken);
        if (after is { } place)
            Add(command, "@after", place);
        var rows = new List<ChainRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Read(reader));
        return rows;
    }

    private string AsBytes(string column) => _sqlite ? $"CAST(\"{column}\" AS BLOB)" : $"convert_to(\"{column}\"::text, 'UTF8')";

    private static ChainRow Read(DbDataReader reader)
    {
        var cells = new byte[]?[ChainText.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = reader.IsDBNull(i) ? null : reader.GetFieldValue<byte[]>(i);
        return new ChainRow(cells, Link(0), Link(1), Link(2));

        // As Latin-1, so that no two byte strings become one text.
        string? Link(int i) => reader.IsDBNull(cells.Length + i) ? null : Encoding.Latin1.GetString(reader.GetFieldValue<byte[]>(cells.Length + i));
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(sql, cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<DbCommand> CommandAsync(string sql, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        var command = database.Database.GetDbConnection().CreateCommand();
        command.Transaction = database.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
