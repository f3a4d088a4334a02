using HaiPhongSoc.Intake.Spool;
using static HaiPhongSoc.Intake.Tests.Spool.SpoolBench;

namespace HaiPhongSoc.Intake.Tests.Spool;

/// <summary>
/// The power goes off before each single operation on the disk, and what was not flushed is forgotten, wholly or in part. After every such crash: the spool opens, every acknowledged record
/// is there as it was, no offset was given twice.
/// </summary>
public sealed class SpoolCrashTests
{
    private const int Survivals = 6;

    [Fact]
    public async Task No_acknowledged_record_is_lost_at_any_crash_point()
    {
        var whole = new ForgetfulSpoolFiles();
        await WorkAsync(whole, new Promises());
        whole.Operations.ShouldBeGreaterThan(100);
        foreach (var operation in Enum.GetValues<FileOperation>().Where(o => o != FileOperation.Truncate))
            whole.Log.ShouldContain(l => l.Operation == operation, "the work must pass through every kind of operation");

        for (var crashAt = 0; crashAt <= whole.Operations; crashAt++)
        {
            for (var seed = 0; seed < Survivals; seed++)
                await CrashOnceAsync(crashAt, seed);
        }
    }

    [Fact]
    public async Task No_acknowledged_record_is_lost_when_recovery_crashes_too()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 150; round++)
        {
            var promises = new Promises();
            var files = new ForgetfulSpoolFiles { PowerCutAt = random.Next(20, 130) };
            await WorkAsync(files, promises);
            for (var restart = 0; restart < 6; restart++)
            {
                files = files.Restart(restart % 3 == 2 ? null : random);
                files.PowerCutAt = random.Next(0, 40);
                await WorkAsync(files, promises, appends: 6);
            }

            await CheckAsync(files.Restart(random), promises, $"round {round}");
        }
    }

    private static async Task CrashOnceAsync(int crashAt, int seed)
    {
        var promises = new Promises();
        var files = new ForgetfulSpoolFiles { PowerCutAt = crashAt };
        await WorkAsync(files, promises);

        var because = $"power cut before operation {crashAt}, survival {seed}";
        var random = seed == 0 ? null : new Random(crashAt * Survivals + seed);
        var after = files.Restart(random);
        await CheckAsync(after, promises, because);
        await CheckAsync(after.Restart(), promises, because + ", and again without a flush");
    }

    /// <summary>Appends one by one and in pairs and trims on the way. Ends quietly where the power goes off.</summary>
    private static async Task WorkAsync(ForgetfulSpoolFiles files, Promises promises, int appends = 30)
    {
        try
        {
            await using var spool = Open(files);
            promises.Seen(spool.NextOffset);
            for (var i = 0; i < appends; i++)
            {
                SpoolEntry[] entries = i % 3 == 0 ? [Entry(promises.NextText()), Entry(promises.NextText())] : [Entry(promises.NextText())];
                var first = await spool.AppendAsync(entries);
                promises.Acknowledge(first.Offset, entries);
                if (i == appends / 2)
                {
                    promises.TrimmedBefore = Math.Max(promises.TrimmedBefore, first.Offset - 6);
                    spool.Trim(promises.TrimmedBefore);
                }
            }
        }
        catch (IOException)
        {
            // The power is off: nothing more is promised.
        }
    }

    private static async Task CheckAsync(ForgetfulSpoolFiles files, Promises promises, string because)
    {
        await using var spool = Open(files);
        using var reader = spool.OpenReader(0);
        var read = await ReadAllAsync(spool, reader);

        var previous = -1L;
        foreach (var record in read)
        {
            record.Id.Offset.ShouldBeGreaterThan(previous, because);
            previous = record.Id.Offset;
            promises.Known(record.Id.Offset, TextOf(record)).ShouldBeTrue($"{because}: offset {record.Id.Offset} holds what was never put there");
        }

        var there = read.ToDictionary(r => r.Id.Offset, TextOf);
        foreach (var (offset, text) in promises.Acknowledged)
        {
            if (offset >= promises.TrimmedBefore)
                there.GetValueOrDefault(offset).ShouldBe(text, $"{because}: acknowledged offset {offset}");
        }

        reader.LostRecords.ShouldBe(0, because);
        spool.NextOffset.ShouldBeGreaterThan(promises.Acknowledged.Count == 0 ? -1 : promises.Acknowledged.Keys.Max(), because);
        spool.NextOffset.ShouldBeGreaterThan(previous, because);

        SpoolEntry[] further = [Entry(promises.NextText())];
        promises.Acknowledge((await spool.AppendAsync(further)).Offset, further);
    }

    /// <summary>What the spool has promised to whom it answered.</summary>
    private sealed class Promises
    {
        private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
        private int _count;

        public Dictionary<long, string> Acknowledged { get; } = [];

        public long TrimmedBefore { get; set; }

        public string NextText()
        {
            var text = $"record {_count++} of the work, long enough to tear";
            _texts.Add(text);
            return text;
        }

        public void Seen(long nextOffset)
        {
            foreach (var offset in Acknowledged.Keys)
                offset.ShouldBeLessThan(nextOffset, "an acknowledged offset would be given again");
        }

        public void Acknowledge(long first, SpoolEntry[] entries)
        {
            for (var i = 0; i < entries.Length; i++)
                Acknowledged.TryAdd(first + i, System.Text.Encoding.UTF8.GetString(entries[i].Payload.Span)).ShouldBeTrue($"offset {first + i} was given twice");
        }

        public bool Known(long offset, string text) => Acknowledged.TryGetValue(offset, out var promised) ? promised == text : _texts.Contains(text);
    }
}
