using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>
/// Runs the scheduler while the program runs, and sets it anew when a command changed what is due. What breaks is tried again (<see cref="DutyRetry"/>):
/// the program is never stopped for what can heal.
/// </summary>
internal sealed class DutySchedulerWorker(
    DutyTick tick, OperationsDatabase database, IOperationsFeed feed, IOptions<OperationsOptions> options, DutyRetry retry, ILoggerFactory loggers)
    : BackgroundService
{
    private DutyScheduler? _scheduler;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.RunScheduler)
            return;
        try
        {
            var facts = feed.ReadAsync(stoppingToken).GetAsyncEnumerator(stoppingToken);
            await using var _ = facts;
            await retry.UntilItHoldsAsync(() => StartSchedulerAsync(stoppingToken), stoppingToken);
            while (await facts.MoveNextAsync())
            {
                // Not at every change of an incident: in a storm these come by the hundred.
                if (facts.Current is RegisterChanged or DueRowsChanged or FactsMissed)
                    await retry.UntilItHoldsAsync(() => _scheduler!.TurnAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            if (_scheduler is not null)
                await _scheduler.DisposeAsync();
        }
    }

    // A scheduler that did not start is thrown away: it may hold half a store.
    private async Task StartSchedulerAsync(CancellationToken cancellationToken)
    {
        var scheduler = new DutyScheduler(tick, database, retry, loggers);
        try
        {
            await scheduler.StartAsync(cancellationToken);
        }
        catch
        {
            await scheduler.DisposeAsync();
            throw;
        }

        _scheduler = scheduler;
    }
}
