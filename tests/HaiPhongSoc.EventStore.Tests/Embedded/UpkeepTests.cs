using HaiPhongSoc.EventStore.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HaiPhongSoc.EventStore.Tests.Embedded;

public sealed class UpkeepTests
{
    private const long Day = 86_400_000_000;

    [Fact]
    public async Task Retention_deletes_whole_files_by_class_and_by_receipt()
    {
        using var store = new AStore(static options =>
        {
            options.RetentionDays["level3"] = 365;
            options.RetentionDays["default"] = 90;
        });
        await store.Append(
            new AnEvent(0).OfLevel(3), new AnEvent(1).OfLevel(1), new AnEvent(2), new AnEvent(3).OfLevel(1).Received(AnEvent.Noon + (30 * Day)));
        await store.Store.SealAsync(CancellationToken.None);
        store.SegmentFiles.Length.ShouldBe(4);

        (await store.Store.RetainAsync(AnEvent.Noon + (90 * Day), CancellationToken.None)).Files.ShouldBe(0);
        var result = await store.Store.RetainAsync(AnEvent.Noon + (90 * Day) + 1, CancellationToken.None);
        (result.Files, result.Events).ShouldBe((2, 2L));
        store.SegmentFiles.Length.ShouldBe(2);
        (await store.AllIds()).Select(static id => id.Offset).Order().ShouldBe([0L, 3]);

        store.Reopen();
        store.Store.SealedOffset(0).ShouldBe(3);
        (await store.Count()).ShouldBe(2);
    }

    [Fact]
    public async Task A_segment_is_sealed_at_its_bytes_its_events_or_its_age()
    {
        using var store = new AStore(static options => (options.SealEvents, options.SealBytes) = (10, 20_000));
        await store.Append([.. Enumerable.Range(0, 25).Select(static i => new AnEvent(i))]);
        await store.Store.SealDueAsync(CancellationToken.None);
        store.Store.SealedOffset(0).ShouldBe(19);
        await store.Append(new AnEvent(25).Raw(new string('x', 30_000)), new AnEvent(26));
        await store.Store.SealDueAsync(CancellationToken.None);
        store.Store.SealedOffset(0).ShouldBe(25);
        store.Store.State.UnsealedEvents.ShouldBe(1);
    }

    [Fact]
    public async Task The_worker_seals_by_age_and_on_a_clean_stop()
    {
        using var folder = new HaiPhongSoc.Testing.TemporaryFolder();
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using (var host = AHost(folder.File("store"), clock))
        {
            await host.StartAsync();
            var store = host.Services.GetRequiredService<IEventStore>();
            await store.AppendAsync([new AnEvent(0)], CancellationToken.None);
            var waiting = TimeProvider.System.GetTimestamp();
            while (store.SealedOffset(0) < 0)
            {
                TimeProvider.System.GetElapsedTime(waiting).ShouldBeLessThan(TimeSpan.FromSeconds(60), "the worker has not sealed by age");
                clock.Advance(TimeSpan.FromMinutes(5));
                await Task.Delay(10);
            }

            await store.AppendAsync([new AnEvent(1)], CancellationToken.None);
            await host.StopAsync();
        }

        using var again = AHost(folder.File("store"), clock);
        again.Services.GetRequiredService<IEventStore>().SealedOffset(0).ShouldBe(1);
    }

    [Fact]
    public void Settings_are_refused_with_key_value_and_remedy()
    {
        using var host = AHost("", TimeProvider.System, static options =>
        {
            options.SealEvents = 0;
            options.RetentionDays["cấp 3"] = 1;
        });
        var failures = Should.Throw<OptionsValidationException>(() => host.Services.GetRequiredService<IEventStore>()).Failures.ToList();
        failures.ShouldBe(
        [
            "EventStore:Directory is empty: name the folder for the event segments",
            "EventStore:SealEvents is 0: set it between 1 and 1000000",
            "EventStore:RetentionDays:cấp 3 is no retention class: use level0 to level5 or default",
        ]);
    }

    [Theory]
    [InlineData("SET threads = 1")]
    [InlineData("SELECT * FROM read_text('/etc/hostname')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/soc-out.csv'")]
    [InlineData("ATTACH '/tmp/soc-other.db'")]
    [InlineData("INSTALL httpfs")]
    public void The_database_reaches_nothing_outside_of_its_folder(string sql)
    {
        using var folder = new HaiPhongSoc.Testing.TemporaryFolder();
        using var database = new StoreDatabase(folder.Path, 64L << 20, 1);
        Should.Throw<DuckDB.NET.Data.DuckDBException>(() => database.Execute(sql));
        database.Execute($"COPY (SELECT 1) TO {SqlText.Literal(folder.File("in.parquet"))} (FORMAT parquet)");
    }

    private static IHost AHost(string directory, TimeProvider clock, Action<EventStoreOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(clock);
        builder.Services.AddLogging();
        builder.Services.AddEventStore();
        builder.Services.Configure<EventStoreOptions>(options =>
        {
            options.Directory = directory;
            configure?.Invoke(options);
        });
        return builder.Build();
    }
}
