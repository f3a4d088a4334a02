using Microsoft.Data.Sqlite;

namespace EndToEnd.Tests.Processes;

/// <summary>The sessions of a sample city's people, in the database of its running process.</summary>
internal static class OpenSessions
{
    /// <summary>As if all had done nothing for longer than the profile allows.</summary>
    /// <param name="city">The sample city's folder.</param>
    public static async Task LockAsync(string city)
    {
        await using var records = new SqliteConnection($"Data Source={Path.Combine(city, "data", "operations", "operations.db")}");
        await records.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = records.CreateCommand();
        command.CommandText = "UPDATE Sessions SET SeenAt = StartedAt - Idle";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
