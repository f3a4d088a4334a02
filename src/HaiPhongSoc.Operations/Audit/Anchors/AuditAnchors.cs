using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Audit.Anchors;

internal sealed partial class AuditAnchors(
    IServiceScopeFactory scopes, SealKeys keys, AuditChecks checks, TimeProvider clock, IOptions<OperationsOptions> options, ILogger<AuditAnchors> log)
    : IAuditAnchors
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<IAnchorWay> _ways = WaysOf(options.Value.Audit.Anchor);

    public IReadOnlyList<string> Ways => _ways.ConvertAll(way => way.Name);

    public async Task<AuditAnchor?> DropAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = new ChainRows(scope.ServiceProvider.GetRequiredService<OperationsDbContext>());
        if (await rows.EndAsync(cancellationToken) is not { } end)
            return null;
        var (key, at) = (keys.Current, UtcMicroseconds.Now(clock));
        var seal = ChainText.SealOfAnchor(key, from: 1, end.Sequence, end.Sequence, end.Hash, at);
        return new AuditAnchor(at, From: 1, end.Sequence, end.Sequence, end.Hash, seal, key.Id);
    }

    public async Task<IReadOnlyList<AnchorResult>> WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken)
    {
        var results = new List<AnchorResult>();
        foreach (var way in _ways)
        {
            var fault = await TryAsync(way, anchor, cancellationToken);
            await checks.KeepAsync($"anchor:{way.Name}", anchor.At, anchor.To, fault is null ? null : new Wording(fault, fault), cancellationToken);
            results.Add(new AnchorResult(way.Name, fault));
        }

        return results;
    }

    private async Task<string?> TryAsync(IAnchorWay way, AuditAnchor anchor, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await way.WriteAsync(anchor, patience.Token);
            LogWritten(anchor.To, way.Name);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A share that is gone or a mail server that refuses must not keep the other ways; it is told, kept and tried again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Telemetry.AnchorsFailed.Add(1, new KeyValuePair<string, object?>("way", way.Name));
            LogFailed(fault, anchor.To, way.Name);
            return $"{fault.GetType().Name}: {fault.Message}";
        }
    }

    private static List<IAnchorWay> WaysOf(AnchorOptions anchor)
    {
        var ways = new List<IAnchorWay>();
        if (anchor.File.Length > 0)
            ways.Add(new FileAnchorWay(anchor.File));
        if (anchor.Syslog.Host.Length > 0)
            ways.Add(new SyslogAnchorWay(anchor.Syslog));
        if (anchor.Mail.Host.Length > 0)
            ways.Add(new MailAnchorWay(anchor.Mail));
        return ways;
    }

    [LoggerMessage(EventId = 4305, Level = LogLevel.Information, Message = "audit chain anchored up to entry {Sequence} by {Way}")]
    private partial void LogWritten(long sequence, string way);

    [LoggerMessage(EventId = 4306, Level = LogLevel.Error, Message = "the audit chain could not be anchored (entry {Sequence}) by {Way}; it is tried again")]
    private partial void LogFailed(Exception fault, long sequence, string way);
}
