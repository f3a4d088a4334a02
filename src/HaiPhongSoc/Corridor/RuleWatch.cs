using HaiPhongSoc.Detection;
using HaiPhongSoc.Operations.Audit;

namespace HaiPhongSoc.Corridor;

/// <summary>Tells the audit chain, and by it the corridor, which rules are in use no more since the last start, and which break while they run.</summary>
internal sealed partial class RuleWatch(DetectionStage detection, IRulesInUse inUse, TimeProvider clock, ILogger<RuleWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryAsync(() => inUse.CompareAsync([.. detection.Rules.Active], stoppingToken), stoppingToken))
                await Task.Delay(Interval, clock, stoppingToken);

            var told = new HashSet<string>(StringComparer.Ordinal);
            using var timer = new PeriodicTimer(Interval, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                List<BrokenRule> broken = [.. detection.Quarantined.Where(rule => !told.Contains(rule.RuleId)).Select(rule => new BrokenRule(rule.RuleId, rule.Reason))];
                if (await TryAsync(() => inUse.BrokeAsync(broken, stoppingToken), stoppingToken))
                    told.UnionWith(broken.Select(rule => rule.RuleId));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task<bool> TryAsync(Func<Task> step, CancellationToken stoppingToken)
    {
        try
        {
            await step();
            return true;
        }
#pragma warning disable CA1031 // A database that is away can come back; this is tried again.
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(fault, Interval);
            return false;
        }
    }

    [LoggerMessage(9004, LogLevel.Error, "Which rules are in use could not be written to the audit chain; it is tried again in {Pause}")]
    private partial void LogFailed(Exception fault, TimeSpan pause);
}
