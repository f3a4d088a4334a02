using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Audit.Anchors;

/// <summary>Anchors on a schedule and when the program stops; a way that failed is tried again after a minute.</summary>
internal sealed partial class AnchorWorker(IAuditAnchors anchors, IOptions<OperationsOptions> options, TimeProvider clock, ILogger<AnchorWorker> log) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (anchors.Ways.Count == 0)
        {
            LogNone();
            return;
        }

        try
        {
            // The first soon after the start: what was sealed while nobody anchored should not wait an hour.
            var pause = Retry;
            while (true)
            {
                await Task.Delay(pause, clock, stoppingToken);
                pause = await TryAsync(stoppingToken) ? options.Value.Audit.Anchor.Every : Retry;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (anchors.Ways.Count > 0)
            await TryAsync(cancellationToken);
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await anchors.DropAsync(cancellationToken) is not { } anchor
                || (await anchors.WriteAsync(anchor, cancellationToken)).All(result => result.Fault is null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The database or the key can be mended while the program runs.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogBroken(fault);
            return false;
        }
    }

    [LoggerMessage(EventId = 4307, Level = LogLevel.Warning, Message = "the audit chain is anchored nowhere: whoever owns database and key file could replace it; set Operations:Audit:Anchor")]
    private partial void LogNone();

    [LoggerMessage(EventId = 4308, Level = LogLevel.Error, Message = "no anchor can be made of the audit chain; it is tried again in a minute")]
    private partial void LogBroken(Exception fault);
}
