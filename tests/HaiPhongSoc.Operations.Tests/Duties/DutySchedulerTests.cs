using System.Collections.Concurrent;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Tests.Duties;

/// <summary>Quartz with its persistent store, on a real database and real time.</summary>
public sealed class DutySchedulerTests
{
    private const long Millisecond = 1_000;

    private const string Register = """
        organisations:
          - {code: health, name: Sở Y tế}
        systems:
          - {code: his, name: Hệ thống bệnh viện, level: {proposed: 3, basis: b}, owner: health, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
        """;

    [Fact]
    public async Task The_trigger_is_set_from_the_rows_at_every_start_whatever_the_store_held()
    {
        await using var world = await OperationsWorld.StartAsync(now: TimeProvider.System.GetUtcNow());
        var expected = await Tick(world).RunAsync(default);
        await using (var scheduler = Scheduler(world))
        {
            await scheduler.StartAsync(default);
            (await scheduler.NextAsync(default)).ShouldNotBeNull().ShouldBeInRange(expected - Millisecond, expected + Millisecond);
        }

        // Killed between the two stores: the rows moved on, the trigger did not. A clock that runs out in an hour is due before any duty.
        var due = world.Now + 3_600_000_000;
        await RunningClock(world, due);
        await using (var again = Scheduler(world))
        {
            await again.StartAsync(default);
            (await again.NextAsync(default)).ShouldNotBeNull().ShouldBeInRange(due - Millisecond, due + Millisecond);
        }

        // And with the schedule lost altogether.
        await world.Database.LoseScheduleAsync(world.DataDirectory);
        await using var fresh = Scheduler(world);
        await fresh.StartAsync(default);
        (await fresh.NextAsync(default)).ShouldNotBeNull().ShouldBeInRange(due - Millisecond, due + Millisecond);
    }

    [Fact]
    public async Task A_clock_that_runs_out_is_told_by_the_trigger_itself()
    {
        await using var world = await OperationsWorld.StartAsync(now: TimeProvider.System.GetUtcNow());
        await RunningClock(world, world.Now + 1_500_000);
        await using var scheduler = Scheduler(world);
        await scheduler.StartAsync(default);
        (await Entries(world)).ShouldBeEmpty();
        world.Clock.Advance(TimeSpan.FromSeconds(2));

        await Eventually(async () => (await Entries(world)).Count > 0, "the trigger was due after 1.5 s and writes an overdue entry");
        (await Entries(world)).ShouldHaveSingleItem().What.Vi.ShouldStartWith("quá hạn: ");
    }

    [Fact]
    public async Task The_hosted_worker_turns_the_clock_when_a_person_starts_one_that_has_run_out_already()
    {
        await using var world = await OperationsWorld.StartAsync(now: TimeProvider.System.GetUtcNow());
        await world.Intake.CommitAsync([HitBuilder.Hit(1, time: world.Now)], new Events.EventId(0, 1), default);
        using var worker = Worker(world, Retry(world));
        await worker.StartAsync(default);
        var incident = (await world.Operations.SendAsync(new ListIncidents(Actor.Program, new IncidentFilter()))).Require().Items.Single();
        await Eventually(() => world.Database.HasScheduleAsync(world.DataDirectory), "the scheduler started");
        (await world.Operations.SendAsync(
            new ClassifyIncident(world.Other, incident.Number, incident.Version, ["national-security-or-interruption"], "gián đoạn dịch vụ"))).IsSuccess.ShouldBeTrue();
        await Eventually(async () => (await Entries(world)).Count == 1, "an immediate notice was overdue when its clock was started");
        await worker.StopAsync(default);
    }

    [Fact]
    public async Task The_hosted_worker_lets_the_duties_of_a_system_go_that_a_person_retires_while_it_runs()
    {
        await using var world = await OperationsWorld.StartAsync(now: TimeProvider.System.GetUtcNow());
        (await world.Operations.SendAsync(new ImportRegister(world.Administrator, Register, "r.yml"))).Require();
        using var worker = Worker(world, Retry(world));
        await worker.StartAsync(default);
        await Eventually(() => world.Database.HasScheduleAsync(world.DataDirectory), "the scheduler started");
        (await UpcomingAsync(world)).ShouldBeGreaterThan(0);
        (await world.Operations.SendAsync(new ChangeSystemStatus(world.Other, "his", 1, SystemStatus.Retired, null, null, "thay bằng hệ thống mới"))).Require();
        await Eventually(async () => await UpcomingAsync(world) == 0, "the duties of the system lapsed");
        await worker.StopAsync(default);

        static Task<int> UpcomingAsync(OperationsWorld world) => world.WithDatabaseAsync(database => database.Duties.CountAsync(d => d.SystemCode == "his" && d.State < DutyState.Overdue));
    }

    [Fact]
    public async Task The_hosted_worker_outlives_a_database_that_does_not_commit_and_tells_so_once()
    {
        await using var world = await OperationsWorld.StartAsync(now: TimeProvider.System.GetUtcNow());
        var log = new LevelLog();
        using var worker = Worker(world, new DutyRetry(world.Clock, log));
        world.Commits.IsArmed = true;
        await worker.StartAsync(default);
        await FailTwiceAndHeal(0);
        log.Levels.ShouldBe([LogLevel.Critical, LogLevel.Information]);

        world.Commits.IsArmed = true;
        var broken = world.Commits.Broken;
        world.Services.GetRequiredService<OperationsFeed>().Tell([new DueRowsChanged(world.Now)]);
        await FailTwiceAndHeal(broken);
        log.Levels.ShouldBe([LogLevel.Critical, LogLevel.Information, LogLevel.Critical, LogLevel.Information]);
        await worker.StopAsync(default);
        worker.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();

        async Task FailTwiceAndHeal(int brokenBefore)
        {
            var told = log.Levels.Count;
            await Eventually(() => AsTimePasses(() => world.Commits.Broken >= brokenBefore + 2), "it failed, was tried again and failed again");
            world.Commits.IsArmed = false;
            await Eventually(() => AsTimePasses(() => log.Levels.Count == told + 2), "it held");
        }

        Task<bool> AsTimePasses(Func<bool> holds)
        {
            if (!holds())
                world.Clock.Advance(DutyRetry.Pause);
            return Task.FromResult(holds());
        }
    }

