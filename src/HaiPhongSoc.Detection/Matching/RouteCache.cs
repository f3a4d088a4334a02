using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Matching;

/// <summary>Routes by the bytes that tell events apart, so that a kind of event that was seen before is found without making texts of them. Not thread-safe.</summary>
internal sealed class RouteCache(RuleRouter router)
{
    private const int MostKinds = 20_000;

    private readonly Dictionary<int, Entry> _byHash = [];

    public Route RouteOf(LogEvent logEvent)
    {
        EventKind.Read(logEvent.Fields, out var channel, out var provider, out var eventId);
        var hash = new HashCode();
        hash.AddBytes(channel);
        hash.AddBytes(provider);
        hash.AddBytes(eventId);
        var key = hash.ToHashCode();
        var head = _byHash.GetValueOrDefault(key);
        for (var entry = head; entry is not null; entry = entry.Next)
        {
            if ((ReferenceEquals(entry.LogSource, logEvent.LogSource) || entry.LogSource == logEvent.LogSource)
                && eventId.SequenceEqual(entry.EventId) && channel.SequenceEqual(entry.Channel) && provider.SequenceEqual(entry.Provider))
            {
                return entry.Route;
            }
        }

        var route = router.RouteOf(EventKind.Of(logEvent));
        if (_byHash.Count < MostKinds)
            _byHash[key] = new Entry(logEvent.LogSource, channel.ToArray(), provider.ToArray(), eventId.ToArray(), route, head);
        return route;
    }

    private sealed record Entry(EventLogSource LogSource, byte[] Channel, byte[] Provider, byte[] EventId, Route Route, Entry? Next);
}
