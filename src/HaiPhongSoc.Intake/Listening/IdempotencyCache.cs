namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// Remembers by (source, idempotency key) what was answered, so that a request that is sent again is not stored again. Bounded in number and in age; empty after a restart: best
/// effort, beyond which delivery is at least once.
/// </summary>
internal sealed class IdempotencyCache(int capacity, TimeSpan age, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Source, string Key), Claim> _claims = [];
    private readonly Queue<Claim> _byAge = [];

    /// <summary>The claim on a key: a new one that the caller must end, or the one that stands (<see cref="Claim.IsNew"/> is false then).</summary>
    public Claim Begin(string source, string key, ulong fingerprint)
    {
        lock (_gate)
        {
            while (_byAge.TryPeek(out var oldest) && (_byAge.Count >= capacity || clock.GetElapsedTime(oldest.BeganAt) >= age))
                Remove(_byAge.Dequeue());

            if (_claims.TryGetValue((source, key), out var standing))
                return standing.AsRepeated();
            var claim = new Claim(source, key, fingerprint, clock.GetTimestamp());
            if (capacity > 0)
            {
                _claims[(source, key)] = claim;
                _byAge.Enqueue(claim);
            }

            return claim;
        }
    }

    /// <summary>The records of a new claim are durable.</summary>
    public static void Complete(Claim claim, IntakeAccepted accepted) => claim.Outcome.TrySetResult(accepted);

    /// <summary>The records of a new claim were not stored: the key is free again, and whoever waits for it learns so.</summary>
    public void Abandon(Claim claim)
    {
        lock (_gate)
            Remove(claim);
        claim.Outcome.TrySetResult(null);
    }

    private void Remove(Claim claim)
    {
        if (_claims.TryGetValue((claim.Source, claim.Key), out var standing) && standing.Outcome == claim.Outcome)
            _claims.Remove((claim.Source, claim.Key));
    }

    internal sealed record Claim(string Source, string Key, ulong Fingerprint, long BeganAt)
    {
        public bool IsNew { get; private init; } = true;

        /// <summary>What was accepted; null where nothing was.</summary>
        public TaskCompletionSource<IntakeAccepted?> Outcome { get; private init; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Claim AsRepeated() => this with { IsNew = false };
    }
}
