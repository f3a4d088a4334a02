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

    /// <summary>Waits until the corridor has taken everything: its counter stands still over three readings.</summary>
    public static async Task WaitForQuietAsync(Uri management, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var (last, same) = (-1.0, 0);
        while (same < 3)
        {
            await Task.Delay(300, limit.Token);
            var now = await ReadAsync(management, "haiphongsoc_corridor_soc_corridor_in", limit.Token);
            same = now == last && now > 0 ? same + 1 : 0;
            last = now;
        }
    }
}
