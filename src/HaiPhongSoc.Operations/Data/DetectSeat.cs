using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Operations.Data;

/// <summary>Keeps the seat: a connection that is cut (a server that restarts, a network) is made again, and where another node was quicker the program ends.</summary>
internal sealed partial class DetectSeat(OperationsDatabase store, TimeProvider clock, ILogger<DetectSeat> log) : BackgroundService, IDetectSeat
{
    // A node that is being replaced needs a moment to go.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private DbConnection? _held;

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        while (await HolderAsync(cancellationToken) is { } other)
        {
            if (clock.GetElapsedTime(asked) >= Patience)
                throw new DetectSeatTakenException(Taken(other));
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    public override void Dispose()
    {
        _held?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            while (_held is not null && await timer.WaitForNextTickAsync(stoppingToken))
                await KeepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the program.
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await store.StandsAsync(_held!, cancellationToken))
                return;
            if (await HolderAsync(cancellationToken) is { } other)
                throw new DetectSeatTakenException(Taken(other));
            TakenAgain();
        }
        catch (DbException away)
        {
            // Without the database nothing is committed either: the corridor waits, and so does this.
            Away(away.Message);
        }
    }

    // Null: the seat is ours.
    private async Task<string?> HolderAsync(CancellationToken cancellationToken)
    {
        if (store.OpenSeat() is not { } connection)
            return null;
        try
        {
            await connection.OpenAsync(cancellationToken);
            if (await store.TakeSeatAsync(connection, cancellationToken) is { } other)
                return other;
            (_held, connection) = (connection, _held);
            return null;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    private static string Taken(string other) =>
        $"Operations:Database: another node runs the role detect on this database ({other}), and two would take each other's events for their own: stop that one, start this one with --roles intake, or give it a database of its own";

    [LoggerMessage(EventId = 4320, Level = LogLevel.Warning, Message = "the connection that says that this node alone detects was cut, and is there again")]
    private partial void TakenAgain();

    [LoggerMessage(EventId = 4321, Level = LogLevel.Warning, Message = "the connection that says that this node alone detects cannot be made again yet: {Reason}")]
    private partial void Away(string reason);
}
