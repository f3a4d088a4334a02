using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Audit;

public sealed class AuditSearchTests
{
    private static readonly Actor Auditor = new("au-1", "Lê Kiểm Toán", [RoleNames.Auditor]) { Address = "198.51.100.9" };

    [Fact]
    public async Task An_auditor_finds_entries_by_time_person_action_subject_outcome_and_words_without_diacritics()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.TakeAndCloseAsync();
        await world.WriteNotesAsync(2);
        (await FindAsync(world, new AuditFilter(Who: "tran van"))).Select(e => e.Action).ShouldBe(["alert.close"]);
        (await FindAsync(world, new AuditFilter(Who: "a-2"))).Select(e => e.Action).ShouldBe(["alert.close"]);
        (await FindAsync(world, new AuditFilter(Action: "alert"))).Select(e => e.Action).ShouldBe(["alert.close", "alert.take"]);
        (await FindAsync(world, new AuditFilter(Action: "note.add"))).Count.ShouldBe(2);
        (await FindAsync(world, new AuditFilter(Subject: "alert:1"))).Count.ShouldBe(2);
        (await FindAsync(world, new AuditFilter(Subject: "alert"))).ShouldBeEmpty();
        (await FindAsync(world, new AuditFilter(Text: "VO HAI"))).Select(e => e.Details.Vi).ShouldBe(["đóng: Đúng nhưng vô hại — kiểm thử"]);
        (await FindAsync(world, new AuditFilter(Outcome: "refused"))).ShouldBeEmpty();
        (await FindAsync(world, new AuditFilter(Until: world.Now))).ShouldBeEmpty();
        (await FindAsync(world, new AuditFilter(Since: world.Now, Action: "note"))).Count.ShouldBe(2);
        (await FindAsync(world, new AuditFilter(Text: "100%_"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.WriteNotesAsync(7);
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = (await world.Operations.SendAsync(new SearchAudit(Auditor, new AuditFilter(Action: "note"), cursor, 3))).Require();
            seen.AddRange(page.Items.Select(e => e.Id));
            page.Matching.ShouldBe(7);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.Count.ShouldBe(7);
        seen.ShouldBe(seen.OrderDescending());
    }

    [Fact]
    public async Task An_entry_shows_each_value_before_and_after_and_what_proves_it()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.TakeAndCloseAsync();
        await world.SealAsync();
        var id = (await world.EntriesAsync())[^1].Id;
        var entry = (await world.Operations.SendAsync(new GetAuditEntry(Auditor, id))).Require();
        entry.Values.ShouldContain(new AuditValue("alert:1", "Status", "InProgress", "Closed"));
        entry.Values.ShouldContain(new AuditValue("alert:1", "Verdict", null, "TrueButHarmless"));
        (entry.Row.Sequence, entry.Hash!.Length, entry.Seal!.Length).ShouldBe((id, 64, 64));
        (await world.Operations.SendAsync(new GetAuditEntry(Auditor, 999))).Fault!.Kind.ShouldBe(FaultKind.NotFound);
    }

    [Fact]
    public async Task Only_the_auditor_may_look_and_looking_is_on_the_chain()
    {
        await using var world = await AuditWorld.StartAsync();
        foreach (var role in RoleNames.All.Except([RoleNames.Auditor], StringComparer.Ordinal))
            (await world.Operations.SendAsync(new SearchAudit(new Actor("x", "x", [role]), new AuditFilter()))).Fault!.Kind.ShouldBe(FaultKind.Forbidden, role);
        (await world.Operations.SendAsync(new SearchAudit(Auditor, new AuditFilter()))).Require();
        await world.Services.GetRequiredService<Readings>().FlushAsync(all: true, default);
        (await world.EntriesAsync()).Count(e => e is { ActorId: "au-1", Action: "audit.search", Outcome: "done", Subjects: "audit-chain", Address: "198.51.100.9" }).ShouldBe(1);
    }

    [Fact]
    public async Task The_state_of_the_chain_is_told_and_a_break_is_shouted()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.WriteNotesAsync(3);
        await world.SealAsync();
        (await world.Operations.SendAsync(new VerifyAudit(Auditor))).Require().IsIntact.ShouldBeTrue();
        var state = (await world.Operations.SendAsync(new GetAuditState(Auditor))).Require();
        (state.Verification!.IsGood, state.Verification.Sequence, state.Sealed).ShouldBe((true, state.Sealed, state.Sealed));
        await new Intruder(world).RunAsync("UPDATE \"AuditEntries\" SET \"DetailsVi\" = 'khác' WHERE \"Sequence\" = 2");
        (await world.Operations.SendAsync(new VerifyAudit(Auditor))).Require().Break!.Sequence.ShouldBe(2);
        state = (await world.Operations.SendAsync(new GetAuditState(Auditor))).Require();
        (state.Verification!.IsGood, state.Verification.Sequence, state.Verification.LastGoodSequence).ShouldBe((false, 1, state.Sealed));
        state.Verification.Fault.En.ShouldBe("entry 2: its content is not what was sealed");
        (await world.EntriesAsync())[^1].Action.ShouldBe("audit.broken");
        world.Told.Events[^1].ShouldSatisfyAllConditions(e => e.Action.ShouldBe("audit.broken"), e => e.Outcome.ShouldBe("failure"));
    }

