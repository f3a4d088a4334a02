using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>
/// Tries a step of the scheduler until it holds. A busy or full database heals, and logs go on coming in meanwhile: it is waited for, told once when it
/// breaks and once when it works again.
/// </summary>
internal sealed partial class DutyRetry(TimeProvider clock, ILogger<DutyRetry> logger)
{
    /// <summary>How long after a failure the step is tried again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private bool _isBroken;

    /// <exception cref="OperationCanceledException">The program stops.</exception>
    public async Task UntilItHoldsAsync(Func<Task> step, CancellationToken stopping)
    {
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            try
            {
                await step();
                if (Interlocked.Exchange(ref _isBroken, false))
                    LogHolds();
                return;
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                if (!Interlocked.Exchange(ref _isBroken, true))
                    LogBroken(fault, Pause);
                await Task.Delay(Pause, clock, stopping);
            }
        }
    }

    [LoggerMessage(EventId = 4202, Level = LogLevel.Critical, Message = "Duties and clocks do not turn: tried again every {Pause}; until then no deadline is told")]
    private partial void LogBroken(Exception fault, TimeSpan pause);

    [LoggerMessage(EventId = 4203, Level = LogLevel.Information, Message = "Duties and clocks turn again")]
    private partial void LogHolds();
}
