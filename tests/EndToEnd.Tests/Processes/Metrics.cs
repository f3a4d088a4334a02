using System.Globalization;

namespace EndToEnd.Tests.Processes;

/// <summary>Reads <c>/metrics</c> of a serving process.</summary>
internal static class Metrics
{
    /// <summary>The sum of all series of that name; 0 where there is none.</summary>
    public static async Task<double> ReadAsync(Uri management, string name, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler);
        var text = await http.GetStringAsync(new Uri(management, "/metrics"), ct);
        return text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is (' ' or '{' or '_'))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until everything that the spool holds is through the corridor: stored and its alerts committed.</summary>
    public static async Task WaitUntilThroughAsync(Uri management, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        while (true)
        {
            var next = await ReadAsync(management, "haiphongsoc_intake_intake_spool_next_offset", limit.Token);
            var reached = await ReadAsync(management, "haiphongsoc_corridor_soc_corridor_reached", limit.Token);
            if (next > 0 && reached >= next - 1)
                return;
            await Task.Delay(100, limit.Token);
        }
    }
}