    [Fact]
    public async Task An_export_can_be_proven_by_anybody_and_stands_on_the_chain_itself()
    {
        await using var world = await AuditWorld.StartAsync();
        await world.TakeAndCloseAsync();
        await world.WriteNotesAsync(3);
        await world.SealAsync();
        using var output = new MemoryStream();
        var manifest = (await world.Operations.SendAsync(new ExportAudit(Auditor, 0, world.Now + 1, output))).Require();
        var entries = await world.EntriesAsync();
        manifest.Count.ShouldBe(entries.Count - 1);
        (entries[^1].Action, entries[^1].ActorId, entries[^1].Sequence).ShouldBe(("audit.export", "au-1", null));
        world.Told.Events[^1].Action.ShouldBe("audit.export");
        var secret = world.Services.GetRequiredService<SealKeys>().Current.Secret;
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Prove(lines, secret).ShouldBe($"intact: {manifest.Count} entries");
        var changed = lines.ToArray();
        var note = Array.FindIndex(lines, line => line.Contains("note.add", StringComparison.Ordinal));
        changed[note] = changed[note].Replace("note.add", "note.ade", StringComparison.Ordinal);
        Prove(changed, secret).ShouldBe($"entry {note + 1} is not what was sealed");
        Prove([.. lines.Where((_, i) => i != 2)], secret).ShouldBe("entry 4 does not follow");
    }

    // What the README of Audit/ tells a third party, and nothing of ours.
    private static string Prove(string[] lines, byte[] secret)
    {
        string[] columns =
        [
            "Sequence", "PreviousHash", "Id", "At", "ActorId", "ActorName", "ActorKind", "ActorRoles", "Address", "Action", "Outcome", "Fault", "Subjects", "Before", "After",
            "DetailsVi", "DetailsEn", "Count", "TraceId", "SearchText",
        ];
        var manifest = JsonDocument.Parse(lines[^1]).RootElement;
        var previous = manifest.GetProperty("previousHash").GetString();
        foreach (var line in lines[..^1])
        {
            var entry = JsonDocument.Parse(line).RootElement;
            var sequence = entry.GetProperty("Sequence").GetInt64();
            var bytes = new List<byte>("soc-audit-1\n"u8.ToArray());
            foreach (var column in columns)
            {
                var value = entry.GetProperty(column);
                var length = new byte[4];
                if (value.ValueKind == JsonValueKind.Null)
                {
                    bytes.AddRange([0xFF, 0xFF, 0xFF, 0xFF]);
                    continue;
                }

                var text = Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString()!);
                BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
                bytes.AddRange(length);
                bytes.AddRange(text);
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
            if (entry.GetProperty("PreviousHash").GetString() != previous)
                return FormattableString.Invariant($"entry {sequence} does not follow");
            var seal = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes("soc-audit-seal-1\n" + hash)));
            if (entry.GetProperty("Hash").GetString() != hash || entry.GetProperty("Seal").GetString() != seal)
                return FormattableString.Invariant($"entry {sequence} is not what was sealed");
            previous = hash;
        }

        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines[..^1].Select(l => l + "\n")))));
        return sum == manifest.GetProperty("sha256").GetString() && previous == manifest.GetProperty("lastHash").GetString()
            ? FormattableString.Invariant($"intact: {manifest.GetProperty("count").GetInt64()} entries")
            : "the manifest is wrong";
    }

    private static async Task<IReadOnlyList<AuditRow>> FindAsync(OperationsWorld world, AuditFilter filter) =>
        (await world.Operations.SendAsync(new SearchAudit(Auditor, filter))).Require().Items;
}
