using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Tests;

/// <summary>What every engine must do. An engine's tests derive from it and say how to open a store.</summary>
public abstract class EventStoreContract : IDisposable
{
    /// <summary>The store under test, the same one all through a test.</summary>
    protected abstract IEventStore Store { get; }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal Task Append(params AnEvent[] events) => Store.AppendAsync([.. events.Select(static e => e.Build())], Token);

    internal static SearchRequest Query(string text, int limit = 100, string? before = null)
    {
        KqlQuery.TryParse(text, out var query, out var error).ShouldBeTrue(error?.ToString());
        return new SearchRequest { Query = query!, Limit = limit, Before = before };
    }

    internal async Task<string> Found(string text)
    {
        var page = await Store.SearchAsync(Query(text), Token);
        (await Store.CountAsync(Query(text), Token)).ShouldBe(page.Hits.Count);
        return string.Join(' ', page.Hits.Select(static hit => hit.Id.Offset));
    }

    [Fact]
    public async Task An_appended_event_is_found_at_once_and_whole()
    {
        await Append(new AnEvent(7).At(5).Raw("Failed password for qtht").OfLevel(3).Faulted("json-depth").With("Image", @"C:\a.exe", "process.executable").With("n", "22"));
        var hit = (await Store.SearchAsync(Query("user.name : * or failed"), Token)).Hits.ShouldHaveSingleItem();

        hit.Id.ShouldBe(new EventId(0, 7));
        hit.Time.ShouldBe(AnEvent.Noon + 5);
        hit.ReceivedAt.ShouldBe(AnEvent.Noon);
        (hit.SourceId, hit.Realm, hit.SourceSystem, hit.Peer, hit.Transport).ShouldBe(("dvc-auth", "ttthdl", "dvc", "10.20.1.10", EventTransport.SyslogTcp));
        hit.LogSource.ShouldBe(new EventLogSource("linux", null, "sshd"));
        hit.System.ShouldBe(new SystemIdentity("s3", "Hệ thống 3", 3, "stttt", "Sở Thông tin", true, false));
        hit.Fault.ShouldBe(new ParseFault("json-depth", "cut", 7));
        hit.RawText.ShouldBe("Failed password for qtht");
        hit.Text("Image").ShouldBe(@"C:\a.exe");
        hit.Text("process.executable").ShouldBe(@"C:\a.exe");
        hit.Text("n").ShouldBe("22");
    }

