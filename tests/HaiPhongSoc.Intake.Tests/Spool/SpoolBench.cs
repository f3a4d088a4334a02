using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Intake.Spool.FilePort;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace HaiPhongSoc.Intake.Tests.Spool;

/// <summary>What spool tests share: small segments, a clock that stands still, entries made of text.</summary>
public static class SpoolBench
{
    public static readonly SpoolOrigin Origin = new(EventTransport.SyslogTcp, "dvc-auth", "ttthdl", "10.20.1.10");

    public static SpoolOptions SmallSegments => new() { SegmentBytes = 600, MaxGroupBytes = 400 };

    public static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));

    internal static EventSpool Open(ISpoolFiles files, SpoolOptions? options = null, TimeProvider? clock = null, IntakeMetrics? metrics = null) =>
        EventSpool.Open(files, options ?? SmallSegments, clock ?? Clock(), metrics ?? new IntakeMetrics(), NullLogger.Instance);

    public static SpoolEntry Entry(string text, string? fault = null) => new(Origin, 1_764_000_000_000_000, Encoding.UTF8.GetBytes(text), fault);

    public static string TextOf(SpooledRecord record) => Encoding.UTF8.GetString(record.Payload.Span);

    /// <summary>Everything that is durable now.</summary>
    public static async Task<List<SpooledRecord>> ReadAllAsync(EventSpool spool, long from = 0)
    {
        using var reader = spool.OpenReader(from);
        return await ReadAllAsync(spool, reader);
    }

    public static async Task<List<SpooledRecord>> ReadAllAsync(EventSpool spool, SpoolReader reader)
    {
        var all = new List<SpooledRecord>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (reader.NextOffset < spool.NextOffset)
        {
            var read = reader.ReadBatchAsync(new SpoolReadLimits(3, 1 << 20, TimeSpan.Zero), patience.Token);
            if (!read.IsCompleted && reader.NextOffset >= spool.NextOffset)
            {
                // Only lost records were left; the reader waits for what does not come.
                await patience.CancelAsync();
                await Should.ThrowAsync<OperationCanceledException>(read.AsTask());
                break;
            }

            all.AddRange(await read);
        }

        return all;
    }
}
