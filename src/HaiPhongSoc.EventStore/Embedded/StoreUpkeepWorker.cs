using HaiPhongSoc.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Seals by age every second, deletes by retention every hour, and seals everything on a clean stop.</summary>
internal sealed partial class StoreUpkeepWorker(EmbeddedEventStore store, TimeProvider clock, ILogger<StoreUpkeepWorker> logger) : BackgroundService
{
    private static readonly TimeSpan SealEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetainEvery = TimeSpan.FromHours(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await store.SealAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(failure);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SealEvery, clock);
        var retained = long.MinValue;
        do
        {
            try
            {
                await store.SealDueAsync(stoppingToken);
                var now = UtcMicroseconds.Now(clock);
                if (retained != long.MinValue && now - retained < (long)RetainEvery.TotalMicroseconds)
                    continue;
                retained = now;
                var result = await store.RetainAsync(now, stoppingToken);
                if (result.Files > 0)
                    LogRetained(result.Files, result.Events, result.Bytes);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(3020, LogLevel.Information, "Retention deleted {Files} segment files with {Events} events, {Bytes} bytes")]
    private partial void LogRetained(int files, long events, long bytes);

    [LoggerMessage(3021, LogLevel.Error, "The event store could not be sealed or cleaned; it is tried again")]
    private partial void LogFailed(Exception failure);
}
