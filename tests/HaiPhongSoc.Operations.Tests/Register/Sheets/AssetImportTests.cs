using System.Text;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Sheets;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Tests.Register.Sheets;

/// <summary>From a file to the register: seen first, done in one piece or not at all, and what was exported is what comes back.</summary>
public sealed class AssetImportTests : IAsyncLifetime
{
    private const string Register = """
        organisations:
          - {code: tp, name: Thành phố}
          - {code: o, name: O, parent: tp, phone: "0225 1", kind: ward, valid_from: 2025-07-01, former_names: [{name: "Cũ: O", until: 2025-06-30, decision: "NQ 1"}]}
          - {code: p, name: P}
        systems:
          - {code: a, name: Cổng A, level: {approved: 3, basis: "Điều 1", decision: "QĐ 1"}, owner: o, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, contact: {name: "Lan: Trực", phone: "0225 2"}, assets: [{realm: r, network: 10.1.0.0/16}, {realm: r, host: web-a, valid_from: 2026-01-01}]}
          - {code: b, name: Cổng B, owner: o, operator: p, status: test, has_real_data: false, assets: [{realm: r, network: 10.1.9.0/24, carved_from: a}]}
          - {code: c, name: Cổng C, owner: p, status: not-concluded, has_real_data: true, assets: [{realm: r, domain: c.hp.example, valid_to: 2026-06-01}, {realm: r, account: "hp\\=c"}]}
        """;

    private static readonly Actor Owner = new("o-1", "Chủ quản", [RoleNames.SystemOwner]) { OrganisationCode = "o" };

