using HaiPhongSoc.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Verifies the whole chain a while after the start and every night, slowly enough that nobody feels it. What it finds is shouted.</summary>
internal sealed partial class VerificationWorker(
    AuditVerifier verifier, CityTime time, IOptions<OperationsOptions> options, TimeProvider clock, ILogger<VerificationWorker> log) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(AfterStart, clock, stoppingToken);
            while (true)
            {
                await TryAsync(stoppingToken);
                await Task.Delay(UntilNight(), clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await verifier.RunAsync(options.Value.Audit.VerifyRowsPerSecond, progress: null, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A database that is away can come back; the next night tries again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFailed(fault);
        }
    }

    private TimeSpan UntilNight()
    {
        var now = time.Now;
        var next = time.StartOf(time.DayOf(now).AddDays(1)) + (long)options.Value.Audit.VerifyAt.TotalMicroseconds;
        return UtcMicroseconds.ToDateTimeOffset(next) - UtcMicroseconds.ToDateTimeOffset(now);
    }

    [LoggerMessage(EventId = 4309, Level = LogLevel.Error, Message = "the audit chain could not be read for verification; the next night tries again")]
    private partial void LogFailed(Exception fault);
}
