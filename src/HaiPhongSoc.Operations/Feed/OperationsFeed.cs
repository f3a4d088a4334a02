using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Operations.Feed;

/// <summary>Facts of one request or one commit, gathered until the transaction is committed.</summary>
internal sealed class FactsToTell
{
    private List<OperationsFact> _facts = [];

    public void Add(OperationsFact fact)
    {
        if (!_facts.Contains(fact))
            _facts.Add(fact);
    }

    public IReadOnlyList<OperationsFact> Take()
    {
        var told = _facts;
        _facts = [];
        return told;
    }
}

internal sealed class OperationsFeed(TimeProvider clock) : IOperationsFeed
{
    private const int Backlog = 1_024;

    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();

    public void Tell(IReadOnlyList<OperationsFact> facts)
    {
        foreach (var subscription in _subscriptions.Keys)
        {
            foreach (var fact in facts)
                subscription.Offer(fact);
        }
    }

    // Subscribed here and not at the first step of the iterator: what happens in between must be told.
    public IAsyncEnumerable<OperationsFact> ReadAsync(CancellationToken cancellationToken)
    {
        var subscription = new Subscription();
        _subscriptions[subscription] = 0;
        cancellationToken.Register(() => _subscriptions.TryRemove(subscription, out _));
        return ReadAsync(subscription, cancellationToken);
    }

    private async IAsyncEnumerable<OperationsFact> ReadAsync(Subscription subscription, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var fact in subscription.Facts.ReadAllAsync(cancellationToken))
            {
                if (subscription.TakeMissed() > 0)
                    yield return new FactsMissed(UtcMicroseconds.Now(clock));
                yield return fact;
            }
        }
        finally
        {
            _subscriptions.TryRemove(subscription, out _);
        }
    }

    private sealed class Subscription
    {
        private readonly Channel<OperationsFact> _channel;
        private long _missed;

        public Subscription() => _channel = Channel.CreateBounded<OperationsFact>(
            new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = false },
            _ =>
            {
                Interlocked.Increment(ref _missed);
                Telemetry.FactsDropped.Add(1);
            });

        public ChannelReader<OperationsFact> Facts => _channel.Reader;

        public void Offer(OperationsFact fact) => _channel.Writer.TryWrite(fact);

        public long TakeMissed() => Interlocked.Exchange(ref _missed, 0);
    }
}
