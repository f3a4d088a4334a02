using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Senders;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.EventStore.Kql;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Durability;

/// <summary>Promise 1 of the corridor with the real process: kill -9 at random moments under load; <c>SOC_KILLS=10</c> (or more) for the long form.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SOC_KILLS") ?? "4", CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_kills_at_random_moments_every_acknowledged_event_is_in_the_store_and_each_offset_once()
    {
        var ct = TestContext.Current.CancellationToken;
        using var installation = new SocInstallation();
        var acknowledged = new ConcurrentBag<string>();
        var dice = new Random(20261124);
        var next = 0;

        for (var round = 0; round < Kills; round++)
        {
            await using var soc = await installation.ServeAsync();
            using var load = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var senders = Enumerable.Range(0, 3).Select(_ => PostAsync(soc.Intake, acknowledged, () => Interlocked.Increment(ref next), load.Token)).Append(SyslogNoiseAsync(soc, load.Token)).ToList();
            await WhenLoadFlowsAsync(acknowledged, ct);
            await Task.Delay(dice.Next(150, 1_500), ct);
            await soc.Process.KillAsync();
            await load.CancelAsync();
            await Task.WhenAll(senders);
        }

        await using (var last = await installation.ServeAsync())
        {
            await WaitUntilThroughAsync(last, ct);
            (await last.Process.StopAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, string.Join('\n', last.Process.Lines.TakeLast(20)));
        }

        var (markers, ids) = await ReadStoreAsync(installation.DataDirectory, ct);
        output.WriteLine($"{acknowledged.Count} acknowledged, {markers.Count} markers and {ids.Count} events in the store");
        acknowledged.ShouldNotBeEmpty();
        acknowledged.Except(markers, StringComparer.Ordinal).ShouldBeEmpty("acknowledged events that the store lacks");
        ids.Count.ShouldBe(ids.Distinct().Count(), "an offset stands in the store twice");
    }

    // A busy machine takes seconds for the first answer of a new process: a kill before it would test nothing.
    private static async Task WhenLoadFlowsAsync(ConcurrentBag<string> acknowledged, CancellationToken ct)
    {
        var before = acknowledged.Count;
        for (var waited = 0; waited < 300 && acknowledged.Count == before; waited++)
            await Task.Delay(100, ct);
    }

    private static async Task PostAsync(Uri intake, ConcurrentBag<string> acknowledged, Func<int> next, CancellationToken ct)
    {
        using var client = new NdjsonClient();
        try
        {
            while (!ct.IsCancellationRequested)
            {
                var markers = Enumerable.Range(0, 20).Select(_ => "marker" + next().ToString("D8", CultureInfo.InvariantCulture)).ToList();
                if (!await client.TryPostAsync(intake, markers.Select(marker => $$$"""{"message":"{{{marker}}}","host":{"name":"web-dvc-01"}}"""), ct))
                    continue;
                foreach (var marker in markers)
                    acknowledged.Add(marker);
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }

    private static async Task SyslogNoiseAsync(RunningSoc soc, CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(soc.SyslogTcp, ct);
            var line = Encoding.UTF8.GetBytes("<38>Nov 24 17:48:01 bastion-dvc-01 sshd[2211]: Accepted publickey for nvhai from 10.20.2.15 port 51122 ssh2\n");
            while (!ct.IsCancellationRequested)
            {
                for (var i = 0; i < 20; i++)
                    await client.GetStream().WriteAsync(line, ct);
                await Task.Delay(10, ct);
            }
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
        {
            // Killed.
        }
    }

    private static async Task WaitUntilThroughAsync(RunningSoc soc, CancellationToken ct)
    {
        using var client = new NdjsonClient();
        (await client.TryPostAsync(soc.Intake, ["{\"message\":\"the last one\"}"], ct)).ShouldBeTrue();
        await Metrics.WaitUntilThroughAsync(soc.Management, ct);
    }

    private static async Task<(HashSet<string> Markers, List<HaiPhongSoc.Events.EventId> Ids)> ReadStoreAsync(string dataDirectory, CancellationToken ct)
    {
        await using var provider = StoredEvents.Open(dataDirectory);
        var store = provider.GetRequiredService<IEventStore>();
        var (markers, ids) = (new HashSet<string>(StringComparer.Ordinal), new List<HaiPhongSoc.Events.EventId>());
        for (string? cursor = null; ;)
        {
            var page = await store.SearchAsync(new SearchRequest { Query = KqlQuery.Everything, Limit = SearchRequest.LargestLimit, Before = cursor }, ct);
            foreach (var hit in page.Hits)
            {
                ids.Add(hit.Id);
                if (hit.Text("message") is { } message && message.StartsWith("marker", StringComparison.Ordinal))
                    markers.Add(message);
            }

            if ((cursor = page.Cursor) is null)
                return (markers, ids);
        }
    }
}
