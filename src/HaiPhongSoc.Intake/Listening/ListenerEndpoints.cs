using System.Collections.Immutable;
using System.Net;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// Where the syslog listeners really listen, in the order of their options. Filled before the host's <c>StartAsync</c> returns; a port that was given as 0
/// stands here with its number.
/// </summary>
public sealed class ListenerEndpoints
{
    private ImmutableList<(EventTransport Transport, IPEndPoint EndPoint)> _bound = [];

    /// <summary>The endpoints of one transport; empty before the start and where it is not enabled.</summary>
    public IReadOnlyList<IPEndPoint> Of(EventTransport transport) =>
        [.. Volatile.Read(ref _bound).Where(b => b.Transport == transport).Select(b => b.EndPoint)];

    /// <summary>How many listen.</summary>
    public int Count => Volatile.Read(ref _bound).Count;

    internal void Add(EventTransport transport, IPEndPoint endPoint) =>
        ImmutableInterlocked.Update(ref _bound, static (bound, added) => bound.Add(added), (transport, endPoint));
}
