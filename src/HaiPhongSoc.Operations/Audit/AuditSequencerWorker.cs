using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// Runs the sequencer about once a second, and once more when the program stops. What breaks is told and tried again: entries wait in the database, and
/// nobody's work stops for it.
/// </summary>
internal sealed partial class AuditSequencerWorker(
    AuditSequencer sequencer, IOptions<OperationsOptions> options, TimeProvider clock, ILogger<AuditSequencerWorker> log)
    : BackgroundService
{
    private bool _broken;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Audit.SealEvery, clock);
        try
        {
            do
                await TryAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sequencer.RunAsync(cancellationToken);
            if (_broken)
                LogRecovered();
            _broken = false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A database that is busy or a key that is missing can be mended while the program runs.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (!_broken)
                LogBroken(fault);
            _broken = true;
        }
    }

    [LoggerMessage(EventId = 4301, Level = LogLevel.Critical, Message = "audit entries cannot be sealed; they wait in the database and are tried again each second")]
    private partial void LogBroken(Exception fault);

    [LoggerMessage(EventId = 4302, Level = LogLevel.Warning, Message = "audit entries are sealed again")]
    private partial void LogRecovered();
}