    [Fact]
    public async Task A_turn_of_the_trigger_that_fails_is_made_up_for_when_the_database_is_back()
    {
        await using var world = await OperationsWorld.StartAsync(now: TimeProvider.System.GetUtcNow());
        await RunningClock(world, world.Now + 1_500_000);
        await using var scheduler = Scheduler(world);
        await scheduler.StartAsync(default);
        world.Commits.IsArmed = true;
        await Eventually(() => Task.FromResult(world.Commits.Broken > 0), "the trigger was due after 1.5 s and failed");

        world.Commits.IsArmed = false;
        await Eventually(
            async () =>
            {
                world.Clock.Advance(DutyRetry.Pause);
                return (await Entries(world)).Count > 0;
            },
            "the turn was made up for");
        await Eventually(async () => await scheduler.NextAsync(default) is not null, "the trigger is set again");
    }

    [Fact]
    public async Task A_scheduler_that_waits_for_the_database_can_be_stopped()
    {
        await using var world = await OperationsWorld.StartAsync(now: TimeProvider.System.GetUtcNow());
        await RunningClock(world, world.Now + 1_000_000);
        var scheduler = Scheduler(world);
        await scheduler.StartAsync(default);
        world.Commits.IsArmed = true;
        await Eventually(() => Task.FromResult(world.Commits.Broken > 0), "the trigger was due after 1 s and failed");
        await scheduler.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Of_two_nodes_on_one_database_the_one_that_is_left_keeps_the_clock()
    {
        Assert.SkipUnless(TestDatabase.IsPostgreSql, "SQLite has one node");
        await using var world = await OperationsWorld.StartAsync(now: TimeProvider.System.GetUtcNow());
        await RunningClock(world, world.Now + 3_600_000_000);
        await using var left = Scheduler(world);
        await left.StartAsync(default);
        await using (var gone = Scheduler(world))
        {
            await gone.StartAsync(default);
            (await gone.NextAsync(default)).ShouldNotBeNull().ShouldBe((await left.NextAsync(default)).ShouldNotBeNull());

            // Due soon only now: the trigger is spent for a moment when it fires, and this machine may be slow.
            await world.WithDatabaseAsync(database => database.IncidentClocks.ExecuteUpdateAsync(set => set.SetProperty(c => c.DueAt, world.Now + 3_000_000)));
            await gone.TurnAsync(default);
        }

        world.Clock.Advance(TimeSpan.FromSeconds(4));
        await Eventually(async () => (await Entries(world)).Count > 0, "the node that is left turns when the trigger is due");
        (await Entries(world)).ShouldHaveSingleItem();
    }

    private static async Task Eventually(Func<Task<bool>> holds, string what)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(patience).ShouldBeLessThan(TimeSpan.FromSeconds(60), $"{what}: not seen");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static DutyScheduler Scheduler(OperationsWorld world) =>
        new(Tick(world), world.Services.GetRequiredService<OperationsDatabase>(), Retry(world), NullLoggerFactory.Instance);

    private static DutySchedulerWorker Worker(OperationsWorld world, DutyRetry retry) => new(
        Tick(world),
        world.Services.GetRequiredService<OperationsDatabase>(),
        world.Services.GetRequiredService<IOperationsFeed>(),
        world.Services.GetRequiredService<IOptions<OperationsOptions>>(),
        retry,
        NullLoggerFactory.Instance);

    private static DutyRetry Retry(OperationsWorld world) => new(world.Clock, NullLogger<DutyRetry>.Instance);

    private static DutyTick Tick(OperationsWorld world) => world.Services.GetRequiredService<DutyTick>();

    private static async Task RunningClock(OperationsWorld world, long due)
    {
        await world.Intake.CommitAsync([HitBuilder.Hit(1, time: world.Now)], new Events.EventId(0, 1), default);
        await world.WithDatabaseAsync(async database =>
        {
            var incident = database.Incidents.Single();
            database.IncidentClocks.Add(new IncidentClock
            {
                IncidentId = incident.Id,
                ClockId = "test",
                Title = new("Thông báo thử", "Test notice"),
                AppliesWhen = Mediation.Wording.Empty,
                Condition = "test",
                Recipients = Mediation.Wording.Empty,
                Basis = "–",
                Confidence = "verified",
                Running = true,
                DueAt = due,
            });
            return await database.SaveChangesAsync();
        });
    }

    private static async Task<IReadOnlyList<TimelineView>> Entries(OperationsWorld world)
    {
        var incident = (await world.Operations.SendAsync(new GetIncident(Actor.Program, $"SC-{TimeZoneInfo.ConvertTime(world.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh")).Year}-000001"))).Require();
        return [.. incident.Timeline.Where(t => t.Kind == TimelineKind.ClockOverdue)];
    }

    private sealed class LevelLog : ILogger<DutyRetry>
    {
        public ConcurrentQueue<LogLevel> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Levels.Enqueue(logLevel);
    }
}
