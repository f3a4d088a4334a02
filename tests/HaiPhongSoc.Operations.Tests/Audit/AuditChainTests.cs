using System.Data.Common;
using CsCheck;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Audit;

public sealed class AuditChainTests
{
    private static readonly string[] Numbers = ["Sequence", "Id", "At", "Count"];

    [Fact]
    public async Task A_sealed_chain_is_intact_and_goes_on_where_it_ended()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.WriteNotesAsync(3);
        var waiting = (await world.EntriesAsync()).Count;
        (await world.SealAsync()).ShouldBe(waiting);
        (await world.SealAsync()).ShouldBe(0);
        await world.WriteNotesAsync(2);
        await world.SealAsync();
        var verdict = await world.VerifyAsync();
        (verdict.Break, verdict.Verified, verdict.Waiting).ShouldBe((null, waiting + 2, 0));
        var entries = await world.EntriesAsync();
        entries.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, waiting + 2).Select(i => (long?)i));
        entries.Zip(entries.Skip(1)).ShouldAllBe(pair => pair.Second.PreviousHash == pair.First.Hash);
    }

    [Fact]
    public async Task Any_byte_of_any_column_of_any_row_that_is_changed_names_that_row()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.TakeAndCloseAsync();
        await world.WriteNotesAsync(4);
        await world.SealAsync();
        var rows = (await world.EntriesAsync()).Count;
        var columns = ChainText.Columns.Concat(ChainText.Links).ToArray();
        var intruder = new Intruder(world);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var turn = 0;
        await Gen.Select(Gen.Int[1, rows], Gen.Int[0, 1_000_000], Gen.Byte[1, 255])
            .SampleAsync(
                async (row, at, with) =>
                {
                    // Each column in its turn: by chance alone one that is often empty can be missed.
                    var column = columns[turn++ % columns.Length];
                    var isNumber = Numbers.Contains(column, StringComparer.Ordinal);
                    if (await intruder.ChangeAsync(row, column, isNumber, at, with) is not { } undo)
                        return;
                    var found = (await world.VerifyAsync()).Break;
                    await undo();
                    found.ShouldNotBeNull($"{column} of row {row}, byte {at} ^ {with}");
                    if (column == "Sequence")
                        found.Kind.ShouldBeOneOf(AuditBreakKind.Missing, AuditBreakKind.Reordered, AuditBreakKind.TailCut);
                    else
                        found.Sequence.ShouldBe(row, $"{column} of row {row}, byte {at} ^ {with}: {found}");
                    changed.Add(column);
                },
                iter: 400,
                threads: 1);
        changed.Count.ShouldBeGreaterThan(columns.Length - 4);
        (await world.VerifyAsync()).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task A_row_that_is_removed_is_named()
    {
        await using var world = await Sealed(6);
        await new Intruder(world).RunAsync("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 4");
        await ShouldBreak(world, 4, AuditBreakKind.Missing);
    }

    [Fact]
    public async Task Two_rows_that_change_places_are_named()
    {
        await using var world = await Sealed(6);
        await new Intruder(world).RunAsync("UPDATE \"AuditEntries\" SET \"Sequence\" = -\"Sequence\" WHERE \"Sequence\" IN (3, 5)");
        await new Intruder(world).RunAsync("UPDATE \"AuditEntries\" SET \"Sequence\" = 8 + \"Sequence\" WHERE \"Sequence\" IN (-3, -5)");
        await ShouldBreak(world, 3, AuditBreakKind.Reordered);
    }

    [Fact]
    public async Task A_tail_that_is_cut_is_named_by_the_head()
    {
        await using var world = await Sealed(6);
        await new Intruder(world).RunAsync("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" > 4");
        await ShouldBreak(world, 5, AuditBreakKind.TailCut);
    }

    [Fact]
    public async Task A_head_that_is_moved_back_with_the_tail_is_found_by_the_anchor()
    {
        await using var world = await Sealed(4);
        var intruder = new Intruder(world);
        var old = await world.WithDatabaseAsync(database => database.AuditHeads.AsNoTracking().SingleAsync());
        await world.WriteNotesAsync(3);
        await world.SealAsync();
        var anchor = await AnchorAsync(world);
        (await world.VerifyAsync(anchor)).IsIntact.ShouldBeTrue();
        await intruder.RunAsync("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" > @p0", old.Sequence);
        await intruder.RunAsync(
            "UPDATE \"AuditHead\" SET \"Sequence\" = @p0, \"Hash\" = @p1, \"At\" = @p2, \"Seal\" = @p3, \"SealKey\" = @p4", old.Sequence, old.Hash, old.At, old.Seal, old.SealKey);
        (await world.VerifyAsync()).IsIntact.ShouldBeTrue("without an anchor nothing shows it: that is why there are anchors");
        var found = (await world.VerifyAsync(anchor)).Break!;
        (found.Sequence, found.Kind).ShouldBe((old.Sequence + 1, AuditBreakKind.TailCut));
    }

    [Fact]
    public async Task A_chain_that_is_computed_anew_without_the_key_is_named_at_its_first_forged_seal()
    {
        await using var world = await Sealed(5);
        await ForgeAsync(world, from: 3, namedKey: null);
        await ShouldBreak(world, 3, AuditBreakKind.UnknownKey);
        var key = world.Services.GetRequiredService<SealKeys>().Current;
        await ForgeAsync(world, from: 3, key.Id);
        await ShouldBreak(world, 3, AuditBreakKind.WrongSeal);
    }

    [Fact]
    public async Task After_a_change_of_keys_the_former_ones_still_verify()
    {
        await using var world = await Sealed(2);
        var keys = world.Services.GetRequiredService<SealKeys>();
        var former = keys.Current.Id;
        (keys.Add().Id == former).ShouldBeFalse();
        await world.WriteNotesAsync(2);
        await world.SealAsync();
        (await world.VerifyAsync()).IsIntact.ShouldBeTrue();
        (await world.EntriesAsync()).Select(e => e.SealKey).Distinct(StringComparer.Ordinal).ShouldBe([former, keys.Current.Id]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(keys.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task What_was_committed_and_not_sealed_is_sealed_after_the_restart()
    {
        await using var world = await Sealed(2);
        var before = (await world.VerifyAsync()).Verified;
        await world.WriteNotesAsync(2);
        await world.RestartAsync();
        (await world.VerifyAsync()).Waiting.ShouldBe(2);
        await world.SealAsync();
        var verdict = await world.VerifyAsync();
        (verdict.Break, verdict.Verified, verdict.Waiting).ShouldBe((null, before + 2, 0));
    }

    [Fact]
    public async Task Without_its_key_the_chain_stops_growing_and_no_new_key_is_made_in_silence()
    {
        await using var world = await Sealed(2);
        File.Delete(world.Services.GetRequiredService<SealKeys>().Path);
        await world.RestartAsync();
        await world.WriteNotesAsync(1);
        var fault = await Should.ThrowAsync<OperationsConfigurationException>(() => world.SealAsync());
        fault.Message.ShouldContain("restore it from a copy");
        (await world.EntriesAsync())[^1].Sequence.ShouldBeNull();
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_delete_what_is_told()
    {
        await using var world = await Sealed(3);
        await world.WriteNotesAsync(1);
        string[] statements =
        [
            "DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 2",
            "DELETE FROM \"AuditEntries\" WHERE \"Sequence\" IS NULL",
            "UPDATE \"AuditEntries\" SET \"ActorName\" = 'x' WHERE \"Sequence\" = 2",
            "UPDATE \"AuditEntries\" SET \"SealKey\" = \"SealKey\" WHERE \"Sequence\" = 2",
            "UPDATE \"AuditEntries\" SET \"ActorName\" = 'x' WHERE \"Sequence\" IS NULL",
            "UPDATE \"AuditEntries\" SET \"Sequence\" = NULL WHERE \"Sequence\" = 2",
            "DELETE FROM \"AuditHead\"",
            "UPDATE \"AuditHead\" SET \"Sequence\" = 1",
            .. TestDatabase.IsPostgreSql
                ? (string[])["TRUNCATE \"AuditEntries\"", "TRUNCATE \"AuditHead\""]
                : [
                    "INSERT OR REPLACE INTO \"AuditEntries\" SELECT * FROM \"AuditEntries\" WHERE \"Sequence\" = 2",
                    "INSERT OR REPLACE INTO \"AuditHead\" SELECT * FROM \"AuditHead\"",
                ],
        ];
        foreach (var statement in statements)
        {
            var refused = await world.WithDatabaseAsync(database => Should.ThrowAsync<DbException>(() => database.Database.ExecuteSqlRawAsync(statement)));
            refused.Message.ShouldContain("append-only", Case.Sensitive, statement);
        }

        await world.SealAsync();
        (await world.VerifyAsync()).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task Many_actors_at_once_leave_one_entry_for_each_success_and_none_for_a_refusal()
    {
        await using var world = await AuditWorld.StartAsync();
        var before = (await world.EntriesAsync()).Count;
        using var stop = new CancellationTokenSource();
        var sealing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await world.SealAsync();
        });
        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(async actor =>
        {
            var succeeded = 0;
            for (var i = 0; i < 25; i++)
            {
                var text = i % 5 == 4 ? "" : FormattableString.Invariant($"ghi chú {actor}/{i}");
                if ((await world.Operations.SendAsync(new AddNote(world.Analyst, AuditWorld.Number, text))).IsSuccess)
                    succeeded++;
            }

            return succeeded;
        }));
        await stop.CancelAsync();
        await sealing;
        await world.SealAsync();
        done.Sum().ShouldBe(160);
        var entries = await world.EntriesAsync();
        (entries.Count - before).ShouldBe(160);
        entries.Select(e => e.DetailsVi).Where(d => d.StartsWith("ghi chú", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Count().ShouldBe(160);
        var verdict = await world.VerifyAsync();
        (verdict.Break, verdict.Verified).ShouldBe((null, entries.Count));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_stands_on_the_chain()
    {
        await using var world = await Sealed(1);
        var clock = new WallClock(world.Clock.GetUtcNow());
        using var sequencer = Sequencer(world, clock);
        await sequencer.RunAsync(default);
        clock.Set(clock.GetUtcNow().AddHours(-2));
        await sequencer.RunAsync(default);
        var entry = (await world.EntriesAsync())[^1];
        (entry.Action, entry.ActorKind, entry.DetailsEn).ShouldBe(
            ("clock.set-back", "program", "the machine's clock stepped from 2026-11-24T02:00:00.000Z to 2026-11-24T00:00:00.000Z"));
        clock.Pass(TimeSpan.FromMinutes(3));
        await sequencer.RunAsync(default);
        (await world.EntriesAsync())[^1].Id.ShouldBe(entry.Id);

        // While the program was down: measured by the last seal.
        clock.Set(clock.GetUtcNow().AddHours(-2));
        using var restarted = Sequencer(world, clock);
        await restarted.RunAsync(default);
        (await world.EntriesAsync())[^1].Action.ShouldBe("clock.set-back");
        (await world.EntriesAsync())[^1].Id.ShouldBeGreaterThan(entry.Id);
        (await world.VerifyAsync()).IsIntact.ShouldBeTrue();
    }

    private static AuditSequencer Sequencer(OperationsWorld world, TimeProvider clock) =>
        ActivatorUtilities.CreateInstance<AuditSequencer>(world.Services, clock);

    private static async Task<OperationsWorld> Sealed(int notes)
    {
        var world = await AuditWorld.StartAsync();
        await world.WriteNotesAsync(notes);
        await world.SealAsync();
        return world;
    }

    private static async Task ShouldBreak(OperationsWorld world, long sequence, AuditBreakKind kind)
    {
        var found = (await world.VerifyAsync()).Break;
        found.ShouldNotBeNull();
        (found.Sequence, found.Kind).ShouldBe((sequence, kind), found.What.En);
    }

    private static async Task<AuditAnchor> AnchorAsync(OperationsWorld world)
    {
        var verdict = await world.VerifyAsync();
        var key = world.Services.GetRequiredService<SealKeys>().Current;
        var seal = ChainText.SealOfAnchor(key, 1, verdict.Verified, verdict.Verified, verdict.Hash, verdict.At);
        return new AuditAnchor(verdict.At, 1, verdict.Verified, verdict.Verified, verdict.Hash, seal, key.Id);
    }

    // All hashes from a row on, computed anew and sealed with a key that somebody made up.
    private static async Task ForgeAsync(OperationsWorld world, long from, string? namedKey)
    {
        var key = SealKey.Of(new byte[32]);
        var intruder = new Intruder(world);
        var hash = (await world.EntriesAsync()).Single(e => e.Sequence == from - 1).Hash!;
        var name = ChainText.Columns.ToList().IndexOf(nameof(AuditEntry.ActorName));
        foreach (var row in await world.WithDatabaseAsync(database => new ChainRows(database).AfterAsync(from - 1, 100, default)))
        {
            (row.Cells[1], row.Cells[name]) = (ChainText.Bytes(hash), ChainText.Bytes("kẻ khác"));
            var previous = hash;
            hash = ChainText.Hash(row.Cells);
            await intruder.RunAsync(
                "UPDATE \"AuditEntries\" SET \"ActorName\" = 'kẻ khác', \"PreviousHash\" = @p0, \"Hash\" = @p1, \"Seal\" = @p2, \"SealKey\" = @p3 WHERE \"Sequence\" = @p4",
                previous,
                hash,
                ChainText.Seal(key, hash),
                namedKey ?? key.Id,
                row.Sequence!);
        }
    }
}
