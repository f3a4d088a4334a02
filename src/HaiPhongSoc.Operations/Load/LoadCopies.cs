using System.Globalization;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Data.Sqlite;
using HaiPhongSoc.Operations.Incidents;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Load;

/// <summary>
/// Copies of the records that stand in a new SQLite database, each further back in time, closed, under ids of their own: written by the database
/// itself, a hundred times as fast as record by record.
/// </summary>
#pragma warning disable EF1002 // names and expressions are this class's own; nothing of them comes from outside
internal sealed class LoadCopies(OperationsDbContext database, int copies, long step)
{
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var (alerts, incidents) = (await database.Alerts.LongCountAsync(cancellationToken), await database.Incidents.LongCountAsync(cancellationToken));
        var closed = Invariant($"{(int)IncidentState.Closed}");
        await CopyAsync("Incidents", new(StringComparer.Ordinal)
        {
            ["Id"] = Moved("Id", incidents),
            ["Number"] = Invariant($"printf('SC-2025-%06d', \"Id\" + n * {incidents})"),
            ["State"] = closed,
            ["ClosedAt"] = Past("OpenedAt"),
            ["DetectedAt"] = Past("DetectedAt"),
            ["OpenedAt"] = Past("OpenedAt"),
            ["ChangedAt"] = Past("ChangedAt"),
        }, cancellationToken);
        foreach (var table in new[] { "IncidentTasks", "IncidentClocks", "Timeline" })
        {
            var rows = await database.Database.SqlQueryRaw<long>($"SELECT max(\"Id\") AS \"Value\" FROM \"{table}\"").SingleAsync(cancellationToken);
            await CopyAsync(table, new(StringComparer.Ordinal)
            {
                ["Id"] = Moved("Id", rows),
                ["IncidentId"] = Moved("IncidentId", incidents),
                ["DueAt"] = Past("DueAt"),
                ["At"] = Past("At"),
                ["DoneAt"] = Past("DueAt"),
            }, cancellationToken);
        }

        await CopyAsync("IncidentPlaybooks", new(StringComparer.Ordinal) { ["IncidentId"] = Moved("IncidentId", incidents) }, cancellationToken);
        await SqliteAlertText.RemoveAsync(database, cancellationToken);
        await CopyAsync("Alerts", new(StringComparer.Ordinal)
        {
            ["Id"] = Moved("Id", alerts),
            ["Status"] = Invariant($"{(int)AlertStatus.Closed}"),
            ["Verdict"] = Invariant($"{(int)Verdict.TrueButHarmless}"),
            ["FirstSeen"] = Past("FirstSeen"),
            ["LastSeen"] = Past("LastSeen"),
            ["RaisedAt"] = Past("RaisedAt"),
            ["ClosedAt"] = Past("RaisedAt"),
            ["IncidentId"] = Moved("IncidentId", incidents),
        }, cancellationToken);
        await SqliteAlertText.SetAsync(database, cancellationToken);
        await CopyAsync("AlertEntities", new(StringComparer.Ordinal) { ["AlertId"] = Moved("AlertId", alerts) }, cancellationToken);
        await CopyAsync("AlertEvents", new(StringComparer.Ordinal) { ["AlertId"] = Moved("AlertId", alerts), ["Offset"] = Moved("Offset", alerts) }, cancellationToken);
        var entries = await database.AuditEntries.MaxAsync(e => e.Id, cancellationToken);
        await CopyAsync("AuditEntries", new(StringComparer.Ordinal)
        {
            ["Id"] = Moved("Id", entries),
            ["At"] = Past("At"),
            ["Subjects"] = Invariant($"'alert:' || (\"Id\" + n * {entries})"),
            ["Sequence"] = "NULL",
            ["PreviousHash"] = "NULL",
            ["Hash"] = "NULL",
            ["Seal"] = "NULL",
            ["SealKey"] = "NULL",
        }, cancellationToken);
        await database.Database.ExecuteSqlRawAsync("PRAGMA optimize = 0x10002", cancellationToken);

        // Written in a minute what takes a year: its log would be longer than any that readers ever meet.
        await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
    }

    private async Task CopyAsync(string table, Dictionary<string, string> changed, CancellationToken cancellationToken)
    {
        var columns = await database.Database.SqlQueryRaw<string>($"SELECT name AS \"Value\" FROM pragma_table_info('{table}')").ToListAsync(cancellationToken);
        var into = string.Join(", ", columns.Select(column => $"\"{column}\""));
        var values = string.Join(", ", columns.Select(column => changed.GetValueOrDefault(column, $"\"{column}\"")));
        await database.Database.ExecuteSqlRawAsync(
            Invariant($"WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < {copies}) INSERT INTO \"{table}\" ({into}) SELECT {values} FROM \"{table}\", k"),
            cancellationToken);
    }

    private static string Moved(string column, long by) => Invariant($"\"{column}\" + n * {by}");

    private string Past(string column) => Invariant($"\"{column}\" - n * {step}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
