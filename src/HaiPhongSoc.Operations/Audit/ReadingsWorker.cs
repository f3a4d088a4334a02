using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Writes batched entries each second, and all that is left at the end.</summary>
internal sealed partial class ReadingsWorker(Readings readings, TimeProvider clock, ILogger<ReadingsWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool _broken;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(all: false, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(all: true, cancellationToken);
    }

    private async Task TryAsync(bool all, CancellationToken cancellationToken)
    {
        try
        {
            await readings.FlushAsync(all, cancellationToken);
            _broken = false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A busy database heals; what was read stays in memory until then, bounded.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (!_broken)
                LogBroken(fault);
            _broken = true;
        }
    }

    [LoggerMessage(EventId = 4304, Level = LogLevel.Error, Message = "readings and refusals cannot be written to the audit chain; they are kept in memory and tried again each second")]
    private partial void LogBroken(Exception fault);
}
