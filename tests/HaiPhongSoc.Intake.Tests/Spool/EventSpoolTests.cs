using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Intake.Spool.FilePort;
using HaiPhongSoc.Testing;
using static HaiPhongSoc.Intake.Tests.Spool.SpoolBench;

namespace HaiPhongSoc.Intake.Tests.Spool;

public sealed class EventSpoolTests
{
    [Fact]
    public async Task What_was_appended_is_read_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        await using var spool = Open(new DiskSpoolFiles(folder.Path));

        (await spool.AppendAsync([Entry("a"), Entry("", "frame-too-long"), Entry("Cổng dịch vụ công")])).ShouldBe(new EventId(0, 0));
        (await spool.AppendAsync([Entry("d")])).ShouldBe(new EventId(0, 3));

        var read = await ReadAllAsync(spool);
        read.Select(r => (r.Id.Offset, TextOf(r), r.FaultCode)).ShouldBe(
            [(0L, "a", null), (1L, "", "frame-too-long"), (2L, "Cổng dịch vụ công", null), (3L, "d", null)]);
        read[0].ShouldSatisfyAllConditions(
            r => r.SourceId.ShouldBe("dvc-auth"),
            r => r.Realm.ShouldBe("ttthdl"),
            r => r.Peer.ShouldBe("10.20.1.10"),
            r => r.Transport.ShouldBe(EventTransport.SyslogTcp),
            r => r.ReceivedAt.ShouldBe(1_764_000_000_000_000));
    }

    [Fact]
    public async Task Records_survive_closing_and_offsets_go_on()
    {
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 4; round++)
        {
            await using var spool = Open(new DiskSpoolFiles(folder.Path));
            (await spool.AppendAsync([Entry($"{round}-a"), Entry($"{round}-b")])).Offset.ShouldBe(2 * round);
            (await ReadAllAsync(spool)).Count.ShouldBe(2 * round + 2);
        }
    }

    [Fact]
    public async Task A_reader_follows_what_is_appended()
    {
        var files = new ForgetfulSpoolFiles();
        await using var spool = Open(files);
        using var reader = spool.OpenReader(0);

        for (var i = 0; i < 50; i++)
        {
            var waiting = reader.ReadBatchAsync(SpoolReadLimits.Default);
            waiting.IsCompleted.ShouldBeFalse();
            await spool.AppendAsync([Entry($"line {i}")]);
            TextOf((await waiting).ShouldHaveSingleItem()).ShouldBe($"line {i}");
        }

        reader.LostRecords.ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_closes_on_count_on_bytes_and_on_time()
    {
        var clock = Clock();
        await using var spool = Open(new ForgetfulSpoolFiles(), clock: clock);
        await spool.AppendAsync([Entry("aaaa"), Entry("bbbb"), Entry("cccc"), Entry("dddd")]);

        using var reader = spool.OpenReader(0);
        (await reader.ReadBatchAsync(new SpoolReadLimits(1, 1000, TimeSpan.Zero))).Count.ShouldBe(1);
        (await reader.ReadBatchAsync(new SpoolReadLimits(9, 5, TimeSpan.Zero))).Count.ShouldBe(2);

        var lingering = reader.ReadBatchAsync(new SpoolReadLimits(9, 1000, TimeSpan.FromSeconds(1)));
        lingering.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await lingering).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Trimming_deletes_whole_segments_and_keeps_the_next_offset()
    {
        using var folder = new TemporaryFolder();
        long next;
        await using (var spool = Open(new DiskSpoolFiles(folder.Path)))
        {
            for (var i = 0; i < 40; i++)
                await spool.AppendAsync([Entry($"line {i:D4} with some text to fill the segment")]);
            next = spool.NextOffset;
            var before = spool.TotalBytes;
            spool.Trim(20).ShouldBeGreaterThan(0);
            spool.FirstOffset.ShouldBeInRange(1, 20);
            spool.TotalBytes.ShouldBeLessThan(before);
            (await ReadAllAsync(spool, spool.FirstOffset))[0].Id.Offset.ShouldBe(spool.FirstOffset);

            spool.Trim(long.MaxValue);
            Directory.GetFiles(folder.Path, "*.spool").Length.ShouldBe(1);
        }

        await using (var spool = Open(new DiskSpoolFiles(folder.Path)))
            (await spool.AppendAsync([Entry("after")])).Offset.ShouldBe(next);
    }

    [Fact]
    public async Task A_reader_whose_offset_was_trimmed_counts_what_it_missed()
    {
        await using var spool = Open(new ForgetfulSpoolFiles());
        for (var i = 0; i < 40; i++)
            await spool.AppendAsync([Entry($"line {i:D4} with some text to fill the segment")]);
        spool.Trim(20);

        using var reader = spool.OpenReader(3);
        var read = await ReadAllAsync(spool, reader);
        read.Count.ShouldBe((int)(40 - spool.FirstOffset));
        reader.LostRecords.ShouldBe(spool.FirstOffset - 3);
    }

    [Fact]
    public async Task An_old_segment_is_closed_so_that_it_can_be_trimmed()
    {
        var clock = Clock();
        var files = new ForgetfulSpoolFiles();
        await using var spool = Open(files, new SpoolOptions { SegmentAge = TimeSpan.FromMinutes(5) }, clock);
        await spool.AppendAsync([Entry("a")]);
        clock.Advance(TimeSpan.FromMinutes(5));
        await spool.RaiseNextOffsetAsync(0); // the committer has seen the clock's poke when it answers
        await spool.AppendAsync([Entry("b")]);
        spool.Trim(1).ShouldBe(1);
        TextOf((await ReadAllAsync(spool)).ShouldHaveSingleItem()).ShouldBe("b");
    }

    [Fact]
    public async Task Raising_the_next_offset_loses_nothing_and_lasts()
    {
        var files = new ForgetfulSpoolFiles();
        await using (var spool = Open(files))
        {
            await spool.AppendAsync([Entry("a")]);
            await spool.RaiseNextOffsetAsync(1_000);
            (await spool.AppendAsync([Entry("b")])).Offset.ShouldBe(1_000);
            await spool.RaiseNextOffsetAsync(5);
            (await spool.AppendAsync([Entry("c")])).Offset.ShouldBe(1_001);
            using var reader = spool.OpenReader(0);
            (await ReadAllAsync(spool, reader)).Select(r => r.Id.Offset).ShouldBe([0L, 1_000, 1_001]);
            reader.LostRecords.ShouldBe(0);
        }

        await using var again = Open(files.Restart());
        again.NextOffset.ShouldBe(1_002);
        using var later = again.OpenReader(0);
        (await ReadAllAsync(again, later)).Count.ShouldBe(3);
        later.LostRecords.ShouldBe(0, "offsets that were passed over were nobody's");
    }

    [Fact]
    public async Task A_second_process_is_told_who_is_in_the_way()
    {
        using var folder = new TemporaryFolder();
        await using var spool = Open(new DiskSpoolFiles(folder.Path));
        Should.Throw<SpoolInUseException>(() => Open(new DiskSpoolFiles(folder.Path)))
            .Message.ShouldContain($"in use by process {Environment.ProcessId}: stop that soc, or give this one a directory of its own (Intake:Spool:Directory)");
    }

    [Fact]
    public async Task Closing_writes_what_still_waits()
    {
        using var held = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var files = new ForgetfulSpoolFiles();
        var spool = Open(files);
        files.Done = (operation, _) =>
        {
            if (operation != FileOperation.FlushData)
                return;
            reached.Set();
            held.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        };
        var first = spool.AppendAsync([Entry("first")]).AsTask();
        reached.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        var others = Enumerable.Range(0, 30).Select(i => spool.AppendAsync([Entry($"other {i}")]).AsTask()).ToArray();
        var closing = spool.DisposeAsync().AsTask();
        held.Set();
        await closing.WaitAsync(TimeSpan.FromSeconds(60));

        (await first).Offset.ShouldBe(0);
        (await Task.WhenAll(others)).Select(id => id.Offset).ShouldBe(Enumerable.Range(1, 30).Select(i => (long)i));
        spool.Trim(5); // late, but no fault
        await using var again = Open(files.Restart());
        again.NextOffset.ShouldBe(31);
    }

    [Fact]
    public async Task A_closed_spool_refuses()
    {
        var spool = Open(new ForgetfulSpoolFiles());
        await spool.DisposeAsync();
        (await Should.ThrowAsync<SpoolRefusedException>(async () => await spool.AppendAsync([Entry("a")]))).Refusal.Code.ShouldBe("spool-closed");
    }
}
