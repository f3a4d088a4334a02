using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Intake.Spool.FilePort;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Intake.Tests.Listening;

/// <summary>A whole intake with real sockets on free ports of the loopback, over files that can fail.</summary>
internal sealed class IntakeHost : IAsyncDisposable
{
    public const string Token = "mã-truy-cập-thử-nghiệm";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;

    private IntakeHost(WebApplication app) => _app = app;

    public EventSpool Spool => _app.Services.GetRequiredService<EventSpool>();

    public IntakeMetrics Metrics => _app.Services.GetRequiredService<IntakeMetrics>();

    public IServiceProvider Services => _app.Services;

    public IPEndPoint Tcp => _app.Services.GetRequiredService<ListenerEndpoints>().Of(EventTransport.SyslogTcp)[0];

    public IPEndPoint Udp => _app.Services.GetRequiredService<ListenerEndpoints>().Of(EventTransport.SyslogUdp)[0];

    public Uri Http => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<IntakeHost> StartAsync(ISpoolFiles files, Action<IntakeOptions>? change = null, TimeProvider? clock = null, ILoggerProvider? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.Configure<IntakeOptions>(options =>
        {
            options.Syslog.Tcp.Listeners.Add(new SyslogListenerOptions { Port = 0 });
            options.Syslog.Udp.Listeners.Add(new SyslogListenerOptions { Port = 0 });
            options.Sources.Add(new SourceOptions
            {
                Id = "dvc-web",
                Realm = "ttthdl",
                System = "dvc",
                Definition = "web-combined",
                Addresses = { "127.0.0.0/8" },
                TokenSha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Token))),
            });
            options.Spool.RetryInterval = TimeSpan.FromMilliseconds(20);
            change?.Invoke(options);
        });
        builder.Services.AddIntake();
        builder.Services.AddSingleton(provider => EventSpool.Open(
            files,
            provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<IntakeOptions>>().Value.Spool,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IntakeMetrics>(),
            provider.GetRequiredService<ILogger<EventSpool>>()));
        var app = builder.Build();
        app.MapIntake();
        await app.StartAsync();
        return new IntakeHost(app);
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Tcp);
        return socket;
    }

    /// <summary>Sends all of it and ends the connection in good order.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var socket = await ConnectAsync();
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes)..];
        socket.Shutdown(SocketShutdown.Send);
        using var patience = new CancellationTokenSource(Patience);
        await socket.ReceiveAsync(new byte[1], patience.Token);
    }

    /// <summary>The first so many records; fails with what was seen where they do not come.</summary>
    public async Task<List<SpooledRecord>> ReadAsync(int count, long from = 0)
    {
        using var reader = Spool.OpenReader(from);
        using var patience = new CancellationTokenSource(Patience);
        var all = new List<SpooledRecord>();
        try
        {
            while (all.Count < count)
                all.AddRange(await reader.ReadBatchAsync(SpoolReadLimits.Default, patience.Token));
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"waited for {count} records and saw {all.Count}: in {Metrics.Tcp.In}, out {Metrics.Tcp.Out}, faulted {Metrics.Tcp.Faulted}, dropped {Metrics.Tcp.Dropped}", e);
        }

        return all;
    }

    /// <summary>Waits for something that no call can be awaited for; fails with the words where it does not come.</summary>
    public static async Task UntilAsync(Func<bool> condition, Func<string> what)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            try
            {
                await tick.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException("waited in vain: " + what(), e);
            }
        }
    }

    /// <summary>The stage has come to rest: what went in went out, faulted or was dropped.</summary>
    public static Task BalancedAsync(StageCounts stage) => UntilAsync(
        () => stage.In == stage.Out + stage.Faulted + stage.Dropped,
        () => $"{stage.Name}: in {stage.In}, out {stage.Out}, faulted {stage.Faulted}, dropped {stage.Dropped}");

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
