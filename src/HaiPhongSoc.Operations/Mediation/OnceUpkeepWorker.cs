using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>Forgets keys of <see cref="OnceKey"/> whose time is over, every hour.</summary>
internal sealed partial class OnceUpkeepWorker(
    IServiceScopeFactory scopes, OperationsDatabase store, CityTime time, TimeProvider clock, ILogger<OnceUpkeepWorker> logger) : BackgroundService
{
    public Task<int> ForgetAsync(CancellationToken cancellationToken) => store.AloneAsync(
        async ct =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
            var before = time.Now - OnceKey.Remembered.Microseconds();
            return await database.DoneOnce.Where(d => d.At < before).ExecuteDeleteAsync(ct);
        },
        cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseBusy.Is(fault))
            {
                LogLater(fault);
            }
        }
    }

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "Keys of requests that were made once were not forgotten: tried again in an hour")]
    private partial void LogLater(Exception fault);
}
