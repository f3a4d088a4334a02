using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>Accepts syslog over TCP on every configured address and runs one <see cref="SyslogTcpConnection"/> a sender.</summary>
internal sealed partial class SyslogTcpListenerWorker : BackgroundService
{
    private const int Backlog = 512;

    private readonly SyslogTcpOptions _options;
    private readonly int _maxRecordBytes;
    private readonly SenderTable _senders;
    private readonly SpoolFeed _feed;
    private readonly ListenerEndpoints _endpoints;
    private readonly IntakeMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly List<(Socket Socket, string Source)> _listeners = [];
    private readonly ConcurrentDictionary<SyslogTcpConnection, Task> _connections = new();
    private readonly ConcurrentDictionary<IPAddress, int> _perPeer = new();
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _hardStop = new();

    public SyslogTcpListenerWorker(
        IOptions<IntakeOptions> options, EventSpool spool, ListenerEndpoints endpoints, IntakeMetrics metrics, TimeProvider clock, ILogger<SyslogTcpListenerWorker> logger)
    {
        _options = options.Value.Syslog.Tcp;
        _maxRecordBytes = options.Value.Syslog.MaxRecordBytes;
        _senders = new SenderTable(options.Value);
        _feed = new SpoolFeed(spool, metrics.Tcp, _options.MaxQueuedBatches, dropsWhenRefused: false, options.Value.Spool.RetryInterval, clock, logger);
        _slots = new SemaphoreSlim(_options.MaxConnections);
        (_endpoints, _metrics, _clock, _logger) = (endpoints, metrics, clock, logger);
        metrics.Observe(IntakeTelemetry.Connections, () => _connections.Count);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_options.Enabled)
            return Task.CompletedTask;

        foreach (var (options, index) in SyslogListenerOptions.Effective(_options.Listeners))
        {
            var socket = ListenerSocket.Bind(options, SocketType.Stream, $"Intake:Syslog:Tcp:Listeners:{index}");
            socket.Listen(Backlog);
            _listeners.Add((socket, options.Source));
            var bound = (IPEndPoint)socket.LocalEndPoint!;
            _endpoints.Add(EventTransport.SyslogTcp, bound);
            LogListens(bound);
        }

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
        _slots.Dispose();
        _hardStop.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var feeding = _feed.RunAsync(_hardStop.Token);
        var sweeping = SweepAsync(stoppingToken);
        await Task.WhenAll(_listeners.Select(l => AcceptAsync(l.Socket, l.Source, stoppingToken)));
        await sweeping;
        await Task.WhenAll(_connections.Values);
        _feed.Complete();
        await feeding;
    }

    private async Task AcceptAsync(Socket listener, string source, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _slots.WaitAsync(stopping);
                Start(await AcceptOneAsync(listener, stopping), source, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException e)
            {
                // Out of descriptors, or a sender that left before it was accepted: neither may end the listener.
                LogAcceptFailed(e);
                await Task.Delay(TimeSpan.FromMilliseconds(200), _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<Socket> AcceptOneAsync(Socket listener, CancellationToken stopping)
    {
        try
        {
            return await listener.AcceptAsync(stopping);
        }
        catch when (!stopping.IsCancellationRequested)
        {
            _slots.Release();
            throw;
        }
    }

    private void Start(Socket socket, string source, CancellationToken stopping)
    {
        IPAddress peer;
        try
        {
            peer = ((IPEndPoint)socket.RemoteEndPoint!).Address;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            _slots.Release();
            return;
        }

        var open = _perPeer.AddOrUpdate(peer, 1, static (_, count) => count + 1);
        if (open > _options.MaxConnectionsPerPeer)
        {
            _metrics.AddRefusedConnection("peer-limit");
            LogRefused(peer, open - 1);
            Leave(socket, peer);
            return;
        }

        var connection = new SyslogTcpConnection(socket, _senders.OriginOf(EventTransport.SyslogTcp, peer, source), _maxRecordBytes, _feed, _metrics, _clock, stopping);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = RunAsync(connection, socket, peer, started.Task);
        started.SetResult();
    }

    private async Task RunAsync(SyslogTcpConnection connection, Socket socket, IPAddress peer, Task listed)
    {
        await listed;
        try
        {
            await connection.RunAsync(_hardStop.Token);
        }
        catch (OperationCanceledException) when (_hardStop.IsCancellationRequested)
        {
            // What could not be handed over is counted as dropped.
        }
        catch (Exception e)
        {
            LogConnectionFailed(e, peer);
        }
        finally
        {
            connection.Dispose();
            Leave(socket, peer);
            _connections.TryRemove(connection, out _);
        }
    }

    private void Leave(Socket socket, IPAddress peer)
    {
        socket.Dispose();
        if (_perPeer.AddOrUpdate(peer, 0, static (_, count) => count - 1) == 0)
            _perPeer.TryRemove(new KeyValuePair<IPAddress, int>(peer, 0));
        _slots.Release();
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        var shortest = _options.IdleTimeout < _options.FrameTimeout ? _options.IdleTimeout : _options.FrameTimeout;
        using var timer = new PeriodicTimer(TimeSpan.FromTicks(Math.Clamp(shortest.Ticks / 4, TimeSpan.TicksPerMillisecond * 20, TimeSpan.TicksPerSecond * 10)), _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                foreach (var (connection, _) in _connections)
                {
                    if (connection.EndIfOverdue(_options.IdleTimeout, _options.FrameTimeout))
                        _metrics.AddRefusedConnection("overdue");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(2211, LogLevel.Information, "Syslog over TCP listens on {EndPoint}")]
    private partial void LogListens(IPEndPoint endPoint);

    [LoggerMessage(2212, LogLevel.Warning, "Syslog connection from {Peer} refused: it has {Open} open already (Intake:Syslog:Tcp:MaxConnectionsPerPeer)")]
    private partial void LogRefused(IPAddress peer, int open);

    [LoggerMessage(2213, LogLevel.Warning, "Accepting a syslog connection failed; listening goes on")]
    private partial void LogAcceptFailed(Exception cause);

    [LoggerMessage(2214, LogLevel.Error, "Syslog connection from {Peer} ended by an unexpected error")]
    private partial void LogConnectionFailed(Exception cause, IPAddress peer);
}
