using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>
/// Which events stand behind an alert: tens of thousands of rows a commit in a storm, so statements of many rows instead of tracked objects; a server
/// that is a network away is asked once per <see cref="RowsAtOnce"/>. An event that is there already (a correlation tells its events again) is passed
/// over.
/// </summary>
internal static class AlertEventRows
{
    // Three parameters a row; SQLite takes 32,766 a statement, and beyond a few hundred rows nothing is gained.
    private const int RowsAtOnce = 250;

    public static async Task InsertAsync(
        OperationsDbContext database, IReadOnlyList<(AlertRecord Alert, EventId Event)> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.Transaction = database.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var part in rows.Chunk(RowsAtOnce))
        {
            if (command.Parameters.Count != part.Length * 3)
                Shape(command, part.Length);
            for (var i = 0; i < part.Length; i++)
            {
                command.Parameters[i * 3].Value = part[i].Alert.Id;
                command.Parameters[(i * 3) + 1].Value = part[i].Event.Partition;
                command.Parameters[(i * 3) + 2].Value = part[i].Event.Offset;
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Shape(System.Data.Common.DbCommand command, int rows)
    {
        var places = Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"(@a{i}, @p{i}, @o{i})"));
        command.CommandText = $"INSERT INTO \"AlertEvents\" (\"AlertId\", \"Partition\", \"Offset\") VALUES {string.Join(", ", places)} ON CONFLICT DO NOTHING";
        command.Parameters.Clear();
        for (var i = 0; i < rows; i++)
        {
            foreach (var name in "apo")
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@{name}{i}");
                command.Parameters.Add(parameter);
            }
        }
    }
}