    private OperationsWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await OperationsWorld.StartAsync();
        (await _world.Operations.SendAsync(new ImportRegister(_world.Administrator, Register, "r.yml"))).Require();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Two_bad_rows_are_left_out_told_mended_and_imported_and_the_same_again_changes_nothing()
    {
        var file = Csv("a,r,Máy,db-a,,,", "a,r,Máy,web-a,01/01/2026,01/12/2026,", "b,r,Máy,web b,,,", "c,r,Máy,web-c,,,", "b,r,Tài khoản,hp\\sao-luu,,,");
        var seen = await PreviewAsync(file);
        (seen.Rows, seen.Added, seen.Ended, seen.Changed, seen.Unchanged).ShouldBe((5, 2, 1, 0, 0));
        seen.Faults.Select(f => (f.Line, f.Place, f.Why.Vi.Split(':')[0])).ShouldBe([(4, "D", "tên không hợp lệ"), (5, "A", "không có hệ thống «c» trong phạm vi của bạn")]);
        var versions = await StateAsync();

        // All of it or nothing, unless the person says that rows are left out.
        var refused = await _world.Operations.SendAsync(new ImportAssets(Owner, file, "t.csv", Seen: seen.Seen));
        refused.Fault!.Code.ShouldBe("import.faults");
        refused.Fault.Message.En.Split('\n').Length.ShouldBe(2);
        (await StateAsync()).ShouldBe(versions);

        var done = (await _world.Operations.SendAsync(new ImportAssets(Owner, file, "tài sản.csv", LeavesOutFaulty: true, Seen: seen.Seen))).Require();
        done.ShouldBe(new AssetsImported(2, 1, 0, 0, 2));
        _world.Systems.Current.ByHostName("r", "db-a", _world.Now)!.Code.ShouldBe("a");
        var a = await SystemAsync("a");
        a.History[0].What.Vi.ShouldBe("nhập tài sản từ tệp «tài sản.csv»: thêm 1 tài sản, kết thúc 1 tài sản");
        var entry = await _world.WithDatabaseAsync(database => database.AuditEntries.OrderBy(e => e.Id).LastAsync(e => e.Action == "assets.import"));
        entry.ActorName.ShouldBe(Owner.Name);
        entry.After.ShouldContain("db-a");

        // The rows at fault come back as a file: the same columns, and why. Mended, they alone are imported.
        var faulty = SheetReader.Read(seen.FaultyRows.ToArray(), AssetSheet.Name).Require();
        faulty.Rows.Select(r => r[3].Text).ShouldBe(["Tài sản", "web b", "web-c"]);
        faulty.Rows[1][7].Text.ShouldStartWith("Tài sản: tên không hợp lệ: máy như «web-01»");
        (await PreviewAsync(Csv("b,r,Máy,web-b,,,"))).Added.ShouldBe(1);

        var again = await PreviewAsync(file);
        (again.Added, again.Ended, again.Changed, again.Unchanged, again.Faults.Count).ShouldBe((0, 0, 0, 3, 2));
        (await _world.Operations.SendAsync(new ImportAssets(Owner, file, "t.csv", LeavesOutFaulty: true))).Require().ShouldBe(new AssetsImported(0, 0, 0, 3, 2));
        (await SystemAsync("a")).Version.ShouldBe(a.Version);
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_said_and_not_overwritten()
    {
        var file = Csv("a,r,Máy,db-a,,,");
        var seen = await PreviewAsync(file);
        (await _world.Operations.SendAsync(new AddAsset(_world.Other, "a", 1, "r", Events.AssetKind.Host, "khac"))).Require();

        var outcome = await _world.Operations.SendAsync(new ImportAssets(Owner, file, "t.csv", Seen: seen.Seen));

        (outcome.Fault!.Kind, outcome.Fault.Code).ShouldBe((FaultKind.Conflict, "import.changed"));
        (await SystemAsync("a")).Assets.ShouldNotContain(x => x.Key == "db-a");
        (await _world.Operations.SendAsync(new ImportAssets(Owner, file, "t.csv", Seen: (await PreviewAsync(file)).Seen))).Require().Added.ShouldBe(1);
    }

    [Theory]
    [InlineData("a,r,Máy,web-a,,,", "hệ thống đã có tài sản này từ 01/01/2026 00:00: ghi đúng «Hiệu lực từ» của khai báo đó, hoặc bỏ dòng")]
    [InlineData("b,r,Dải địa chỉ,10.1.2.0/24,,,", "dải địa chỉ 10.1.2.0/24 (vùng mạng r) đang thuộc hệ thống Cổng A (a), khai là 10.1.0.0/16, trùng thời gian: kết thúc hoặc chuyển ở hệ thống đó trước; nếu tách ra khỏi dải đó thì ghi tách từ «a»")]
    [InlineData("b,r,Tên miền,c.hp.example,,,", "tên miền c.hp.example (vùng mạng r) đang thuộc hệ thống Cổng C (c), khai là c.hp.example, trùng thời gian: kết thúc hoặc chuyển ở hệ thống đó trước")]
    [InlineData("b,r,Dải địa chỉ,10.2.0.0/24,,,c", "không có hệ thống «c» trong phạm vi của bạn: xem mã ở trang tính «Hệ thống»")]
    [InlineData("b,r,Máy,x,,,\na,r,Máy,x,,,", "dòng 2 cũng khai cho hệ thống khác; máy x (vùng mạng r) đang thuộc hệ thống Cổng B (b), khai là x, trùng thời gian: kết thúc hoặc chuyển ở hệ thống đó trước")]
    [InlineData("b,r,Máy,x,,,\nb,r,Máy,X,,01/01/2027,", "trùng dòng 2: bỏ một dòng")]
    public async Task What_stands_against_a_row_is_told(string rows, string why) =>
        (await PreviewAsync(Csv(rows))).Faults.ShouldHaveSingleItem().Why.Vi.ShouldBe(why);

    [Fact]
    public async Task A_row_that_is_refused_takes_with_it_what_rested_on_it()
    {
        // web-a goes to b at noon; the row that ends it at a is wrong, so b cannot have it.
        var seen = await PreviewAsync(Csv("a,r,Máy,web-a,01/01/2026,01/12/2026,c", "b,r,Máy,web-a,01/12/2026,,"));
        seen.Faults.Select(f => f.Line).ShouldBe([2, 3]);
        (await PreviewAsync(Csv("a,r,Máy,web-a,01/01/2026,01/12/2026,", "b,r,Máy,web-a,01/12/2026,,"))).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_whole_list_ends_what_it_leaves_out_and_only_of_the_systems_that_it_names()
    {
        var file = Csv("a,r,Dải địa chỉ,10.1.0.0/16,,,");
        var seen = await PreviewAsync(file, endsMissing: true);
        (seen.Ended, seen.Unchanged, seen.Changes[0].Key, seen.Changes[0].Line).ShouldBe((1, 1, "web-a", null));
        _world.Clock.Advance(TimeSpan.FromMinutes(1));

        (await _world.Operations.SendAsync(new ImportAssets(Owner, file, "t.csv", EndsMissing: true, Seen: seen.Seen))).Require().Ended.ShouldBe(1);

        (await SystemAsync("a")).Assets.Single(x => x.Key == "web-a").ValidTo.ShouldBe(_world.Now);
        (await SystemAsync("b")).Assets.ShouldAllBe(x => x.ValidTo == null);
        var faulty = Csv("a,r,Máy,web a,,,", "b,r,Máy,y,,,");
        (await _world.Operations.SendAsync(new ImportAssets(Owner, faulty, "t.csv", EndsMissing: true, LeavesOutFaulty: true))).Fault!.Code.ShouldBe("import.faults");
    }

    [Fact]
    public async Task Five_thousand_assets_come_in_one_go()
    {
        var file = XlsxWriter.Write(AssetTemplate.Assets(Enumerable.Range(0, 5_000).Select(i => (IReadOnlyList<string>)["b", "lan", "Dải địa chỉ", FormattableString.Invariant($"10.{i / 256}.{i % 256}.0/24"), "", "", ""])));
        var seen = await PreviewAsync(file);
        (seen.Added, seen.Faults.Count).ShouldBe((5_000, 0));
        (await _world.Operations.SendAsync(new ImportAssets(Owner, file, "lon.xlsx", Seen: seen.Seen))).Require().Added.ShouldBe(5_000);
        _world.Systems.Current.ByAddress("lan", System.Net.IPAddress.Parse("10.19.135.7"), _world.Now)!.Code.ShouldBe("b");
    }

    [Theory]
    [InlineData(RegisterFormat.Yaml)]
    [InlineData(RegisterFormat.Json)]
    public async Task What_was_exported_is_taken_over_and_nothing_is_changed(RegisterFormat format)
    {
        (await _world.Operations.SendAsync(new EndAsset(_world.Other, "a", 1, (await SystemAsync("a")).Assets[0].Id, _world.Now + 1))).Require();
        var text = Encoding.UTF8.GetString((await _world.Operations.SendAsync(new ExportRegister(_world.Other, format))).Require().Content.Span);

        var again = (await _world.Operations.SendAsync(new ImportRegister(_world.Administrator, text, "x.yml"))).Require();

        (again.SystemsAdded, again.SystemsChanged, again.SystemsUnchanged).ShouldBe((0, 0, 3), text);
    }

    [Theory]
    [InlineData(RegisterFormat.Xlsx)]
    [InlineData(RegisterFormat.Csv)]
    public async Task A_table_that_was_exported_changes_nothing_and_holds_no_more_than_its_reader_may_see(RegisterFormat format)
    {
        var file = (await _world.Operations.SendAsync(new ExportRegister(Owner, format))).Require();

        var seen = await PreviewAsync(file.Content);

        (seen.Rows, seen.Unchanged, seen.Changes.Count, seen.Faults.Count).ShouldBe((3, 3, 0, 0));
        var yaml = Encoding.UTF8.GetString((await _world.Operations.SendAsync(new ExportRegister(Owner, RegisterFormat.Yaml))).Require().Content.Span);
        yaml.ShouldNotContain("Cổng C");
        yaml.ShouldContain("code: tp");
        (await PreviewAsync((await _world.Operations.SendAsync(new ExportRegister(_world.Other, format))).Require().Content, _world.Other)).Unchanged.ShouldBe(5);
        (await _world.Operations.SendAsync(new ExportRegister(_world.Administrator, format))).Fault!.Code.ShouldBe("access.forbidden");
    }

    [Fact]
    public async Task The_template_holds_the_systems_that_its_reader_may_name()
    {
        var file = (await _world.Operations.SendAsync(new GetAssetTemplate(Owner))).Require();

        SheetReader.Read(file.Content.ToArray(), "Hệ thống").Require().Rows.Skip(1).Select(r => r[0].Text).ShouldBe(["a", "b"]);
        SheetReader.Read(file.Content.ToArray(), AssetSheet.Name).Require().Rows.ShouldHaveSingleItem().Cells.Select(c => c.Text).ShouldBe(AssetSheet.Header);
        (await PreviewAsync(file.Content)).Rows.ShouldBe(0);
    }

    private static ReadOnlyMemory<byte> Csv(params string[] rows) => Encoding.UTF8.GetBytes("Mã hệ thống,Vùng mạng,Loại,Tài sản,Hiệu lực từ,Kết thúc từ,Tách từ\n" + string.Join('\n', rows));

    private async Task<AssetImportPreview> PreviewAsync(ReadOnlyMemory<byte> file, Actor? actor = null, bool endsMissing = false) =>
        (await _world.Operations.SendAsync(new PreviewAssetImport(actor ?? Owner, file, endsMissing))).Require();

    private async Task<SystemDetail> SystemAsync(string code) => (await _world.Operations.SendAsync(new GetSystem(Actor.Program, code))).Require();

    private async Task<string> StateAsync() => await _world.WithDatabaseAsync(async database =>
        string.Join(';', await database.Systems.OrderBy(s => s.Code).Select(s => s.Version).ToListAsync()) + "|" + await database.Assets.CountAsync() + "|" + await database.AuditEntries.CountAsync());
}
