using HaiPhongSoc.Operations.Feed;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Runs the scheduler while the program runs, and sets it anew when a command changed what is due.</summary>
internal sealed partial class DutySchedulerWorker(
    DutyTick tick, IOperationsFeed feed, IOptions<OperationsOptions> options, ILoggerFactory loggers, ILogger<DutySchedulerWorker> logger, IHostApplicationLifetime host)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.RunScheduler)
            return;
        try
        {
            var facts = feed.ReadAsync(stoppingToken).GetAsyncEnumerator(stoppingToken);
            await using var _ = facts;
            await using var scheduler = new DutyScheduler(tick, Path.Combine(options.Value.DataDirectory, "schedule.db"), loggers);
            await scheduler.StartAsync(stoppingToken);
            while (await facts.MoveNextAsync())
            {
                // Not at every change of an incident: in a storm these come by the hundred.
                if (facts.Current is RegisterChanged or DueRowsChanged or FactsMissed)
                    await scheduler.TurnAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        catch (Exception broken)
        {
            LogBroken(broken);
            host.StopApplication();
        }
    }

    [LoggerMessage(EventId = 4202, Level = LogLevel.Critical, Message = "The scheduler of duties and clocks broke: the program stops, deadlines must not pass unseen")]
    private partial void LogBroken(Exception broken);
}
