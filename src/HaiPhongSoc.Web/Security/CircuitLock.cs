using Microsoft.AspNetCore.Components.Server.Circuits;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// Whether the person of one circuit may work now. What a browser sends into a locked circuit waits until it is open again: nothing is done behind the
/// dialog that asks for a proof, and nothing that was typed is lost.
/// </summary>
internal sealed class CircuitLock(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _gone = new();
    private long _activeUntil;

    /// <summary>Asks how the session stands and answers by <see cref="Open"/> or <see cref="Close"/>; set by whoever knows the person.</summary>
    public Func<CancellationToken, Task>? Recheck { get; set; }

    /// <param name="activeUntil">UTC microseconds.</param>
    public void Open(long activeUntil) => Interlocked.Exchange(ref _activeUntil, activeUntil);

    public void Close() => Interlocked.Exchange(ref _activeUntil, 0);

    private bool IsOpen => Recheck is null || Events.UtcMicroseconds.Now(clock) < Interlocked.Read(ref _activeUntil);

    /// <summary>Returns at once where the circuit is open; cancelled with the circuit.</summary>
    public async Task WhenOpenAsync(CancellationToken cancellationToken = default)
    {
        if (IsOpen)
            return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _gone.Token);
        for (var round = 0; ; round++)
        {
            await _one.WaitAsync(either.Token);
            try
            {
                if (!IsOpen && Recheck is { } recheck)
                    await recheck(either.Token);
            }
            finally
            {
                _one.Release();
            }

            if (IsOpen)
                return;
            await Task.Delay(round < 60 ? Soon : Later, clock, either.Token);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _one.Dispose();
    }
}

/// <summary>Stands before everything that a browser sends into its circuit.</summary>
internal sealed class LockedCircuit(CircuitLock door) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        try
        {
            await door.WhenOpenAsync();
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        await next(context);
    };
}
