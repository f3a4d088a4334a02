using System.Collections.Concurrent;
using HaiPhongSoc.Intake.Spool;
using static HaiPhongSoc.Intake.Tests.Spool.SpoolBench;

namespace HaiPhongSoc.Intake.Tests.Spool;

public sealed class SpoolFailureTests
{
    [Theory]
    [InlineData(FileOperation.Write)]
    [InlineData(FileOperation.FlushData)]
    public async Task A_full_disk_refuses_and_is_left_behind_when_there_is_room(FileOperation failing)
    {
        var clock = Clock();
        var files = new ForgetfulSpoolFiles();
        await using var spool = Open(files, clock: clock);
        await spool.AppendAsync([Entry("before")]);

        files.Fails = (operation, _) => operation == failing ? ForgetfulSpoolFiles.DiskFull() : null;
        var refused = await Should.ThrowAsync<SpoolRefusedException>(async () => await spool.AppendAsync([Entry("refused")]));
        refused.Refusal.Code.ShouldBe("disk-full");
        spool.Refusal.ShouldNotBeNull().Message.ShouldContain("make room");
        (await Should.ThrowAsync<SpoolRefusedException>(async () => await spool.AppendAsync([Entry("refused too")]))).Refusal.Code.ShouldBe("disk-full");

        files.Fails = static (_, _) => null;
        clock.Advance(SmallSegments.RetryInterval);
        (await spool.AppendAsync([Entry("after")])).Offset.ShouldBe(1);
        spool.Refusal.ShouldBeNull();
        (await ReadAllAsync(spool)).Select(TextOf).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task The_disk_is_tried_again_without_anybody_asking()
    {
        var clock = Clock();
        var files = new ForgetfulSpoolFiles();
        await using var spool = Open(files, clock: clock);
        files.Fails = (operation, _) => operation == FileOperation.FlushData ? ForgetfulSpoolFiles.DiskError() : null;
        (await Should.ThrowAsync<SpoolRefusedException>(async () => await spool.AppendAsync([Entry("refused")]))).Refusal.Code.ShouldBe("disk-error");

        files.Fails = static (_, _) => null;
        clock.Advance(SmallSegments.RetryInterval);
        await spool.RaiseNextOffsetAsync(0); // answered only after the disk took part again
        spool.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task After_a_failed_flush_nothing_is_believed_that_was_not_flushed()
    {
        var clock = Clock();
        var files = new ForgetfulSpoolFiles();
        await using (var spool = Open(files, clock: clock))
        {
            await spool.AppendAsync([Entry("before")]);
            var failing = 1;
            files.Fails = (operation, _) =>
                operation == FileOperation.FlushData && failing-- > 0 ? ForgetfulSpoolFiles.DiskError() : null;
            await Should.ThrowAsync<SpoolRefusedException>(async () => await spool.AppendAsync([Entry("thrown away by the kernel")]));
            clock.Advance(SmallSegments.RetryInterval);
            (await spool.AppendAsync([Entry("after")])).Offset.ShouldBe(1);
        }

        // A new process sees what the system shows, a power cut leaves what is on the disk: both hold the same.
        await using (var restarted = Open(files))
            (await ReadAllAsync(restarted)).Select(TextOf).ShouldBe(["before", "after"]);
        await using var afterPowerCut = Open(files.Restart());
        (await ReadAllAsync(afterPowerCut)).Select(TextOf).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task A_process_that_died_after_a_failed_flush_leaves_nothing_half_believed()
    {
        var clock = Clock();
        var files = new ForgetfulSpoolFiles();
        var spool = Open(files, clock: clock);
        await spool.AppendAsync([Entry("before")]);
        files.Fails = (operation, _) => operation is FileOperation.FlushData or FileOperation.Truncate ? ForgetfulSpoolFiles.DiskError() : null;
        await Should.ThrowAsync<SpoolRefusedException>(async () => await spool.AppendAsync([Entry("never acknowledged")]));

        // kill -9: the pages are still to be seen, the kernel takes them for written, and they are not.
        files.Fails = static (_, _) => null;
        files.ReleaseLock();
        List<SpooledRecord> seen;
        await using (var second = Open(files))
            seen = await ReadAllAsync(second);

        await using var afterPowerCut = Open(files.Restart());
        (await ReadAllAsync(afterPowerCut)).Select(r => (r.Id, TextOf(r))).ShouldBe(seen.Select(r => (r.Id, TextOf(r))));
        await spool.DisposeAsync();
    }

    [Fact]
    public async Task Every_single_failure_is_survived()
    {
        var whole = new ForgetfulSpoolFiles();
        await AppendManyAsync(whole, Clock(), new ConcurrentDictionary<long, string>());
        for (var failAt = 0; failAt < whole.Operations; failAt++)
        {
            foreach (var failure in new[] { ForgetfulSpoolFiles.DiskFull(), ForgetfulSpoolFiles.DiskError() })
            {
                var (files, acknowledged, clock) = (new ForgetfulSpoolFiles(), new ConcurrentDictionary<long, string>(), Clock());
                files.Fails = (_, _) => files.Operations - 1 == failAt ? failure : null;
                await AppendManyAsync(files, clock, acknowledged);

                await using var again = Open(files.Restart());
                var read = (await ReadAllAsync(again)).ToDictionary(r => r.Id.Offset, TextOf);
                foreach (var (offset, text) in acknowledged)
                    read.GetValueOrDefault(offset).ShouldBe(text, $"failure at operation {failAt}");
                acknowledged.Count.ShouldBeGreaterThanOrEqualTo(failAt <= 3 ? 0 : 18, $"failure at operation {failAt}: the spool must go on");
            }
        }
    }

    [Fact]
    public async Task A_full_spool_refuses_until_it_is_trimmed()
    {
        await using var spool = Open(new ForgetfulSpoolFiles(), new SpoolOptions { SegmentBytes = 600, MaxBytes = 1_500 });
        var appended = 0;
        SpoolRefusedException? refused = null;
        while (refused is null)
        {
            try
            {
                await spool.AppendAsync([Entry("a line that fills the spool bit by bit")]);
                appended++;
            }
            catch (SpoolRefusedException e)
            {
                refused = e;
            }
        }

        refused.Refusal.Code.ShouldBe("spool-full");
        refused.Message.ShouldContain("Intake:Spool:MaxBytes");
        spool.TotalBytes.ShouldBeLessThanOrEqualTo(1_500);

        spool.Trim(appended).ShouldBeGreaterThan(0);
        (await spool.AppendAsync([Entry("there is room again")])).Offset.ShouldBe(appended);
        spool.Refusal.ShouldBeNull();
    }

    private static async Task AppendManyAsync(ForgetfulSpoolFiles files, Microsoft.Extensions.Time.Testing.FakeTimeProvider clock, ConcurrentDictionary<long, string> acknowledged)
    {
        try
        {
            await using var spool = Open(files, clock: clock);
            for (var i = 0; i < 20; i++)
            {
                try
                {
                    var first = await spool.AppendAsync([Entry($"line {i} with enough text to fill segments")]);
                    acknowledged.TryAdd(first.Offset, $"line {i} with enough text to fill segments").ShouldBeTrue();
                }
                catch (SpoolRefusedException)
                {
                    clock.Advance(SmallSegments.RetryInterval);
                }
            }
        }
        catch (IOException)
        {
            // Opening itself failed: the start fails with that message, and nothing was acknowledged.
        }
    }
}
