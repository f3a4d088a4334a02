using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Something that is written in batches: a reading of personal data, a refusal, a sign-in.</summary>
/// <param name="Fault">"" = it was done.</param>
internal sealed record Reading(long At, Actor Actor, string Action, string Fault, string Subject)
{
    public const string SignIn = "account.sign-in";

    private const long Minute = 60_000_000;

    public Wording? Details { get; init; }

    /// <summary>True where the corridor is told too.</summary>
    public bool IsTold { get; init; }

    /// <summary>Equal ones become one entry.</summary>
    public ReadingKey Key => new(At / Minute, Actor.AccountId, Actor.Name, Actor.Address, Action, Fault, Subject);

    public AuditEntry ToRow(long count) => (Entry with { Count = count }).ToRow();

    public SelfEvent ToEvent() => Entry.ToEvent();

    private AuditEntries Entry => AuditEntries.Of(Actor, Action, At) with
    {
        Fault = Fault,
        Subjects = Subject.Length == 0 ? [] : [Subject],
        Details = Details is null ? [] : [Details],
    };
}

internal readonly record struct ReadingKey(long Minute, string ActorId, string ActorName, string Address, string Action, string Fault, string Subject);
