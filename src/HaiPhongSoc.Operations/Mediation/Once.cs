using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>What makes two commands the same one.</summary>
/// <param name="Key">Chosen by the asker, 1–128 characters; its own per account.</param>
/// <param name="Fingerprint">A hash of all that the asker wanted: the same key with another one is a mistake of the asker.</param>
public sealed record OnceKey(string Key, string Fingerprint)
{
    /// <summary>So long a key is remembered.</summary>
    public static TimeSpan Remembered { get; } = TimeSpan.FromHours(24);
}

/// <param name="Replayed">True where the command had been done before and this is what it answered then.</param>
public sealed record OnceOutcome<T>(Outcome<T> Outcome, bool Replayed);

/// <summary>
/// The key of the command at hand, if it has one. What the command answered is kept in the transaction of what it did, so that neither can be there without
/// the other: whatever dies in between, asked again it is done once. Refusals are not kept: they changed nothing.
/// </summary>
internal sealed class OnceScope(OperationsDbContext database, CityTime time)
{
    public OnceKey? Key { get; set; }

    public bool Replayed { get; private set; }

    /// <summary>The answer of before, or null where the command is to be done. Call within its transaction, first.</summary>
    public async Task<TResponse?> FindAsync<TResponse>(Actor actor, CancellationToken cancellationToken)
        where TResponse : class, IOutcome<TResponse>
    {
        Replayed = false;
        if (Key is not { } key)
            return null;
        var done = await database.DoneOnce.SingleOrDefaultAsync(d => d.ActorId == actor.AccountId && d.Key == key.Key, cancellationToken);
        if (done is null)
            return null;
        if (done.At < time.Now - OnceKey.Remembered.Microseconds())
        {
            database.Remove(done);
            await database.SaveChangesAsync(cancellationToken);
            return null;
        }

        if (done.Fingerprint != key.Fingerprint)
            return TResponse.Of(Faults.KeyUsed);
        Replayed = true;
        return TResponse.Read(done.Answer);
    }

    public void Keep(Actor actor, IOutcome outcome)
    {
        if (Key is { } key)
            database.Add(new DoneOnce { ActorId = actor.AccountId, Key = key.Key, Fingerprint = key.Fingerprint, At = time.Now, Answer = outcome.Write() });
    }
}

/// <summary>A command that was done, and what it answered.</summary>
internal sealed class DoneOnce : IEntityTypeConfiguration<DoneOnce>
{
    public string ActorId { get; init; } = "";

    public string Key { get; init; } = "";

    public string Fingerprint { get; init; } = "";

    /// <summary>UTC microseconds.</summary>
    public long At { get; init; }

    /// <summary>The value as JSON.</summary>
    public string Answer { get; init; } = "";

    public void Configure(EntityTypeBuilder<DoneOnce> builder)
    {
        builder.ToTable("DoneOnce");
        builder.HasKey(d => new { d.ActorId, d.Key });
        builder.HasIndex(d => d.At);
    }
}
