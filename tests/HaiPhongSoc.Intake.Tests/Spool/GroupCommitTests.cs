using System.Collections.Concurrent;
using HaiPhongSoc.Intake.Spool;
using static HaiPhongSoc.Intake.Tests.Spool.SpoolBench;

namespace HaiPhongSoc.Intake.Tests.Spool;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task Appends_that_wait_together_share_one_flush()
    {
        using var held = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var files = new ForgetfulSpoolFiles();
        await using var spool = Open(files, new SpoolOptions());
        files.Done = (operation, _) =>
        {
            if (operation != FileOperation.FlushData)
                return;
            reached.Set();
            held.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        };

        var first = spool.AppendAsync([Entry("first")]).AsTask();
        reached.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        var flushesBefore = files.Log.Count(l => l.Operation == FileOperation.FlushData);
        var others = Enumerable.Range(0, 500).Select(i => spool.AppendAsync([Entry($"other {i}")]).AsTask()).ToArray();
        held.Set();
        await first;
        var ids = await Task.WhenAll(others);

        ids.Select(id => id.Offset).ShouldBe(Enumerable.Range(1, 500).Select(i => (long)i));
        (files.Log.Count(l => l.Operation == FileOperation.FlushData) - flushesBefore).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_or_seen_before_the_flush_that_covers_it_has_returned()
    {
        using var held = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var files = new ForgetfulSpoolFiles();
        await using var spool = Open(files, new SpoolOptions());
        using var reader = spool.OpenReader(0);
        files.Done = (operation, _) =>
        {
            if (operation != FileOperation.FlushData)
                return;
            reached.Set();
            held.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        };

        var append = spool.AppendAsync([Entry("waits")]).AsTask();
        var read = reader.ReadBatchAsync(SpoolReadLimits.Default).AsTask();
        reached.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        append.IsCompleted.ShouldBeFalse();
        read.IsCompleted.ShouldBeFalse();
        spool.NextOffset.ShouldBe(0);

        held.Set();
        await append;
        TextOf((await read).ShouldHaveSingleItem()).ShouldBe("waits");
    }

    [Fact]
    public async Task Every_acknowledgement_of_many_senders_comes_after_its_flush()
    {
        // What is durable at the moment of each acknowledgement is read from the twin itself, which forgets the rest.
        var files = new ForgetfulSpoolFiles();
        var metrics = new IntakeMetrics();
        await using var spool = Open(files, new SpoolOptions { SegmentBytes = 64 * 1024, MaxGroupBytes = 8 * 1024 }, metrics: metrics);
        var acknowledged = new ConcurrentDictionary<long, string>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                var text = $"sender {sender} line {i}";
                var id = await spool.AppendAsync([Entry(text)]);
                acknowledged.TryAdd(id.Offset, text).ShouldBeTrue();
            }
        })));

        await using var afterPowerCut = Open(files.Restart());
        (await ReadAllAsync(afterPowerCut)).ToDictionary(r => r.Id.Offset, TextOf).ShouldBe(acknowledged, ignoreOrder: true);
        (metrics.Spool.In, metrics.Spool.Out, metrics.Spool.Faulted, metrics.Spool.Dropped).ShouldBe((1_600, 1_600, 0, 0));
    }

    [Fact]
    public async Task An_append_beyond_the_bound_waits_and_can_be_taken_back()
    {
        using var held = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var files = new ForgetfulSpoolFiles();
        await using var spool = Open(files, new SpoolOptions { MaxWaitingBytes = 300 });
        files.Done = (operation, _) =>
        {
            if (operation != FileOperation.FlushData)
                return;
            reached.Set();
            held.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        };

        var inside = spool.AppendAsync([Entry(new string('a', 250))]).AsTask();
        reached.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        using var cancelling = new CancellationTokenSource();
        var outside = spool.AppendAsync([Entry(new string('b', 250))], cancelling.Token).AsTask();
        var patient = spool.AppendAsync([Entry("c")]).AsTask();
        await cancelling.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(outside);

        held.Set();
        (await inside).Offset.ShouldBe(0);
        (await patient).Offset.ShouldBe(1);
    }
}
