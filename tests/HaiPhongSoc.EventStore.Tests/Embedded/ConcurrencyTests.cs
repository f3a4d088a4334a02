using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Tests.Embedded;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task A_search_beside_appends_and_seals_finds_each_event_exactly_once()
    {
        using var store = new AStore(static options => options.SealEvents = 700);
        const int Total = 12_000;
        var appended = 0L;
        var writer = Task.Run(async () =>
        {
            for (var from = 0; from < Total; from += 50)
            {
                await store.Append([.. Enumerable.Range(from, 50).Select(static i => new AnEvent(i).At(i % 1_000).OfLevel(i % 2))]);
                Volatile.Write(ref appended, from + 50);
            }
        });

        var looks = 0;
        while (!writer.IsCompleted)
        {
            var atLeast = Volatile.Read(ref appended);
            var count = await store.Count();
            count.ShouldBeGreaterThanOrEqualTo(atLeast);
            count.ShouldBeLessThanOrEqualTo(Volatile.Read(ref appended) + 50);

            var top = await store.Store.SearchAsync(new SearchRequest { Limit = 500 }, CancellationToken.None);
            top.Hits.Select(static hit => hit.Id).Distinct().Count().ShouldBe(top.Hits.Count);
            top.Hits.Count.ShouldBe((int)Math.Min(500, Math.Max(atLeast, top.Hits.Count)));
            looks++;
        }

        await writer;
        looks.ShouldBeGreaterThan(3);
        (await store.AllIds()).Order().Select(static id => id.Offset).ShouldBe(Enumerable.Range(0, Total).Select(static i => (long)i));
        await store.Store.SealAsync(CancellationToken.None);
        store.Store.SealedOffset(0).ShouldBe(Total - 1);
        store.SegmentFiles.Length.ShouldBe(((Total + 699) / 700) * 2);
        (await store.Count()).ShouldBe(Total);
    }

    [Fact]
    public async Task A_cancelled_search_ends_soon_and_harms_nothing()
    {
        using var store = new AStore();
        await store.Append([.. Enumerable.Range(0, 20_000).Select(static i => new AnEvent(i).Raw("some line " + i))]);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        KqlQuery.TryParse("lin*9*9", out var query, out _).ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(() => store.Store.SearchAsync(new SearchRequest { Query = query! }, cancel.Token));
        (await store.Count()).ShouldBe(20_000);
    }
}
