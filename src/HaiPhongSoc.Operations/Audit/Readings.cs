using System.Globalization;
using System.Threading.Channels;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// What is audited in batches: written within a second, the first of equal ones at once, the others of the same minute as one entry with a count when the
/// minute is over. Memory is bounded: readers wait a moment while the database is slow; what is left out then is counted, and the count is an entry.
/// </summary>
internal sealed class Readings(IServiceScopeFactory scopes, SignInOddities oddities, ISelfEvents self, TimeProvider clock) : IDisposable
{
    private const int Capacity = 10_000;
    private const int MostOpen = 10_000;
    private const int MostAtOnce = 5_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<Reading> _channel = Channel.CreateBounded<Reading>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<ReadingKey, (Reading First, long Open)> _open = [];
    private readonly List<Reading> _taken = [];
    private long _leftOut;

    /// <summary>Takes it, or waits up to two seconds for room.</summary>
    public async ValueTask RecordAsync(Reading reading)
    {
        if (_channel.Writer.TryWrite(reading))
            return;
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            await _channel.Writer.WriteAsync(reading, patience.Token);
        }
        catch (OperationCanceledException)
        {
            LeaveOut();
        }
    }

    /// <summary>Takes it, or counts it as left out.</summary>
    public void RecordOrCount(Reading reading)
    {
        if (!_channel.Writer.TryWrite(reading))
            LeaveOut();
    }

    /// <summary>Writes what is there. Where it throws nothing is lost: the next call writes it.</summary>
    /// <param name="all">True at the end of the program: counts of the minute at hand too.</param>
    public async Task FlushAsync(bool all, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (_taken.Count < MostAtOnce && _channel.Reader.TryRead(out var reading))
                _taken.Add(reading);
            await WriteAsync(all, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task WriteAsync(bool all, CancellationToken cancellationToken)
    {
        var leftOut = Interlocked.Read(ref _leftOut);
        var (rows, next) = Sum(all);
        if (leftOut > 0)
            rows.Add(LeftOutRow(leftOut));
        var events = new List<SelfEvent>();
        if (rows.Count > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();

            // Before the rows are there: whether this address is a new one is asked of what is.
            foreach (var reading in _taken.Where(r => r.IsTold))
                events.Add(await oddities.OfAsync(reading, database, cancellationToken));
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            database.AddRange(rows);
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        Interlocked.Add(ref _leftOut, -leftOut);
        _taken.Clear();
        _open.Clear();
        foreach (var (key, open) in next)
            _open.Add(key, open);
        events.ForEach(self.Tell);
    }

    // Pure but for reading: a failed write leaves everything as it was.
    private (List<AuditEntry> Rows, Dictionary<ReadingKey, (Reading First, long Open)> Next) Sum(bool all)
    {
        var rows = new List<AuditEntry>();
        var sums = new Dictionary<ReadingKey, (Reading First, long Open)>(_open);
        foreach (var group in _taken.GroupBy(r => r.Key))
        {
            var count = group.LongCount();
            if (sums.TryGetValue(group.Key, out var known))
                sums[group.Key] = (known.First, known.Open + count);
            else
                AddFirst(group.First(), count);
        }

        var minute = UtcMicroseconds.Now(clock) / 60_000_000;
        var everything = all || sums.Count > MostOpen;
        foreach (var (key, (first, open)) in sums.Where(s => everything || s.Key.Minute < minute).ToList())
        {
            if (open > 0)
                rows.Add(first.ToRow(open));
            sums.Remove(key);
        }

        return (rows, sums);

        void AddFirst(Reading reading, long count)
        {
            rows.Add(reading.ToRow(count));
            sums[reading.Key] = (reading, 0);
        }
    }

    private AuditEntry LeftOutRow(long count) => (AuditEntries.Of(Actor.Program, "audit.left-out", UtcMicroseconds.Now(clock)) with
    {
        Count = count,
        Details =
        [
            new Wording(
                string.Create(CultureInfo.InvariantCulture, $"{count} lượt đọc hoặc từ chối không ghi kịp khi cơ sở dữ liệu chậm"),
                string.Create(CultureInfo.InvariantCulture, $"{count} readings or refusals could not be kept while the database was slow")),
        ],
    }).ToRow();

    private void LeaveOut()
    {
        Interlocked.Increment(ref _leftOut);
        Telemetry.AuditLeftOut.Add(1);
    }
}
