using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Presence;

/// <summary>How often and when something was seen, with the first and the last few of its events. Bounded whatever is added.</summary>
public sealed class Sighting
{
    /// <summary>So many of the first and so many of the last events are kept.</summary>
    public const int EventsKept = 5;

    private readonly List<EventId> _first = new(EventsKept);
    private readonly EventId[] _last = new EventId[EventsKept];

    public long Count { get; private set; }

    /// <summary>Time of receipt, UTC microseconds.</summary>
    public long FirstSeen { get; private set; } = long.MaxValue;

    /// <summary>Time of receipt, UTC microseconds.</summary>
    public long LastSeen { get; private set; } = long.MinValue;

    /// <summary>The first events, oldest first.</summary>
    public IReadOnlyList<EventId> FirstEvents => _first;

    /// <summary>The last events, oldest first; of few events they are the first ones too.</summary>
    public IReadOnlyList<EventId> LastEvents
    {
        get
        {
            var kept = (int)Math.Min(Count, EventsKept);
            var last = new EventId[kept];
            for (var i = 0; i < kept; i++)
                last[i] = _last[(Count - kept + i) % EventsKept];
            return last;
        }
    }

    public void Add(EventId id, long receivedAt)
    {
        if (_first.Count < EventsKept)
            _first.Add(id);
        _last[Count % EventsKept] = id;
        Count++;
        FirstSeen = Math.Min(FirstSeen, receivedAt);
        LastSeen = Math.Max(LastSeen, receivedAt);
    }

    /// <summary>Adds what was seen after this.</summary>
    public void Add(Sighting later)
    {
        ArgumentNullException.ThrowIfNull(later);
        if (later.Count == 0)
            return;
        foreach (var id in later._first.Take(EventsKept - _first.Count).ToList())
            _first.Add(id);
        EventId[] last = [.. LastEvents, .. later.LastEvents];
        Count += later.Count;
        var kept = (int)Math.Min(Count, EventsKept);
        for (var i = 0; i < kept; i++)
            _last[(Count - kept + i) % EventsKept] = last[last.Length - kept + i];
        FirstSeen = Math.Min(FirstSeen, later.FirstSeen);
        LastSeen = Math.Max(LastSeen, later.LastSeen);
    }
}
