using CsCheck;
using HaiPhongSoc.Detection.Enrichment;
using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Events;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests.Presence;

public sealed class PresenceTrackerTests
{
    private static readonly SystemIdentity Portal = new("dvc", "Cổng", 3, "o", "O", true, true);

    /// <summary>Whatever is replayed, taken in pieces or given back: every event counts once, and the first and last few are the right ones.</summary>
    [Fact]
    public void Every_event_counts_once_however_it_comes_and_is_taken() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3]).Array[0, 60].Sample(
            steps =>
            {
                var tracker = new PresenceTracker(1_000);
                var (sum, all, next) = (new Sighting(), new List<EventId>(), 0L);
                foreach (var (step, back) in steps)
                {
                    // Goes on, or replays from a little before.
                    if (step == 0)
                    {
                        for (var offset = Math.Max(0, next - back); offset <= next; offset++)
                            Note(tracker, offset);
                        all.Add(new EventId(0, next++));
                    }
                    else
                    {
                        var taken = tracker.Take();
                        if (step == 1)
                            tracker.GiveBack(taken);
                        else
                            Sum(sum, taken);
                    }
                }

                Sum(sum, tracker.Take());
                sum.Count.ShouldBe(all.Count);
                sum.FirstEvents.ShouldBe(all.Take(Sighting.EventsKept));
                sum.LastEvents.ShouldBe(all.TakeLast(Sighting.EventsKept));
            },
            iter: 200);

    [Fact]
    public void What_was_counted_in_a_run_before_is_not_counted_again()
    {
        var tracker = new PresenceTracker(1_000);
        tracker.Skip(0, 6);
        for (var offset = 0L; offset < 10; offset++)
            Note(tracker, offset);

        var taken = tracker.Take();

        taken.Heard.Single().Sighting.Count.ShouldBe(3);
        taken.Reached.ShouldBe(new Dictionary<int, long> { [0] = 9 });
    }

    [Fact]
    public void Memory_is_bounded_and_what_falls_out_is_counted()
    {
        var tracker = new PresenceTracker(100);
        for (var i = 0; i < 1_000; i++)
            tracker.Note(AnEvent().Number(i).With("host.name", $"h-{i}").Build(), HostStanding.Unowned, sourceIsOwned: false);

        var taken = tracker.Take();

        (taken.Strangers.Count, taken.LeftOut, taken.Heard.Single().Sighting.Count).ShouldBe((100, 900, 1_000));
    }

    [Fact]
    public void An_event_is_of_one_stranger_the_host_before_the_source()
    {
        var tracker = new PresenceTracker(100);
        tracker.Note(AnEvent().Number(0).With("host.name", "Stray").Build(), HostStanding.Unowned, sourceIsOwned: false);
        tracker.Note(AnEvent().Number(1).Build(), HostStanding.NotNamed, sourceIsOwned: false);
        tracker.Note(AnEvent().Number(2).FromSystem("dvc").Build(), HostStanding.NotNamed, sourceIsOwned: true);
        tracker.Note(AnEvent().Number(3).With("host.ip", "10.1.0.7").With("host.name", "x").Build(), HostStanding.UnknownNode, sourceIsOwned: false);

        tracker.Take().Strangers.Select(s => (s.Kind, s.Realm, s.Key, s.HostName)).ShouldBe(
            [(StrangerKind.Host, "r1", "stray", "stray"), (StrangerKind.Source, "r1", "src-1", null), (StrangerKind.Node, "r1", "10.1.0.7", "x")], ignoreOrder: true);
    }

    private static void Note(PresenceTracker tracker, long offset)
    {
        var logEvent = AnEvent().Number(offset).Received(offset).Build();
        logEvent.System = Portal;
        tracker.Note(logEvent, HostStanding.Owned, sourceIsOwned: true);
    }

    private static void Sum(Sighting sum, PresenceTaken taken)
    {
        foreach (var heard in taken.Heard)
            sum.Add(heard.Sighting);
    }
}
