using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>
/// The ticker: Quartz with its persistent store (<see cref="OperationsDatabase.KeepTicker"/>). It holds one trigger, the next moment at which a due row
/// changes; the rows are the truth, and the trigger is set from them anew at every start and after every turn, so that a kill between the two loses no
/// deadline.
/// </summary>
internal sealed partial class DutyScheduler(DutyTick tick, OperationsDatabase database, DutyRetry retry, ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly JobKey Job = new("turn", "duties");
    private static readonly TriggerKey Trigger = new("next-due", "duties");

    private readonly ILogger _logger = loggers.CreateLogger<DutyScheduler>();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private StandaloneSchedulerFactory? _factory;
    private IScheduler? _scheduler;

    /// <summary>When the next turn is due, UTC microseconds; null before <see cref="StartAsync"/>.</summary>
    public async Task<long?> NextAsync(CancellationToken cancellationToken)
    {
        var trigger = _scheduler is null ? null : await _scheduler.GetTrigger(Trigger, cancellationToken);
        return trigger?.NextFireTimeUtc is { } next ? UtcMicroseconds.From(next) : null;
    }

    /// <summary>Turns once, sets the trigger from the rows, and starts.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _factory = QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.Services.AddSingleton(this);
            quartz.Services.AddSingleton(loggers);
            quartz.UsePersistentStore(database.KeepTicker);
        }).Build();
        _scheduler = await _factory.GetScheduler(cancellationToken);
        await TurnAsync(cancellationToken);
        await _scheduler.Start(cancellationToken);
    }

    /// <summary>Brings the rows up to date and the trigger to the next due moment.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var next = UtcMicroseconds.ToDateTimeOffset(await tick.RunAsync(cancellationToken));

            // Recovery: where a node dies in the middle of a turn, its trigger is spent; another node makes the turn in its place.
            var job = JobBuilder.Create<DutyTurnJob>().WithIdentity(Job).StoreDurably().RequestRecovery().Build();
            var trigger = TriggerBuilder.Create()
                .WithIdentity(Trigger)
                .ForJob(Job)
                .StartAt(next)
                .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
                .Build();
            await _scheduler!.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, cancellationToken);
            LogNext(next);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>A turn that the trigger asked for. The trigger is spent, so that this turn must hold before it is set again.</summary>
    public Task TurnUntilItHoldsAsync() => retry.UntilItHoldsAsync(() => TurnAsync(_stopping.Token), _stopping.Token);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_scheduler is not null)
            await _scheduler.Shutdown(waitForJobsToComplete: true);
        if (_factory is not null)
            await _factory.DisposeAsync();
        _oneAtATime.Dispose();
        _stopping.Dispose();
    }

    [LoggerMessage(EventId = 4201, Level = LogLevel.Debug, Message = "Duties turn next at {Next}")]
    private partial void LogNext(DateTimeOffset next);
}

/// <summary>What Quartz calls when the trigger fires.</summary>
[DisallowConcurrentExecution]
internal sealed class DutyTurnJob(DutyScheduler scheduler) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await scheduler.TurnUntilItHoldsAsync();
        }
        catch (OperationCanceledException)
        {
            // The program stops; the next start turns first of all.
        }
    }
}
