using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace HaiPhongSoc.Demo;

/// <summary>
/// Sends the city's ordinary logs and one attack to the real listeners over real sockets. It is given addresses and tokens, as an administrator would give
/// them to rsyslog or a log shipper, and nothing else.
/// </summary>
internal sealed class DemoSender(IReadOnlyDictionary<string, IPEndPoint> syslogBySource, Uri ndjson, IReadOnlyDictionary<string, string> tokenBySource, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan QuietBefore = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BackgroundPause = TimeSpan.FromMilliseconds(25);

    private readonly Dictionary<string, SyslogSender> _syslog = syslogBySource.ToDictionary(
        pair => pair.Key,
        pair => new SyslogSender(pair.Value, octetCounted: pair.Key.EndsWith("-web", StringComparison.Ordinal)),
        StringComparer.Ordinal);

    private readonly SocketsHttpHandler _handler = new();
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>A token as an administrator would make it, and its hash as the configuration keeps it.</summary>
    public static (string Token, string Sha256) NewToken()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        return (token, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))));
    }

    /// <summary>Completes when the whole attack has been sent.</summary>
    public async Task SendAttackAsync(CancellationToken ct)
    {
        await Task.Delay(QuietBefore, clock, ct);
        foreach (var step in AttackScript.Steps())
        {
            await Task.Delay(step.Pause, clock, ct);
            await SendOneAsync(step.Source, step.Record(clock.GetUtcNow()), ct);
        }
    }

    /// <summary>Sends ordinary logs until it is cancelled.</summary>
    public async Task SendBackgroundAsync(CancellationToken ct)
    {
        var traffic = new BackgroundTraffic(seed: 40);
        while (!ct.IsCancellationRequested)
        {
            var (source, record) = traffic.Next(clock.GetUtcNow());
            await SendOneAsync(source, record, ct);
            await Task.Delay(BackgroundPause, clock, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _syslog.Values)
            await sender.DisposeAsync();
        _handler.Dispose();
        _gate.Dispose();
    }

    /// <summary>Sends one record. Attack and background share the connections of their sources, as the log shipper of a machine does.</summary>
    public async Task SendOneAsync(string source, string record, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_syslog.TryGetValue(source, out var syslog))
            {
                await syslog.SendAsync(record, ct);
            }
            else
            {
                using var http = new HttpClient(_handler, disposeHandler: false);
                await new NdjsonSender(http, ndjson, tokenBySource[source]).SendAsync([record], ct);
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
