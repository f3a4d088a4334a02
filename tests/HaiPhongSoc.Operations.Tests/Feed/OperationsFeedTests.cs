using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HaiPhongSoc.Operations.Tests.Feed;

public sealed class OperationsFeedTests
{
    [Fact]
    public async Task Facts_are_told_after_the_commit_to_everybody_who_listens()
    {
        await using var world = await OperationsWorld.StartAsync();
        var feed = world.Services.GetRequiredService<IOperationsFeed>();
        await using var listener = feed.ReadAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        // Told although nobody has asked for the first fact yet.
        await world.Intake.CommitAsync([HitBuilder.Hit(1, system: HitBuilder.Portal)], new EventId(0, 1), default);
        var facts = new List<OperationsFact>();
        while (facts.Count < 3 && await listener.MoveNextAsync())
            facts.Add(listener.Current);
        facts.OfType<IncidentOpened>().ShouldHaveSingleItem().Number.ShouldBe("SC-2026-000001");
        var raised = facts.OfType<AlertRaised>().ShouldHaveSingleItem();
        raised.IncidentNumber.ShouldBe("SC-2026-000001");
        (await world.Operations.SendAsync(new GetAlert(Actor.Program, raised.AlertId))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_is_told_that_it_missed_something_and_holds_up_nobody()
    {
        var feed = new OperationsFeed(new FakeTimeProvider());
        await using var listener = feed.ReadAsync(default).GetAsyncEnumerator();
        var first = listener.MoveNextAsync();
        for (var i = 0; i < 5_000; i++)
            feed.Tell([new AlertChanged(i, i)]);
        (await first).ShouldBeTrue();
        var told = new List<OperationsFact> { listener.Current };
        while (told.Count < 1_000 && await listener.MoveNextAsync())
            told.Add(listener.Current);
        told.OfType<FactsMissed>().ShouldNotBeEmpty();
        told.OfType<AlertChanged>().Last().AlertId.ShouldBeGreaterThan(3_000);
    }
}
