using CsCheck;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore.Kql;
using HaiPhongSoc.EventStore.Tests.Embedded;

namespace HaiPhongSoc.EventStore.Tests.Kql;

/// <summary>The compiled SQL finds what the plain evaluator finds, over open and sealed segments.</summary>
public sealed class KqlPropertyTests
{
    private int _asked;
    private int _telling;

    [Fact]
    public void A_compiled_query_finds_what_the_oracle_finds()
    {
        Gen.Select(RandomEvents.Event.Array[1, 60], RandomEvents.Query.Array[40]).Sample(
            (makers, queries) =>
            {
                using var store = new AStore();
                LogEvent[] events = [.. makers.Select(static (make, offset) => (LogEvent)make(offset))];
                store.Store.AppendAsync(events, CancellationToken.None).GetAwaiter().GetResult();
                Compare(store, events, queries);
                store.Store.SealAsync(CancellationToken.None).GetAwaiter().GetResult();
                Compare(store, events, queries);
            },
            iter: 8,
            threads: 1);
        ((double)_telling / _asked).ShouldBeGreaterThan(0.1, "too few of the queries told events apart");
    }

    private void Compare(AStore store, LogEvent[] events, string[] texts)
    {
        foreach (var text in texts)
        {
            if (!KqlQuery.TryParse(text, out var query, out _))
                continue;
            var found = store.Store.SearchAsync(new SearchRequest { Query = query, Limit = 500 }, CancellationToken.None).GetAwaiter().GetResult();
            List<EventId> expected = [.. events.Where(of => KqlOracle.Matches(query.Root, of)).Select(static of => of.Id).Order()];
            _asked++;
            _telling += expected.Count > 0 && expected.Count < events.Length ? 1 : 0;
            found.Hits.Select(static hit => hit.Id).Order().ShouldBe((IEnumerable<EventId>)expected, text);
        }
    }
}
