using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Register;

public sealed class AssetTests(AssetTests.SharedWorld shared) : IClassFixture<AssetTests.SharedWorld>
{
    private const string Register = """
        organisations:
          - {code: o, name: O}
          - {code: p, name: P}
        systems:
          - {code: a, name: Cổng A, level: {proposed: 2, basis: b}, owner: o, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: r, network: 10.1.0.0/16}, {realm: r, network: 10.1.9.0/24}, {realm: r, host: web-a}]}
          - {code: b, name: Cổng B, level: {proposed: 2, basis: b}, owner: o, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
          - {code: c, name: Cổng C, level: {proposed: 2, basis: b}, owner: p, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: r, domain: c.hp.example, valid_to: 2026-06-01}]}
        """;

    private static readonly Actor Owner = new("o-1", "Chủ quản", [RoleNames.SystemOwner]) { OrganisationCode = "o" };
    private static readonly long June = UtcMicroseconds.From(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(7)));

    private OperationsWorld World => shared.World;

    [Theory]
    [InlineData(AssetKind.Network, "10.1.2.0/24", null, "asset.claimed", "Key", "dải địa chỉ 10.1.2.0/24 (vùng mạng r) đang thuộc hệ thống Cổng A (a), khai là 10.1.0.0/16, trùng thời gian: kết thúc hoặc chuyển ở hệ thống đó trước; nếu tách ra khỏi dải đó thì ghi tách từ «a»")]
    [InlineData(AssetKind.Network, "10.0.0.0/8", null, "asset.claimed", "Key", "dải địa chỉ 10.0.0.0/8 (vùng mạng r) đang thuộc hệ thống Cổng A (a), khai là 10.1.0.0/16, trùng thời gian: kết thúc hoặc chuyển ở hệ thống đó trước")]
    [InlineData(AssetKind.Host, "WEB-A.hp.example", null, "asset.claimed", "Key", "máy web-a.hp.example (vùng mạng r) đang thuộc hệ thống Cổng A (a), khai là web-a, trùng thời gian: kết thúc hoặc chuyển ở hệ thống đó trước")]
    [InlineData(AssetKind.Domain, "c.hp.example", null, "asset.claimed", "Key", "tên miền c.hp.example (vùng mạng r) đang thuộc hệ thống Cổng C (c), khai là c.hp.example, trùng thời gian: kết thúc hoặc chuyển ở hệ thống đó trước")]
    [InlineData(AssetKind.Network, "10.2.0.0/16", "c", "asset.carved-from", "CarvedFrom", "không có hệ thống «c» trong phạm vi của bạn: nhờ trưởng ca tách dải")]
    [InlineData(AssetKind.Network, "10.2.0.1/16", null, "request.invalid", "Key", "không phải dải địa chỉ: ghi như 10.20.1.0/24 (phần máy bằng 0), 2001:db8::/32, hoặc một địa chỉ")]
    public async Task What_cannot_be_is_refused_with_the_reason_and_the_other_system(AssetKind kind, string key, string? carved, string code, string member, string why)
    {
        var before = await SystemAsync("b");

        var fault = (await World.Operations.SendAsync(new AddAsset(Owner, "b", before.Version, "r", kind, key, CarvedFrom: carved))).Fault!;

        (fault.Code, fault.Members.ShouldHaveSingleItem().Name, fault.Members[0].Message.Vi).ShouldBe((code, member, why));
        (await SystemAsync("b")).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task What_was_added_holds_at_once_until_it_is_ended_and_the_chain_says_what_was_before()
    {
        var version = (await SystemAsync("b")).Version;
        var added = (await World.Operations.SendAsync(new AddAsset(Owner, "b", version, "r", AssetKind.Domain, "C.hp.example", ValidFrom: June))).Require();
        (Domain(June - 1), Domain(June)).ShouldBe(("c", "b"));

        var stale = await World.Operations.SendAsync(new EndAsset(Owner, "b", version, added.Id, June + 10));
        stale.Fault!.Code.ShouldBe("record.changed");

        // Of two who claim the same name at once one would be second: here the other's end cannot be taken back.
        var c = await SystemAsync("c");
        (await World.Operations.SendAsync(new EndAsset(World.Other, "c", c.Version, c.Assets[0].Id, null))).Fault!.Code.ShouldBe("asset.claimed");

        var ended = (await World.Operations.SendAsync(new EndAsset(Owner, "b", added.Version, added.Id, June + 10))).Require();
        (Domain(June + 9), Domain(June + 10)).ShouldBe(("b", null));
        (await World.Operations.SendAsync(new EndAsset(Owner, "b", ended.Version, added.Id, June))).Fault!.Members[0].Name.ShouldBe("At");

        var entry = await World.WithDatabaseAsync(database => database.AuditEntries.OrderBy(e => e.Id).LastAsync(e => e.Action == "asset.end"));
        entry.Before.ShouldContain("ValidTo");
        entry.After.ShouldContain(FormattableString.Invariant($"{June + 10}"));

        (await World.Operations.SendAsync(new RemoveAsset(Owner, "b", ended.Version, added.Id, "khai nhầm"))).Require();
        Domain(June).ShouldBeNull();
        (await SystemAsync("b")).History[0].What.Vi.ShouldEndWith("— khai nhầm");
    }

    [Fact]
    public async Task What_is_moved_out_of_a_range_is_carved_from_it_and_back_again_it_is_not()
    {
        var a = await SystemAsync("a");
        var narrow = a.Assets.Single(x => x.Key == "10.1.9.0/24");
        var moved = (await World.Operations.SendAsync(new MoveAsset(Owner, "a", a.Version, narrow.Id, "b", June))).Require();
        var b = await SystemAsync("b");
        b.Assets.Single(x => x.Id == moved.AssetId).ShouldBe(narrow with { Id = moved.AssetId, ValidFrom = June, CarvedFrom = "a" });

        (await World.Operations.SendAsync(new MoveAsset(Owner, "b", b.Version, moved.AssetId, "a", June - 1))).Fault!.Code.ShouldBe("asset.time");
        (await World.Operations.SendAsync(new MoveAsset(Owner, "b", b.Version, moved.AssetId, "c", June))).Fault!.Code.ShouldBe("asset.no-system");
        (await World.Operations.SendAsync(new MoveAsset(Owner, "b", b.Version, moved.AssetId, "a", June))).Require();
        (await SystemAsync("a")).Assets.ShouldBe(a.Assets);
    }

    [Fact]
    public async Task What_people_changed_is_kept_when_the_program_starts_with_the_same_file_again()
    {
        await using var world = await OperationsWorld.StartAsync(w => File.WriteAllText(w.RegisterFile = Path.Combine(w.PlaybooksDirectory, "..", "r.yml"), Register));
        var added = (await world.Operations.SendAsync(new AddAsset(world.Other, "b", 1, "r", AssetKind.Host, "web-b"))).Require();
        (await world.Operations.SendAsync(new EditSystem(world.Other, "b", added.Version, "Tên khác", "p", null, false, null))).Require();

        await world.RestartAsync();
        (world.Systems.Current.System("b")!.Name, world.Systems.Current.System("b")!.OwnerCode).ShouldBe(("Tên khác", "p"));
        world.Systems.Current.ByHostName("r", "web-b", world.Now)!.Code.ShouldBe("b");

        // A file that says something else counts again.
        await File.AppendAllTextAsync(world.RegisterFile, "\n");
        await world.RestartAsync();
        world.Systems.Current.ByHostName("r", "web-b", world.Now).ShouldBeNull();
        world.Systems.Current.System("b")!.Name.ShouldBe("Cổng B");
    }

    private string? Domain(long time) => World.Systems.Current.ByDomain("r", "www.c.hp.example", time)?.Code;

    private async Task<SystemDetail> SystemAsync(string code) => (await World.Operations.SendAsync(new GetSystem(Actor.Program, code))).Require();

    public sealed class SharedWorld() : RegisteredWorld(Register);
}
