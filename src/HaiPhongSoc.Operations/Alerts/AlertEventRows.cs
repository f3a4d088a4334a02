using System.Data.Common;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>
/// Which events stand behind an alert: tens of thousands of rows a commit in a storm, so one prepared statement instead of tracked objects. An event
/// that is there already (a correlation tells its events again) is passed over.
/// </summary>
internal static class AlertEventRows
{
    private const string Insert =
        "INSERT INTO \"AlertEvents\" (\"AlertId\", \"Partition\", \"Offset\") VALUES (@alert, @partition, @offset) ON CONFLICT DO NOTHING";

    public static async Task InsertAsync(
        OperationsDbContext database, IReadOnlyList<(AlertRecord Alert, EventId Event)> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.Transaction = database.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = Insert;
        var alert = Parameter(command, "@alert");
        var partition = Parameter(command, "@partition");
        var offset = Parameter(command, "@offset");
        foreach (var row in rows)
        {
            alert.Value = row.Alert.Id;
            partition.Value = row.Event.Partition;
            offset.Value = row.Event.Offset;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
