using HaiPhongSoc.EventStore.Embedded;

namespace HaiPhongSoc.EventStore.Tests.Embedded;

public sealed class CrashTests
{
    private static AnEvent[] Events(int from, int count) => [.. Enumerable.Range(from, count).Select(static i => new AnEvent(i).OfLevel(i % 3).With("n", "v"))];

    [Fact]
    public async Task What_was_not_sealed_is_gone_after_a_kill_and_the_store_says_so()
    {
        using var store = new AStore();
        await store.Append(Events(0, 10));
        store.Store.SealedOffset(0).ShouldBe(-1);
        await store.Store.SealAsync(CancellationToken.None);
        store.Store.SealedOffset(0).ShouldBe(9);
        await store.Append(Events(10, 5));
        store.Store.SealedOffset(0).ShouldBe(9);

        store.Reopen();
        store.Store.SealedOffset(0).ShouldBe(9);
        (await store.Count()).ShouldBe(10);
    }

    [Fact]
    public async Task At_whatever_step_of_a_sealing_the_power_goes_a_replay_gives_each_offset_once()
    {
        for (var failAt = 0; ; failAt++)
        {
            using var store = new AStore();
            await store.Append(Events(0, 6));
            await store.Store.SealAsync(CancellationToken.None);
            var files = new FailingStoreFiles(failAt);
            store.Reopen(files: files);
            await store.Append(Events(6, 9));
            try
            {
                await store.Store.SealAsync(CancellationToken.None);
            }
            catch (IOException)
            {
                store.Store.State.SealFault.ShouldNotBeNull();
                store.Store.SealedOffset(0).ShouldBe(5);
                (await store.Count()).ShouldBe(15); // still searched from memory
            }

            store.Reopen();
            var sealedOffset = store.Store.SealedOffset(0);
            (await store.AllIds()).Select(static id => id.Offset).Order().ShouldBe(Range(0, (int)sealedOffset), $"before the replay, power gone at step {failAt}");
            await store.Append(Events((int)sealedOffset + 1, 14 - (int)sealedOffset));
            await store.Append(Events(0, 15));
            (await store.AllIds()).Select(static id => id.Offset).Order().ShouldBe(Range(0, 14), $"after the replay, power gone at step {failAt}");
            if (!files.Failed)
                return;
        }
    }

    [Fact]
    public async Task A_file_is_flushed_before_it_gets_its_name_and_its_folder_before_the_mark()
    {
        using var store = new AStore();
        var files = new FailingStoreFiles(int.MaxValue);
        store.Reopen(files: files);
        await store.Append(new AnEvent(0).OfLevel(1), new AnEvent(1).OfLevel(4));
        await store.Store.SealAsync(CancellationToken.None);

        files.Steps.Select(static step => step.Contains(".level", StringComparison.Ordinal) ? step[..step.IndexOf(' ', StringComparison.Ordinal)] + " part" : step).ShouldBe(
        [
            "folder day=2026-11-24", "flush part", "flush part", "rename part", "rename part", "flush-folder day=2026-11-24",
            "write sealed.json.tmp", "rename sealed.json", "flush-folder it's a store",
        ]);
    }

    [Fact]
    public async Task A_part_of_an_unfinished_run_is_removed_and_a_whole_run_without_its_mark_is_taken()
    {
        using var store = new AStore();
        await store.Append(Events(0, 6));
        await store.Store.SealAsync(CancellationToken.None);
        store.Reopen(meanwhile: () => File.WriteAllText(Path.Combine(store.Directory, SealMark.FileName), """{"0":-1}"""));
        store.Store.SealedOffset(0).ShouldBe(5);

        store.Reopen(meanwhile: () =>
        {
            File.WriteAllText(Path.Combine(store.Directory, SealMark.FileName), """{"0":-1}""");
            File.Delete(store.SegmentFiles[0]);
        });
        store.Store.SealedOffset(0).ShouldBe(-1);
        store.SegmentFiles.ShouldBeEmpty();
        (await store.Count()).ShouldBe(0);
    }