    [Fact]
    public async Task An_offset_that_is_known_is_ignored()
    {
        await Append(new AnEvent(0), new AnEvent(1));
        await Append(new AnEvent(0), new AnEvent(1), new AnEvent(2));
        await Append(new AnEvent(1));
        (await Store.CountAsync(new EventQuery(), Token)).ShouldBe(3);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_across_equal_times_partitions_and_seals()
    {
        await Append([.. Enumerable.Range(0, 40).Select(static i => new AnEvent(i).At(i / 7))]);
        await Store.SealAsync(Token);
        await Append([.. Enumerable.Range(0, 40).Select(static i => new AnEvent(i, partition: 1).At(i / 5))]);
        await Append([.. Enumerable.Range(40, 20).Select(static i => new AnEvent(i).At(i / 9))]);

        var seen = new List<StoredEvent>();
        string? cursor = null;
        do
        {
            var page = await Store.SearchAsync(Query("", limit: 7, before: cursor), Token);
            seen.AddRange(page.Hits);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        seen.Count.ShouldBe(100);
        seen.Select(static e => e.Id).Distinct().Count().ShouldBe(100);
        seen.Select(static e => (e.Time, e.Id)).ShouldBe(seen.Select(static e => (e.Time, e.Id)).OrderByDescending(static e => e));
    }

    [Fact]
    public async Task The_time_range_includes_its_start_and_not_its_end()
    {
        await Append(new AnEvent(0).At(10), new AnEvent(1).At(20), new AnEvent(2).At(30));
        var range = new EventQuery { From = AnEvent.Noon + 10, To = AnEvent.Noon + 30 };
        (await Store.CountAsync(range, Token)).ShouldBe(2);
        await Store.SealAsync(Token);
        (await Store.CountAsync(range, Token)).ShouldBe(2);
    }

    [Fact]
    public async Task Events_are_fetched_by_id_in_the_order_asked_for()
    {
        await Append(new AnEvent(0), new AnEvent(1), new AnEvent(2));
        await Store.SealAsync(Token);
        await Append(new AnEvent(3), new AnEvent(0, partition: 1));

        var found = await Store.GetManyAsync([new(0, 3), new(0, 1), new(0, 99), new(1, 0), new(2, 0)], Token);
        found.Select(static e => e.Id).ShouldBe([new EventId(0, 3), new EventId(0, 1), new EventId(1, 0)]);
        (await Store.GetAsync(new EventId(0, 2), Token)).ShouldNotBeNull();
        (await Store.GetAsync(new EventId(5, 2), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_histogram_counts_every_event_once_and_gives_empty_buckets()
    {
        await Append(new AnEvent(0).At(0), new AnEvent(1).At(9), new AnEvent(2).At(10), new AnEvent(3).At(39));
        await Store.SealAsync(Token);
        await Append(new AnEvent(4).At(11), new AnEvent(5).At(40));
        var buckets = await Store.HistogramAsync(new EventQuery { From = AnEvent.Noon, To = AnEvent.Noon + 40 }, 4, Token);
        buckets.Select(static b => b.Count).ShouldBe([2L, 2, 0, 1]);
        buckets[1].ShouldBe(new HistogramBucket(AnEvent.Noon + 10, AnEvent.Noon + 20, 2));
        (await Store.HistogramAsync(new EventQuery(), 3, Token)).Sum(static b => b.Count).ShouldBe(6);
    }

    [Fact]
    public async Task Top_values_count_events_by_any_name_of_the_field()
    {
        await Append(
            new AnEvent(0).With("user", "an", "user.name"), new AnEvent(1).With("user.name", "an"), new AnEvent(2).With("user.name", "binh"),
            new AnEvent(3).With("user.name", "an").With("user.name", "an").With("user.name", "chi"), new AnEvent(4).With("user.name", null), new AnEvent(5));
        foreach (var open in (bool[])[true, false])
        {
            if (!open)
                await Store.SealAsync(Token);
            (await Store.TopAsync(Query(""), "user.name", 2, Token)).ShouldBe([new ValueCount("an", 3), new ValueCount("binh", 1)]);
            (await Store.TopAsync(Query(""), "user", 5, Token)).ShouldBe([new ValueCount("an", 1)]);
            (await Store.TopAsync(Query("user.name : binh"), "soc.realm", 5, Token)).ShouldBe([new ValueCount("ttthdl", 1)]);
        }
    }

    [Theory]
    [InlineData("user.name : QTHT", "0")]
    [InlineData("user.name : qt*t", "0")]
    [InlineData("user.name : qt", "")]
    [InlineData("not user.name : qtht", "2 1")]
    [InlineData("user.name : (qtht or nhân)", "1 0")]
    [InlineData("user.name : nhan", "")]
    [InlineData("nguyen van nhan", "1")]
    [InlineData("\"nguyễn văn\"", "1")]
    [InlineData("\"nguyen văn\"", "")]
    [InlineData("source.ip : 10.20.0.0/16", "0")]
    [InlineData("source.ip : \"2001:db8::1\"", "1")]
    [InlineData("source.ip : 2001:0db8::/32", "1")]
    [InlineData("client.ip >= 10.0.0.200", "2")]
    [InlineData("port > 443", "1")]
    [InlineData("port >= 443 and port < 1000", "0")]
    [InlineData("port : *", "1 0")]
    [InlineData("message : \"failed pass\"", "0")]
    [InlineData("soc.level >= 3", "0")]
    [InlineData("@timestamp : 2026-11-24T12:00:01", "1")]
    [InlineData("@timestamp < 2026-11-24T12:00:01Z", "0")]
    [InlineData(@"path : C\:\\Temp\\*", "2")]
    [InlineData("path : 100%_a", "1")]
    [InlineData("path : 100*a", "1")]
    public async Task A_query_means_what_the_table_of_meanings_says(string text, string offsets)
    {
        await Append(
            new AnEvent(0).At(0).Raw("Failed password for qtht").OfLevel(3).With("message", "Failed password").With("user.name", "qtht").With("source.ip", "10.20.1.9").With("port", "443"),
            new AnEvent(1).At(1_500_000).Raw("tài khoản Nguyễn Văn Nhân").With("user.name", "Nhân".Normalize(NormalizationForm.FormD)).With("source.ip", "2001:DB8:0::1").With("port", "8080").With("path", "100%_a"),
            new AnEvent(2).At(9_000_000).With("client.ip", "10.0.0.250").With("port", null).With("path", @"C:\Temp\x"));
        (await Found(text)).ShouldBe(offsets);
        await Store.SealAsync(Token);
        (await Found(text)).ShouldBe(offsets);
    }

    [Fact]
    public async Task Hostile_names_and_values_are_stored_found_and_given_back()
    {
        byte[] broken = [0x41, 0xFF, 0x00, 0xC3, 0x28, 0x42];
        var large = new string('ă', 500_000);
        string[] names = ["it's", "\"; DROP TABLE segment_1; --", "a\\b", "*", "%2A", "😀", "", "tab\there", "$.x[*]", "a\"b:[", "\u0001", "%"];
        var hostile = new AnEvent(0).Raw(broken).With("large", large).WithBytes([0xFF, 0x61], broken);
        foreach (var name in names)
            hostile.With(name, "v'\"\\\0\n*%_" + name);
        await Append(hostile, new AnEvent(1));
        foreach (var open in (bool[])[true, false])
        {
            if (!open)
                await Store.SealAsync(Token);
            var hit = (await Store.GetAsync(new EventId(0, 0), Token)).ShouldNotBeNull();
            hit.Raw.ToArray().ShouldBe(broken);
            hit.Text("large").ShouldBe(large);
            foreach (var name in names)
            {
                hit.Text(name).ShouldBe("v'\"\\\u2400\n*%_" + name);
                if (name.Length == 0)
                    continue;
                (await Found($"{Quote(name)} : {Quote("v'\"\\\0\n*%_" + name)}")).ShouldBe("0", name);
                (await Found($"{Quote(name)} : {Quote("v'\"\\\0\n*%_")}")).ShouldBe("", name);
                (await Store.TopAsync(Query(""), name, 3, Token)).ShouldHaveSingleItem().Count.ShouldBe(1);
            }

            (await Found("'; DELETE FROM segment_1; --")).ShouldBe("");
            (await Store.CountAsync(new EventQuery(), Token)).ShouldBe(2);
        }
    }

    [Fact]
    public async Task Times_at_the_ends_of_the_calendar_do_no_harm()
    {
        await Append(new AnEvent(0).AtTime(long.MinValue), new AnEvent(1).AtTime(long.MaxValue), new AnEvent(2));
        await Store.SealAsync(Token);
        (await Store.CountAsync(new EventQuery(), Token)).ShouldBe(3);
        (await Store.HistogramAsync(new EventQuery(), 1_000, Token)).Sum(static b => b.Count).ShouldBe(3);
        (await Store.SearchAsync(Query("", limit: 1), Token)).Cursor.ShouldNotBeNull();
    }

    internal static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
