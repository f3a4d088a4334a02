using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HaiPhongSoc.Detection.Enrichment;
using HaiPhongSoc.Detection.Entities;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Presence;

/// <summary>
/// Keeps who spoke since the last taking: which source of which system, and whom the register does not know. The corridor notes, somebody else takes
/// now and then and writes down; what could not be written is given back. An event is counted once, however often it is replayed. Bounded: beyond
/// so many sources, or so many strangers, events of further ones are only counted. Safe for concurrent use.
/// </summary>
public sealed class PresenceTracker(int capacity)
{
    private const long MicrosPerHour = 3_600_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, long> _reached = [];
    private Dictionary<HeardKey, Heard> _heard = [];
    private Dictionary<(StrangerKind, string Realm, string Key), Stranger> _strangers = [];
    private Heard? _last;
    private long _leftOut;

    /// <summary>Events up to this one were counted in a run before.</summary>
    public void Skip(int partition, long offset)
    {
        lock (_gate)
            _reached[partition] = Math.Max(offset, _reached.GetValueOrDefault(partition, -1));
    }

    /// <summary>Everything since the last taking; the tracker is empty then.</summary>
    public PresenceTaken Take()
    {
        lock (_gate)
        {
            var taken = new PresenceTaken([.. _heard.Values], [.. _strangers.Values], new Dictionary<int, long>(_reached), _leftOut);
            (_heard, _strangers, _last, _leftOut) = ([], [], null, 0);
            return taken;
        }
    }

    /// <summary>What was taken could not be written down: it stands before what was noted meanwhile.</summary>
    public void GiveBack(PresenceTaken taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        lock (_gate)
        {
            var (heard, strangers) = (_heard.Values, _strangers.Values);
            _heard = taken.Heard.ToDictionary(HeardKey.Of);
            _strangers = taken.Strangers.ToDictionary(KeyOf);
            _last = null;
            _leftOut += taken.LeftOut;
            foreach (var later in heard)
            {
                if (!_heard.TryAdd(HeardKey.Of(later), later))
                    _heard[HeardKey.Of(later)].Sighting.Add(later.Sighting);
            }

            foreach (var later in strangers)
            {
                if (!_strangers.TryAdd(KeyOf(later), later))
                    _strangers[KeyOf(later)].Sighting.Add(later.Sighting);
            }
        }
    }

    internal void Note(LogEvent logEvent, HostStanding standing, bool sourceIsOwned)
    {
        lock (_gate)
        {
            ref var reached = ref CollectionsMarshal.GetValueRefOrAddDefault(_reached, logEvent.Id.Partition, out var isKnown);
            if (isKnown && logEvent.Id.Offset <= reached)
                return;
            reached = logEvent.Id.Offset;
            Hear(logEvent);
            if (standing == HostStanding.Unowned)
                Meet(StrangerKind.Host, EntityReader.Host(logEvent)?.Value, logEvent);
            else if (standing == HostStanding.UnknownNode)
                Meet(StrangerKind.Node, AddressOf(logEvent), logEvent);
            else if (logEvent.System is null && !sourceIsOwned)
                Meet(StrangerKind.Source, logEvent.SourceSystem is null ? logEvent.Peer ?? logEvent.SourceId : logEvent.SourceId, logEvent);
        }
    }

    private void Hear(LogEvent logEvent)
    {
        var hour = logEvent.ReceivedAt / MicrosPerHour;

        // Mostly the same as before: one source sends many lines.
        if (_last is not { } last || last.Hour != hour || !ReferenceEquals(last.System, logEvent.System) || last.SourceId != logEvent.SourceId)
        {
            var key = new HeardKey(logEvent.SourceId, logEvent.System, hour);
            if (!_heard.TryGetValue(key, out last))
            {
                if (_heard.Count >= capacity)
                {
                    _leftOut++;
                    return;
                }

                _heard[key] = last = new Heard(logEvent.SourceId, logEvent.System, hour, new Sighting());
            }

            _last = last;
        }

        last.Sighting.Add(logEvent.Id, logEvent.ReceivedAt);
    }

    private void Meet(StrangerKind kind, string? name, LogEvent logEvent)
    {
        if (name is null)
            return;
        if (!_strangers.TryGetValue((kind, logEvent.Realm, name), out var stranger))
        {
            if (_strangers.Count >= capacity)
            {
                _leftOut++;
                return;
            }

            stranger = new Stranger(
                kind, logEvent.Realm, name, EntityReader.HostName(logEvent), kind == StrangerKind.Source ? logEvent.Peer : AddressOf(logEvent),
                logEvent.SourceId, logEvent.System, new Sighting());
            _strangers[KeyOf(stranger)] = stranger;
        }

        stranger.Sighting.Add(logEvent.Id, logEvent.ReceivedAt);
    }

    private static string? AddressOf(LogEvent logEvent) => EntityReader.HostAddresses(logEvent).FirstOrDefault();

    private static (StrangerKind, string, string) KeyOf(Stranger stranger) => (stranger.Kind, stranger.Realm, stranger.Key);

    // By reference: identities are made once a version of the register, and comparing all their texts would cost every event.
    private readonly struct HeardKey(string sourceId, SystemIdentity? system, long hour) : IEquatable<HeardKey>
    {
        private readonly string _sourceId = sourceId;
        private readonly SystemIdentity? _system = system;
        private readonly long _hour = hour;

        public static HeardKey Of(Heard heard) => new(heard.SourceId, heard.System, heard.Hour);

        public bool Equals(HeardKey other) => _hour == other._hour && ReferenceEquals(_system, other._system) && _sourceId == other._sourceId;

        public override bool Equals(object? obj) => obj is HeardKey other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(_sourceId, _system is null ? 0 : RuntimeHelpers.GetHashCode(_system), _hour);
    }
}
