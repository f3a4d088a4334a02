using System.Data.Common;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Audit;

/// <summary>Whoever owns the database: drops the triggers and runs any statement.</summary>
internal sealed class Intruder(OperationsWorld world)
{
    private bool _free;

    public async Task<int> RunAsync(string statement, params object[] values)
    {
        await DropGuardAsync();
        return await ExecuteAsync(statement, values);
    }

    /// <summary>Changes a byte of a cell as a hex editor would, or the value where it is a number. Null where there is no byte, or where the database refuses; else how to undo it.</summary>
    public async Task<Func<Task>?> ChangeAsync(long sequence, string column, bool isNumber, int at, byte with)
    {
        await DropGuardAsync();
        var id = (long)(await ScalarAsync($"SELECT \"Id\" FROM \"AuditEntries\" WHERE \"Sequence\" = {sequence}"))!;
        var where = column == "Id" ? $"\"Sequence\" = {sequence}" : $"\"Id\" = {id}";
        var old = await ScalarAsync(isNumber
            ? $"SELECT \"{column}\" FROM \"AuditEntries\" WHERE {where}"
            : $"SELECT {(TestDatabase.IsPostgreSql ? $"convert_to(\"{column}\", 'UTF8')" : $"CAST(\"{column}\" AS BLOB)")} FROM \"AuditEntries\" WHERE {where}");
        object changed;
        if (old is long number)
        {
            changed = number + (with > 100 ? with : -with);
        }
        else
        {
            var bytes = (byte[])((byte[])old!).Clone();
            if (bytes.Length == 0)
                return null;

            // PostgreSQL takes text only: within four bits a letter stays one, so that no column is missed for want of a byte that it takes.
            bytes[at % bytes.Length] ^= TestDatabase.IsPostgreSql ? (byte)((with & 0x0F) | 1) : with;
            changed = bytes;
        }

        try
        {
            await SetAsync(changed);
        }
        catch (DbException)
        {
            // A place that is taken, or bytes that the database does not take for text.
            return null;
        }

        return () => SetAsync(old);

        Task<int> SetAsync(object value) => ExecuteAsync(
            $"UPDATE \"AuditEntries\" SET \"{column}\" = {(value is long ? "@p0" : TestDatabase.IsPostgreSql ? "convert_from(@p0, 'UTF8')" : "CAST(@p0 AS TEXT)")} WHERE {where}",
            value);
    }

    private async Task DropGuardAsync()
    {
        if (_free)
            return;
        _free = true;
        if (TestDatabase.IsPostgreSql)
        {
            await ExecuteAsync("ALTER TABLE \"AuditEntries\" DISABLE TRIGGER USER");
            await ExecuteAsync("ALTER TABLE \"AuditHead\" DISABLE TRIGGER USER");
            return;
        }

        var names = await world.WithDatabaseAsync(database =>
            database.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync());
        foreach (var name in names)
            await ExecuteAsync($"DROP TRIGGER {name}");
    }

    private Task<int> ExecuteAsync(string statement, params object[] values) => world.WithDatabaseAsync(async database =>
    {
        await using var command = await CommandAsync(database, statement, values);
        return await command.ExecuteNonQueryAsync();
    });

    private Task<object?> ScalarAsync(string statement) => world.WithDatabaseAsync(async database =>
    {
        await using var command = await CommandAsync(database, statement);
        return await command.ExecuteScalarAsync();
    });

    private static async Task<DbCommand> CommandAsync(OperationsDbContext database, string statement, params object[] values)
    {
        await database.Database.OpenConnectionAsync();
        var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (FormattableString.Invariant($"@p{i}"), values[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
