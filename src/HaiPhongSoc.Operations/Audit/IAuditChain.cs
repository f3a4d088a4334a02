using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>What is wrong with the first link that is.</summary>
public enum AuditBreakKind
{
    /// <summary>A byte of the entry is not what was sealed.</summary>
    Changed = 1,

    /// <summary>The entry is gone.</summary>
    Missing = 2,

    /// <summary>The entry stands in another's place.</summary>
    Reordered = 3,

    /// <summary>The chain ends too early, measured by its head or by an anchor.</summary>
    TailCut = 4,

    /// <summary>The seal was not made with the key that it names.</summary>
    WrongSeal = 5,

    /// <summary>The key that it names is not in the key file.</summary>
    UnknownKey = 6,

    /// <summary>The head is missing, changed, or stands before the last entry.</summary>
    Head = 7,

    /// <summary>The chain is whole but is not the one of which an anchor was made.</summary>
    Anchor = 8,
}

/// <summary>The first broken link.</summary>
/// <param name="Sequence">The place on the chain.</param>
public sealed record AuditBreak(long Sequence, AuditBreakKind Kind, Wording What);

/// <summary>What a verification found.</summary>
/// <param name="Verified">The last place that is proven; the whole chain where <paramref name="Break"/> is null.</param>
/// <param name="Hash">The hash there.</param>
/// <param name="Waiting">Entries that are not sealed yet.</param>
/// <param name="Anchors">How many anchors were compared.</param>
/// <param name="At">When it ended, UTC microseconds.</param>
public sealed record AuditVerdict(long Verified, string Hash, long Waiting, int Anchors, long At, AuditBreak? Break)
{
    public bool IsIntact => Break is null;
}

/// <param name="Anchors">What was written off the machine; oldest first or not.</param>
/// <param name="RowsPerSecond">0 = as fast as it goes.</param>
public sealed record AuditVerification(IReadOnlyList<AuditAnchor>? Anchors = null, int RowsPerSecond = 0);

/// <summary>A statement about the chain, kept where the owner of the database cannot reach it.</summary>
/// <param name="At">UTC microseconds.</param>
/// <param name="Hash">The hash of the entry at <paramref name="To"/>.</param>
public sealed record AuditAnchor(long At, long From, long To, long Count, string Hash, string Seal, string SealKey);

/// <summary>The audit chain as a whole.</summary>
public interface IAuditChain
{
    /// <summary>
    /// Reads the whole chain, a page at a time, and stops at the first broken link. Changes nothing, takes no lock that a writer feels, and may run beside
    /// a working sequencer: it ends where the chain ended at that moment.
    /// </summary>
    /// <param name="progress">Called with the place reached, after each page.</param>
    Task<AuditVerdict> VerifyAsync(AuditVerification verification, IProgress<long>? progress, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the sealed entries of a span of time as NDJSON with a manifest as the last line, streaming. That it was exported, by whom, stands on the
    /// chain before the first byte is written.
    /// </summary>
    /// <param name="from">Inclusive, UTC microseconds.</param>
    /// <param name="to">Exclusive, UTC microseconds.</param>
    Task<AuditManifest> ExportAsync(Actor actor, long from, long to, Stream output, CancellationToken cancellationToken);

    /// <summary>Adds a key, which seals from now on; the former ones stay to verify. Returns its id.</summary>
    /// <exception cref="OperationsConfigurationException">The key file is missing: a new one would hide that.</exception>
    string AddKey();
}