    [Fact]
    public async Task A_lost_mark_loses_nothing()
    {
        using var store = new AStore();
        await store.Append(Events(0, 6));
        await store.Store.SealAsync(CancellationToken.None);
        store.Reopen(meanwhile: () => File.WriteAllText(Path.Combine(store.Directory, SealMark.FileName), "{broken"));
        store.Store.SealedOffset(0).ShouldBe(5);
        (await store.Count()).ShouldBe(6);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("inside")]
    public async Task A_corrupt_file_is_set_aside_and_the_rest_is_found(string how)
    {
        using var store = new AStore();
        await store.Append([.. Enumerable.Range(0, 3_000).Select(static i => new AnEvent(i).Raw("line " + i * 7919L))]);
        await store.Store.SealAsync(CancellationToken.None);
        await store.Append(new AnEvent(3_000).Raw("line"));
        await store.Store.SealAsync(CancellationToken.None);
        store.Reopen(meanwhile: () => Spoil(store.SegmentFiles.MaxBy(static file => new FileInfo(file).Length)!, how));

        var page = await store.Store.SearchAsync(EventStoreContract.Query("line"), CancellationToken.None);
        page.Hits.ShouldHaveSingleItem().Id.Offset.ShouldBe(3_000);
        (await store.Store.CountAsync(EventStoreContract.Query("line"), CancellationToken.None)).ShouldBe(1);
        store.Store.State.SetAside.ShouldBe(1);
        Directory.GetFiles(Path.Combine(store.Directory, "set-aside")).ShouldHaveSingleItem();
        store.Store.SealedOffset(0).ShouldBe(3_000);
    }

    [Fact]
    public async Task A_corrupt_file_is_set_aside_by_aggregates_too()
    {
        using var store = new AStore();
        await store.Append([.. Enumerable.Range(0, 3_000).Select(static i => new AnEvent(i).Raw("line " + i * 7919L))]);
        await store.Store.SealAsync(CancellationToken.None);
        await store.Append(new AnEvent(3_000).Raw("line"));
        Spoil(store.SegmentFiles[0], "inside");
        (await store.Store.CountAsync(EventStoreContract.Query("line"), CancellationToken.None)).ShouldBe(1);
        store.Store.State.SetAside.ShouldBe(1);
    }

    [Fact]
    public async Task Files_that_overlap_give_each_offset_once()
    {
        using var store = new AStore();
        await store.Append(Events(0, 6));
        await store.Store.SealAsync(CancellationToken.None);
        using var other = new AStore();
        await other.Append(Events(3, 8));
        await other.Store.SealAsync(CancellationToken.None);
        store.Reopen(meanwhile: () =>
        {
            foreach (var file in other.SegmentFiles)
                File.Copy(file, Path.Combine(Path.GetDirectoryName(store.SegmentFiles[0])!, Path.GetFileName(file)));
        });
        (await store.AllIds()).Select(static id => id.Offset).Order().ShouldBe(Range(0, 10));
        store.Store.SealedOffset(0).ShouldBe(10);
    }

    [Fact]
    public void A_second_store_in_the_same_folder_is_refused_with_the_reason()
    {
        using var store = new AStore();
        Should.Throw<IOException>(() => new EmbeddedEventStore(
            store.Options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, new DiskStoreFiles())).Message.ShouldContain("in use");
    }

    private static IEnumerable<long> Range(int from, int to) => Enumerable.Range(from, to - from + 1).Select(static i => (long)i);

    private static void Spoil(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        if (how == "inside")
            Array.Fill(bytes, (byte)0xEE, 40, bytes.Length / 2);
        File.WriteAllBytes(path, how switch
        {
            "cut" => bytes[..^20],
            "empty" => [],
            _ => bytes,
        });
    }
}
