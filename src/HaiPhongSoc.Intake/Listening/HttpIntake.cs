using System.Buffers;
using System.Net;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Framing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.Options;
using EventId = HaiPhongSoc.Events.EventId;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>What stands behind <c>POST /intake/ndjson</c>: whose request it is, room for its body, its lines into the spool, all or nothing.</summary>
internal sealed class HttpIntake(IOptions<IntakeOptions> options, EventSpool spool, IntakeMetrics metrics, TimeProvider clock)
{
    private readonly HttpIntakeOptions _options = options.Value.Http;
    private readonly TokenTable _tokens = new(options.Value);
    private readonly IdempotencyCache _repeats = new(options.Value.Http.IdempotencyKeys, options.Value.Http.IdempotencyAge, clock);
    private readonly Dictionary<string, long> _inFlight = new(StringComparer.Ordinal); // by source: as many as are configured
    private long _bytesInFlight;

    public int MaxBodyBytes => _options.MaxBodyBytes;

    public TimeSpan RetryAfter => _options.RetryAfter;

    /// <summary>Ends a body that does not come to its end in time.</summary>
    public CancellationTokenSource BodyDeadline(CancellationToken aborted)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        deadline.CancelAfter(_options.BodyTimeout);
        return deadline;
    }

    public SourceOptions? SourceOf(string authorization) => _tokens.Find(authorization);

    /// <summary>Takes room for a body of that many bytes; false where too much is in memory already, or too much of it this source's: one slow sender leaves room for the others.</summary>
    public bool TryReserve(string sourceId, long bytes)
    {
        var share = Math.Max(_options.MaxBodyBytes, _options.MaxBytesInFlight / 2);
        lock (_inFlight)
        {
            var own = _inFlight.GetValueOrDefault(sourceId);
            if (_bytesInFlight + bytes > _options.MaxBytesInFlight || own + bytes > share)
                return false;
            _bytesInFlight += bytes;
            _inFlight[sourceId] = own + bytes;
            return true;
        }
    }

    public void Release(string sourceId, long bytes)
    {
        lock (_inFlight)
        {
            _bytesInFlight -= bytes;
            _inFlight[sourceId] -= bytes;
        }
    }

    /// <summary>Reads the whole body; null where it is larger than allowed. The buffer is rented: the caller gives it back.</summary>
    public async Task<(byte[] Buffer, int Length)?> ReadBodyAsync(Stream body, long? declared, CancellationToken cancellationToken)
    {
        const int FirstGuess = 64 * 1024;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(declared + 1 ?? FirstGuess, MaxBodyBytes + 1L));
        var length = 0;
        try
        {
            while (await body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length > MaxBodyBytes)
                    break;
                if (length == buffer.Length)
                    Grow(ref buffer, length);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        if (length <= MaxBodyBytes)
            return (buffer, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    /// <summary>Stores the lines of a body: all of them, or none and the problem says why.</summary>
    /// <exception cref="SpoolRefusedException">Nothing was stored.</exception>
    public async Task<(IntakeAccepted? Accepted, IntakeProblem? Problem)> StoreAsync(SourceOptions source, IPAddress? peer, ReadOnlyMemory<byte> body)
    {
        var entries = Frame(source, peer, body, out var faulted, out var discarded);
        if (entries.Count == 0)
            return (null, IntakeProblem.Empty);
        if (entries.Count > _options.MaxRecords)
            return (null, IntakeProblem.TooMany(_options.MaxRecords));

        // Not cancelled with the request: an append that has begun is stored, and a repeated key may answer with it.
        var first = await spool.AppendAsync(entries, CancellationToken.None);
        metrics.Http.AddIn(entries.Count);
        metrics.Http.AddFaulted(faulted);
        metrics.Http.AddOut(entries.Count - faulted);
        metrics.Http.AddDiscardedBytes(discarded);
        var last = new EventId(first.Partition, first.Offset + entries.Count - 1);
        return (new IntakeAccepted(entries.Count, first.ToString(), last.ToString()), null);
    }

    /// <summary>As <see cref="StoreAsync"/>, once for a key.</summary>
    public async Task<(IntakeAccepted? Accepted, IntakeProblem? Problem, bool Repeated)> StoreOnceAsync(
        SourceOptions source, IPAddress? peer, ReadOnlyMemory<byte> body, string key)
    {
        var fingerprint = (ulong)body.Length << 32 | Crc32C.Of(body.Span);
        var claim = _repeats.Begin(source.Id, key, fingerprint);
        if (!claim.IsNew)
        {
            if (claim.Fingerprint != fingerprint)
                return (null, IntakeProblem.KeyReused, false);
            var earlier = await claim.Outcome.Task;
            return earlier is null ? (null, IntakeProblem.Busy(RetryAfter), false) : (earlier, null, true);
        }

        IntakeAccepted? accepted = null;
        try
        {
            (accepted, var problem) = await StoreAsync(source, peer, body);
            return (accepted, problem, false);
        }
        finally
        {
            if (accepted is null)
                _repeats.Abandon(claim);
            else
                IdempotencyCache.Complete(claim, accepted);
        }
    }

    private List<SpoolEntry> Frame(SourceOptions source, IPAddress? peer, ReadOnlyMemory<byte> body, out int faulted, out long discarded)
    {
        var origin = SenderTable.OriginOf(EventTransport.HttpNdjson, peer, source);
        var (entries, now, position) = (new List<SpoolEntry>(), UtcMicroseconds.Now(clock), 0);
        (faulted, discarded) = (0, 0);
        while (entries.Count <= _options.MaxRecords && NdjsonFramer.TryNext(body.Span, _options.MaxLineBytes, ref position, out var frame, out var cut))
        {
            entries.Add(new SpoolEntry(origin, now, body.Slice(frame.Start, frame.Length), frame.FaultCode));
            discarded += cut;
            if (frame.FaultCode is not null)
                faulted++;
        }

        return entries;
    }

    private void Grow(ref byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * length, MaxBodyBytes + 1L));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
