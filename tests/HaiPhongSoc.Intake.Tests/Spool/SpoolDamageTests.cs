using HaiPhongSoc.Intake.Spool;
using static HaiPhongSoc.Intake.Tests.Spool.SpoolBench;

namespace HaiPhongSoc.Intake.Tests.Spool;

/// <summary>One damaged byte anywhere: never a wrong record, and what is missing is counted.</summary>
public sealed class SpoolDamageTests
{
    [Fact]
    public async Task A_flipped_byte_anywhere_loses_records_and_never_changes_one()
    {
        var files = await FilledAsync();
        var lossless = 0;
        foreach (var name in files.List().Where(n => n.EndsWith(".spool", StringComparison.Ordinal)))
        {
            for (var position = 0L; position < files.LengthOf(name); position++)
            {
                var damaged = files.Restart();
                damaged.Flip(name, position, 0x10);
                await using var spool = Open(damaged);
                using var reader = spool.OpenReader(0);
                var read = await ReadAllAsync(spool, reader);
                var because = $"{name} at {position}";

                read.ShouldAllBe(r => TextOf(r) == TextAt(r.Id.Offset), because);
                read.Select(r => r.Id.Offset).ShouldBeInOrder(SortDirection.Ascending, because);
                read.Count.ShouldBeGreaterThanOrEqualTo(19, because);
                spool.NextOffset.ShouldBeGreaterThanOrEqualTo(20, because);
                var isLast = name == files.List().Max(StringComparer.Ordinal);
                if (!isLast || position < SegmentHeader.Length)
                    (read.Count + reader.LostRecords).ShouldBe(20, because);
                lossless += read.Count == 20 ? 1 : 0;
            }
        }

        lossless.ShouldBe(SegmentHeader.Length * files.List().Count, "a damaged copy of the head costs nothing, anything else costs one record");
    }

    [Fact]
    public async Task A_damaged_last_record_is_cut_and_its_offset_is_never_given_again()
    {
        var files = await FilledAsync();
        var last = files.List().Max(StringComparer.Ordinal)!;
        files.Flip(last, files.LengthOf(last) - 1, 0xFF);
        await using (var spool = Open(files))
        {
            (await spool.AppendAsync([Entry("new")])).Offset.ShouldBeGreaterThan(19);
            (await ReadAllAsync(spool)).Select(TextOf).ShouldBe([.. Enumerable.Range(0, 19).Select(i => TextAt(i)), "new"]);
        }

        await using var again = Open(files.Restart());
        (await ReadAllAsync(again)).Count.ShouldBe(20);
    }

    [Fact]
    public async Task A_segment_whose_head_is_gone_is_counted_whole()
    {
        var files = await FilledAsync();
        var second = files.List().Order(StringComparer.Ordinal).ElementAt(1);
        files.Flip(second, 0, 0xFF);
        files.Flip(second, SegmentHeader.Length / 2, 0xFF);
        await using var spool = Open(files);
        using var reader = spool.OpenReader(0);
        var read = await ReadAllAsync(spool, reader);
        reader.LostRecords.ShouldBeGreaterThan(0);
        (read.Count + reader.LostRecords).ShouldBe(20);
        read.ShouldAllBe(r => TextOf(r) == TextAt(r.Id.Offset));
    }

    [Fact]
    public async Task A_last_segment_whose_head_is_gone_gives_no_offset_again()
    {
        var files = await FilledAsync();
        var last = files.List().Max(StringComparer.Ordinal)!;
        files.Flip(last, 0, 0xFF);
        files.Flip(last, SegmentHeader.Length / 2, 0xFF);
        await using var spool = Open(files);
        (await spool.AppendAsync([Entry("new")])).Offset.ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task A_record_forged_inside_a_payload_is_not_taken_for_one()
    {
        // The sender knows the format, damages nothing itself, and hopes that a damaged byte before its payload makes the reader look inside.
        var forged = new byte[256];
        var size = RecordCodec.Encode(Entry("forged: user added to sudo"), offset: 1, salt: 0, forged);
        var payload = forged[..size];
        var files = new ForgetfulSpoolFiles();
        await using (var spool = Open(files))
        {
            await spool.AppendAsync([new SpoolEntry(Origin, 1, payload)]);
            await spool.AppendAsync([Entry("honest")]);
        }

        files.Flip(files.List().Single(), SegmentHeader.Length + 5, 0x01);
        await using var damaged = Open(files);
        (await ReadAllAsync(damaged)).Select(TextOf).ShouldBe(["honest"]);
    }

    private static string TextAt(long offset) => $"record {offset}";

    private static async Task<ForgetfulSpoolFiles> FilledAsync()
    {
        var files = new ForgetfulSpoolFiles();
        await using var spool = Open(files);
        for (var i = 0; i < 20; i++)
            await spool.AppendAsync([Entry(TextAt(i))]);
        return files;
    }
}
