using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using Microsoft.Extensions.DependencyInjection;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Data;

/// <summary>Who keeps a copy by asking for what changed has everything, and nothing twice, whatever others write meanwhile.</summary>
public sealed class ChangeOrderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_poller_ends_with_every_record_as_it_is_although_others_write_during_its_walk()
    {
        await using var world = await OperationsWorld.StartAsync();
        await RaiseAsync(world, 1, 60);
        var copy = new Copy(world);
        var writers = Enumerable.Range(0, 3).Select(n => Task.Run(() => WriteAsync(world, n))).ToList();
        var all = Task.WhenAll(writers);
        while (!all.IsCompleted)
            await copy.PollAsync();
        await all;
        await copy.UntilAsync(() => copy.Alerts.Count == 140 && copy.Alerts.Values.Count(a => a.Version == 2) == 60);

        var alerts = (await world.Operations.SendAsync(new ListAlerts(world.Analyst, new AlertFilter(), Take: 500))).Require().Items;
        copy.Alerts.Keys.Order().ShouldBe(alerts.Select(a => a.Id).Order());
        foreach (var alert in alerts)
            copy.Alerts[alert.Id].ShouldBe((alert.Version, alert.Count, alert.Status));
    }

    [Fact]
    public async Task A_change_that_commits_late_is_not_passed_over()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "SQLite has one writer");
        await using var world = await OperationsWorld.StartAsync();
        await RaiseAsync(world, 1, 2);
        var copy = new Copy(world);
        await copy.UntilAsync(() => copy.Alerts.Count == 2);

        await world.WithDatabaseAsync(async database =>
        {
            // Begins first, commits last.
            await using var slow = await database.BeginSerialAsync(default);
            database.Alerts.Single(a => a.Id == 1).Count = 777;
            await database.SaveChangesAsync();
            (await world.Operations.SendAsync(new TakeAlert(world.Analyst, 2, 1))).IsSuccess.ShouldBeTrue();
            await copy.PollAsync();
            await slow.CommitAsync();
            return true;
        });
        await copy.UntilAsync(() => copy.Alerts[1].Count == 777 && copy.Alerts[2].Version == 2);
    }

    [Fact]
    public async Task Nothing_comes_twice_where_nothing_changes()
    {
        await using var world = await OperationsWorld.StartAsync();
        await RaiseAsync(world, 1, 25);
        var copy = new Copy(world);
        await copy.UntilAsync(() => copy.Told == 25);
        await copy.PollAsync();
        copy.Told.ShouldBe(25);
        (await world.Operations.SendAsync(new TakeAlert(world.Analyst, 7, 1))).IsSuccess.ShouldBeTrue();
        await copy.UntilAsync(() => copy.Told == 26);
        copy.Alerts[7].Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_cursor_of_a_later_state_than_the_restored_one_is_refused()
    {
        await using var world = await OperationsWorld.StartAsync();
        (await world.Operations.SendAsync(new ListAlerts(world.Analyst, new AlertFilter(), "4611686018427387904.1", ByChange: true))).Fault?.Code.ShouldBe("list.cursor");
        (await world.Operations.SendAsync(new ListSystems(world.Analyst, Cursor: "4611686018427387904.x", Take: 5, ByChange: true))).Fault?.Code.ShouldBe("list.cursor");
    }

    [Fact]
    public async Task Only_what_changed_since_is_told()
    {
        await using var world = await OperationsWorld.StartAsync();
        await RaiseAsync(world, 1, 3);
        world.Clock.Advance(TimeSpan.FromHours(1));
        var since = world.Now;
        (await world.Operations.SendAsync(new TakeAlert(world.Analyst, 2, 1))).IsSuccess.ShouldBeTrue();
        await ToldAsync(world);

        var changed = (await world.Operations.SendAsync(new ListAlerts(world.Analyst, new AlertFilter(UpdatedSince: since), ByChange: true))).Require();

        changed.Items.ShouldHaveSingleItem().Id.ShouldBe(2);
        changed.Items[0].ChangedAt.ShouldBe(since);
        changed.HasMore.ShouldBeFalse();
        changed.NextCursor.ShouldNotBeNull();
    }

    [Fact]
    public async Task Systems_duties_and_incidents_are_walked_page_by_page()
    {
        await using var world = await OperationsWorld.StartAsync();
        (await world.Operations.SendAsync(new ImportRegister(world.Administrator, Register(7), "r.yml"))).Require();
        await RaiseAsync(world, 1, 4, attack: "T1110");
        await ToldAsync(world);

        (await WalkAsync(world, (cursor, by) => new ListSystems(world.Analyst, Cursor: cursor, Take: 3, ByChange: by), s => s.Code)).ShouldBe(7);
        (await WalkAsync(world, (cursor, by) => new ListDuties(world.Analyst, Cursor: cursor, Take: 2, ByChange: by), d => d.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))).ShouldBeGreaterThan(2);
        (await WalkAsync(world, (cursor, by) => new ListIncidents(world.Analyst, new IncidentFilter(), cursor, 1, by), i => i.Number)).ShouldBeGreaterThan(1);
    }

    /// <summary>
    /// Until what has been written is told in the order of change. PostgreSQL numbers the transactions of a whole server: those of other tests' databases hold it
    /// back for as long as they run.
    /// </summary>
    private static async Task ToldAsync(OperationsWorld world)
    {
        var store = world.Services.GetRequiredService<OperationsDatabase>();
        var next = await world.WithDatabaseAsync(database => store.NextMarkAsync(database, default));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (await world.WithDatabaseAsync(database => store.HorizonAsync(database, default)) < next)
            System.Diagnostics.Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Patience, "what was written is not told");
    }

    private static async Task<int> WalkAsync<T>(OperationsWorld world, Func<string?, bool, IQuery<ListPage<T>>> ask, Func<T, string> id)
    {
        var walks = new List<List<string>>();
        foreach (var byChange in new[] { false, true })
        {
            var seen = new List<string>();
            ListPage<T>? page = null;
            do
            {
                page = (await world.Operations.SendAsync(ask(page?.NextCursor, byChange))).Require();
                seen.AddRange(page.Items.Select(id));
            }
            while (page.HasMore);
            seen.ShouldBeUnique(StringComparer.Ordinal);
            walks.Add([.. seen.Order(StringComparer.Ordinal)]);
        }

        walks[0].ShouldBe(walks[1]);
        return walks[0].Count;
    }

    private static string Register(int systems) =>
        "organisations:\n  - {code: city, name: Thành phố}\nsystems:\n" + string.Concat(Enumerable.Range(1, systems).Select(n => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"  - {{code: s{n}, name: Hệ thống {n}, level: {{proposed: 3, basis: b}}, owner: city, status: in-operation, conclusion: {{document: k, on: 2026-01-05}}, has_real_data: true, assets: [{{realm: ttthdl, host: h-{n}}}]}}\n")));

    private static async Task RaiseAsync(OperationsWorld world, long from, long to, string attack = "") =>
        await world.Intake.CommitAsync(
            [.. Range(from, to).Select(n => Hit(n, address: $"203.0.113.{n}", attack: attack.Length == 0 ? [] : [attack], level: attack.Length == 0 ? Severity.Low : Severity.Critical))], new EventId(0, to), default);

    private static IEnumerable<long> Range(long from, long to) => Enumerable.Range((int)from, (int)(to - from + 1)).Select(n => (long)n);

    private static async Task WriteAsync(OperationsWorld world, int writer)
    {
        if (writer == 0)
        {
            for (var round = 0; round < 8; round++)
                await RaiseAsync(world, 100 + (round * 10), 109 + (round * 10));
            return;
        }

        for (var id = writer; id <= 60; id += 2)
            (await world.Operations.SendAsync(new TakeAlert(world.Analyst, id, 1))).IsSuccess.ShouldBeTrue();
    }

    private sealed class Copy(OperationsWorld world)
    {
        private readonly HashSet<(long, long, long, AlertStatus, long)> _told = [];
        private string? _cursor;

        public Dictionary<long, (long Version, long Count, AlertStatus Status)> Alerts { get; } = [];

        public int Told { get; private set; }

        /// <summary>Other databases of the server may hold the horizon back a little.</summary>
        public async Task UntilAsync(Func<bool> isThere)
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            while (await PollAsync() || !isThere())
                System.Diagnostics.Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Patience, $"{Told} alerts were told, {Alerts.Count} different ones");
        }

        public async Task<bool> PollAsync()
        {
            var page = (await world.Operations.SendAsync(new ListAlerts(world.Analyst, new AlertFilter(), _cursor, 7, ByChange: true))).Require();
            _cursor = page.NextCursor;
            foreach (var alert in page.Items)
            {
                Told++;
                Alerts[alert.Id] = (alert.Version, alert.Count, alert.Status);
                _told.Add((alert.Id, alert.Version, alert.Count, alert.Status, alert.LastSeen)).ShouldBeTrue($"alert {alert.Id} was told twice unchanged");
            }

            return page.HasMore;
        }
    }
}
