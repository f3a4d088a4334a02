using System.Net;
using System.Net.Sockets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>Listens for syslog over UDP on every configured address.</summary>
internal sealed partial class SyslogUdpListenerWorker : BackgroundService
{
    private readonly SyslogUdpOptions _options;
    private readonly int _maxRecordBytes;
    private readonly SenderTable _senders;
    private readonly SpoolFeed _feed;
    private readonly ListenerEndpoints _endpoints;
    private readonly IntakeMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly List<(Socket Socket, string Source)> _listeners = [];
    private readonly CancellationTokenSource _hardStop = new();

    public SyslogUdpListenerWorker(
        IOptions<IntakeOptions> options, EventSpool spool, ListenerEndpoints endpoints, IntakeMetrics metrics, TimeProvider clock, ILogger<SyslogUdpListenerWorker> logger)
    {
        _options = options.Value.Syslog.Udp;
        _maxRecordBytes = options.Value.Syslog.MaxRecordBytes;
        _senders = new SenderTable(options.Value);
        _feed = new SpoolFeed(spool, metrics.Udp, _options.MaxQueuedBatches, dropsWhenRefused: true, options.Value.Spool.RetryInterval, clock, logger);
        (_endpoints, _metrics, _clock, _logger) = (endpoints, metrics, clock, logger);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_options.Enabled)
            return Task.CompletedTask;

        foreach (var (options, index) in SyslogListenerOptions.Effective(_options.Listeners))
        {
            var socket = ListenerSocket.Bind(options, SocketType.Dgram, $"Intake:Syslog:Udp:Listeners:{index}");
            socket.ReceiveBufferSize = _options.ReceiveBufferBytes;
            _listeners.Add((socket, options.Source));
            var bound = (IPEndPoint)socket.LocalEndPoint!;
            _endpoints.Add(EventTransport.SyslogUdp, bound);
            LogListens(bound, socket.ReceiveBufferSize);
        }

        _metrics.Observe(
            IntakeTelemetry.KernelDrops,
            () => _endpoints.Of(EventTransport.SyslogUdp).Sum(static e => KernelDrops.Of(e.AddressFamily, e.Port)),
            counter: true);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using (cancellationToken.Register(_hardStop.Cancel))
            await base.StopAsync(cancellationToken);
        if (ExecuteTask is { } running)
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        foreach (var (socket, _) in _listeners)
            socket.Dispose();
        _hardStop.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var feeding = _feed.RunAsync(_hardStop.Token);
        await Task.WhenAll(_listeners.Select(l =>
            new SyslogUdpReceiver(l.Socket, l.Source, _maxRecordBytes, _senders, _feed, _metrics, _clock).RunAsync(stoppingToken)));
        _feed.Complete();
        await feeding;
    }

    [LoggerMessage(2221, LogLevel.Information, "Syslog over UDP listens on {EndPoint}, receive buffer {BufferBytes} bytes")]
    private partial void LogListens(IPEndPoint endPoint, int bufferBytes);
}
