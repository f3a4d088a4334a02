using System.Text;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Register;

/// <summary>From the event through the stage of detection to the alert, with the register as people change it.</summary>
public sealed class AssetsOverTimeTests
{
    private const string TwoCommunes = """
        organisations:
          - {code: xa-a, name: Ủy ban nhân dân xã A}
          - {code: xa-b, name: Ủy ban nhân dân xã B}
        systems:
          - {code: mot-cua-a, name: Một cửa xã A, level: {proposed: 1, basis: b}, owner: xa-a, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: xa-a, network: 192.168.1.0/24}]}
          - {code: mot-cua-b, name: Một cửa xã B, level: {proposed: 4, basis: b}, owner: xa-b, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true, assets: [{realm: xa-b, network: 192.168.1.0/24}]}
          - {code: moi, name: Hệ thống mới, level: {proposed: 2, basis: b}, owner: xa-b, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
        """;

    private static readonly long Noon = UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(7)));

    [Fact]
    public async Task Two_communes_with_the_same_range_each_get_their_own_system_level_and_severity()
    {
        await using var city = await City.StartAsync();

        var alerts = await city.HappenAsync(("xa-a", "192.168.1.10", Noon), ("xa-b", "192.168.1.10", Noon), ("xa-c", "192.168.1.10", Noon));

        alerts.ShouldBe(
        [
            ("mot-cua-a", 1, Severity.Medium),
            ("mot-cua-b", 4, Severity.High),
            (null, 0, Severity.Medium),
        ]);
    }

    [Fact]
    public async Task An_asset_moved_at_noon_is_the_old_owners_before_and_the_new_ones_after_also_for_late_events()
    {
        await using var city = await City.StartAsync();
        var world = city.World;
        var before = await SystemAsync(world, "mot-cua-b");

        var moved = (await world.Operations.SendAsync(new MoveAsset(world.Other, "mot-cua-b", before.Version, before.Assets[0].Id, "moi", Noon))).Require();

        // They all arrive after the move; the first happened before it.
        (await city.HappenAsync(("xa-b", "192.168.1.10", Noon - 1), ("xa-b", "192.168.1.10", Noon), ("xa-a", "192.168.1.10", Noon))).ShouldBe(
        [
            ("mot-cua-b", 4, Severity.High),
            ("moi", 2, Severity.Medium),
            ("mot-cua-a", 1, Severity.Medium),
        ]);
        (await SystemAsync(world, "mot-cua-b")).History[0].What.Vi.ShouldBe(
            "chuyển tài sản: dải địa chỉ 192.168.1.0/24 (vùng mạng xa-b) sang Hệ thống mới từ 24/11/2026 12:00");

        // Moved back at the same time it is as it was, in one piece.
        (await world.Operations.SendAsync(new MoveAsset(world.Other, "moi", moved.ToVersion, moved.AssetId, "mot-cua-b", Noon))).Require();
        (await SystemAsync(world, "moi")).Assets.ShouldBeEmpty();
        (await SystemAsync(world, "mot-cua-b")).Assets.ShouldBe(before.Assets);
        (await city.HappenAsync(("xa-b", "192.168.1.10", Noon))).ShouldBe([("mot-cua-b", 4, Severity.High)]);
    }

    [Fact]
    public async Task A_level_that_changes_counts_for_the_next_event_its_severity_and_the_duties_and_a_lower_draft_for_nothing()
    {
        await using var city = await City.StartAsync();
        var world = city.World;
        var owed = Owed(await SystemAsync(world, "mot-cua-a"));

        await DetermineAsync("{approved: 4, proposed: 1, basis: b, decision: QĐ 7}");

        // The event carries the level, by which it is kept; the alert is as bad as the level makes it.
        (await city.HappenAsync(("xa-a", "192.168.1.10", Noon))).ShouldBe([("mot-cua-a", 4, Severity.High)]);
        var system = await SystemAsync(world, "mot-cua-a");
        Owed(system).ShouldNotBe(owed, StringComparer.Ordinal);
        system.History[0].What.Vi.ShouldBe("cập nhật sổ đăng ký; cấp độ 1 → 4");
        var entry = await world.WithDatabaseAsync(database => database.AuditEntries.Where(e => e.Action == "register.import").OrderBy(e => e.Id).LastAsync());
        entry.After.ShouldContain("QĐ 7");

        await DetermineAsync("{approved: 4, proposed: 1, computed: 2, basis: b, decision: QĐ 7}");
        (await city.HappenAsync(("xa-a", "192.168.1.11", Noon))).ShouldBe([("mot-cua-a", 4, Severity.High)]);
        Owed(await SystemAsync(world, "mot-cua-a")).ShouldBe(Owed(system));

        async Task DetermineAsync(string level) => (await world.Operations.SendAsync(new ImportRegister(
            world.Administrator, TwoCommunes.Replace("{proposed: 1, basis: b}", level, StringComparison.Ordinal), "r.yml"))).Require();
    }

    private static string Owed(SystemDetail system) => string.Join(';', system.Duties.Where(d => d.State != DutyState.Lapsed).Select(d => $"{d.Kind} {d.DueAt}").Order(StringComparer.Ordinal));

    private static async Task<SystemDetail> SystemAsync(OperationsWorld world, string code) =>
        (await world.Operations.SendAsync(new GetSystem(Actor.Program, code))).Require();

    private sealed class City : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly DetectionMetrics _metrics = new();
        private readonly DetectionStage _stage;
        private long _offset;

        private City(OperationsWorld world)
        {
            World = world;
            File.WriteAllText(_folder.File("any.yml"), """
                title: Any
                id: 3f0f7a52-6f0e-4b7c-9a53-1d2f1d6f7b11
                level: medium
                logsource: {product: linux}
                detection: {named: {user.name: qtht}, condition: named}
                """);
            var rules = RuleSetLoader.Load([_folder.File("any.yml")], LogSourceBindings.None);
            _stage = new DetectionStage(rules, world.Services.GetRequiredService<ISystemDirectory>(), new DetectionOptions { RaiseFindings = false }, _metrics);
        }

        public OperationsWorld World { get; }

        public static async Task<City> StartAsync()
        {
            var world = await OperationsWorld.StartAsync();
            (await world.Operations.SendAsync(new ImportRegister(world.Administrator, TwoCommunes, "r.yml"))).Require();
            return new City(world);
        }

        /// <summary>Whose alert each of the events became, at what level, how bad.</summary>
        public async Task<IReadOnlyList<(string? System, int Level, Severity Severity)>> HappenAsync(params (string Realm, string Address, long Time)[] events)
        {
            var alerts = new List<(string?, int, Severity)>();
            foreach (var (realm, address, time) in events)
            {
                var id = new EventId(0, _offset++);
                var hits = _stage.Process([Event(id, realm, address, time)], time);
                await World.Intake.CommitAsync(hits, id, default);
                alerts.Add(await World.WithDatabaseAsync(async database =>
                {
                    var of = await database.AlertEvents.SingleAsync(e => e.Offset == id.Offset);
                    var alert = await database.Alerts.SingleAsync(a => a.Id == of.AlertId);
                    return (alert.SystemCode, alert.SystemLevel, alert.Severity);
                }));
            }

            return alerts;
        }

        public async ValueTask DisposeAsync()
        {
            _metrics.Dispose();
            await World.DisposeAsync();
            _folder.Dispose();
        }

        private static LogEvent Event(EventId id, string realm, string address, long time)
        {
            var fields = new FieldSetBuilder();
            fields.Add("host.ip", address, naming: FieldNaming.Ecs);
            fields.Add("source.ip", "203.0.113.77", naming: FieldNaming.Ecs); // the same attacker everywhere
            fields.Add("user.name", "qtht", naming: FieldNaming.Ecs);
            return new LogEvent
            {
                Id = id,
                Time = time,
                ReceivedAt = Noon + 3_600_000_000,
                SourceId = "auth",
                Realm = realm,
                LogSource = new EventLogSource("linux", null, null),
                Raw = Encoding.UTF8.GetBytes("raw"),
                Fields = fields.Build(),
            };
        }
    }
}
