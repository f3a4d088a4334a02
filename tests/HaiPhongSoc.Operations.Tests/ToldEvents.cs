using System.Collections.Concurrent;
using HaiPhongSoc.Operations.Audit;

namespace HaiPhongSoc.Operations.Tests;

/// <summary>What the SOC told its own corridor.</summary>
internal sealed class ToldEvents : ISelfEvents
{
    private readonly ConcurrentQueue<SelfEvent> _events = new();

    public IReadOnlyList<SelfEvent> Events => [.. _events];

    public void Tell(SelfEvent happened) => _events.Enqueue(happened);
}
