using System.Data;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// Gives waiting entries their place, hash and seal, and moves the sealed head, in one transaction. Several nodes may run it: the head moves only from
/// where it was read, who comes second begins anew. What was committed and not sealed when the program died is found by the next run.
/// </summary>
internal sealed class AuditSequencer(IServiceScopeFactory scopes, SealKeys keys, ISelfEvents self, TimeProvider clock, IOptions<OperationsOptions> options) : IDisposable
{
    private const int Batch = 500;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (long At, long Ticks)? _last;

    /// <summary>Seals all that waits; how many that were.</summary>
    /// <exception cref="OperationsConfigurationException">The key is missing, or the chain ends with a key that is not in the file.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await WatchClockAsync(cancellationToken);
            for (var total = 0; ;)
            {
                var sealedNow = await SealAsync(cancellationToken);
                if (sealedNow == 0)
                    return total;
                total += Math.Max(sealedNow, 0);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // 0 = nothing waits, -1 = another node was faster.
    private async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var rows = new ChainRows(database);
        if (!await rows.AnyWaitingAsync(cancellationToken))
            return 0;
        var key = keys.Current;
        await using var transaction = await database.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var end = await rows.EndAsync(cancellationToken);
        if (end is not null && keys.Find(end.SealKey) is null)
            throw new OperationsConfigurationException($"the audit chain ends with key {end.SealKey}, which {keys.Path} lacks: restore that file from a copy");
        var waiting = await rows.WaitingAsync(Batch, cancellationToken);
        var (sequence, hash) = (end?.Sequence ?? 0, end?.Hash ?? ChainText.Genesis);
        foreach (var row in waiting)
        {
            sequence++;
            (row.Cells[0], row.Cells[1]) = (ChainText.Bytes(ChainText.Text(sequence)), ChainText.Bytes(hash));
            var previous = hash;
            hash = ChainText.Hash(row.Cells);
            if (!await rows.LinkAsync(row.Text(nameof(AuditEntry.Id)), sequence, previous, hash, ChainText.Seal(key, hash), key.Id, cancellationToken))
                return -1;
        }

        if (waiting.Count == 0)
            return 0;
        var at = UtcMicroseconds.Now(clock);
        var to = new ChainEnd(sequence, hash, at, ChainText.SealOfHead(key, sequence, hash, at), key.Id);
        if (!await rows.MoveEndAsync(end, to, cancellationToken))
            return -1;
        await transaction.CommitAsync(cancellationToken);
        return waiting.Count;
    }

    // The wall clock is compared with the one that nobody can set, and at the first run with the time of the last seal.
    private async Task WatchClockAsync(CancellationToken cancellationToken)
    {
        var (now, ticks) = (UtcMicroseconds.Now(clock), clock.GetTimestamp());
        var last = _last;
        _last = (now, ticks);
        long? expected = last is { } before
            ? before.At + (long)clock.GetElapsedTime(before.Ticks, ticks).TotalMicroseconds
            : await LastSealAsync(cancellationToken) is { } at && at > now ? at : null;
        if (expected is not { } time || Math.Abs(now - time) <= options.Value.Audit.ClockTolerance.TotalMicroseconds)
            return;
        await RecordAsync(time, now, cancellationToken);
    }

    private async Task<long?> LastSealAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await new ChainRows(scope.ServiceProvider.GetRequiredService<OperationsDbContext>()).EndAsync(cancellationToken))?.At;
    }

    private async Task RecordAsync(long expected, long now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var (from, to) = (Iso(expected), Iso(now));
        var entry = AuditEntries.Of(Actor.Program, now < expected ? "clock.set-back" : "clock.set-forward", now) with
        {
            Subjects = ["clock"],
            Details = [new Wording($"đồng hồ máy chủ nhảy từ {from} đến {to}", $"the machine's clock stepped from {from} to {to}")],
        };
        database.Add(entry.ToRow());
        await database.SaveChangesAsync(cancellationToken);
        self.Tell(entry.ToEvent());
    }

    private static string Iso(long at) => UtcMicroseconds.ToDateTimeOffset(at).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
}
