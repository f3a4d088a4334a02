using HaiPhongSoc.Operations.Feed;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Turns the sweep every minute, and at once when the register changed. What breaks is tried again at the next turn: nothing heard is lost.</summary>
internal sealed partial class FindingWorker(FindingSweep sweep, IOperationsFeed feed, TimeProvider clock, ILogger<FindingWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private bool _isBroken;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await sweep.RestoreAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>After the corridor has stopped: its last events are written down.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TurnAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(ByTheClockAsync(stoppingToken), ByTheRegisterAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task ByTheClockAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
            await TurnAsync(stopping);
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task ByTheRegisterAsync(CancellationToken stopping)
    {
        await foreach (var fact in feed.ReadAsync(stopping))
        {
            if (fact is RegisterChanged or OrganisationChanged or FactsMissed)
                await TurnAsync(stopping);
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sweep.RunAsync(cancellationToken);
            _isBroken = false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops.
        }
#pragma warning disable CA1031 // A busy or full database heals; the program is not stopped for it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (!_isBroken)
                LogBroken(fault, Every);
            _isBroken = true;
        }
    }

    [LoggerMessage(EventId = 4301, Level = LogLevel.Error, Message = "Findings of the register are not brought up to date; tried again every {Pause}, and nothing heard is lost")]
    private partial void LogBroken(Exception fault, TimeSpan pause);
}
