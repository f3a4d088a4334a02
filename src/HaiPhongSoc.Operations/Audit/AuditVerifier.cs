using HaiPhongSoc.Operations.Audit.Anchors;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>A verification whose result matters: kept for the page, and where the chain is broken, shouted into log, chain and corridor.</summary>
internal sealed partial class AuditVerifier(IAuditChain chain, AuditChecks checks, AuditJournal journal, IOptions<OperationsOptions> options, ILogger<AuditVerifier> log)
{
    public async Task<AuditVerdict> RunAsync(int rowsPerSecond, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var verdict = await chain.VerifyAsync(new AuditVerification(Anchors(), rowsPerSecond), progress, cancellationToken);
        await checks.KeepAsync(AuditCheck.Verification, verdict.At, verdict.Verified, verdict.Break?.What, cancellationToken);
        if (verdict.Break is not { } broken)
        {
            LogIntact(verdict.Verified, verdict.Anchors);
            return verdict;
        }

        LogBroken(broken.Sequence, broken.Kind, broken.What.En);
        await journal.WriteAsync(
            AuditEntries.Of(Actor.Program, "audit.broken", verdict.At) with { Fault = $"audit.{broken.Kind}".ToLowerInvariant(), Subjects = ["audit-chain"], Details = [broken.What] },
            cancellationToken);
        return verdict;
    }

    // Our own file, where it can be read: who cuts the tail off has to cut the share as well.
    private IReadOnlyList<AuditAnchor> Anchors()
    {
        var file = options.Value.Audit.Anchor.File;
        try
        {
            return file.Length > 0 && File.Exists(file) ? AnchorText.Read(File.ReadLines(file)) : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            LogNoAnchors(unreadable, file);
            return [];
        }
    }

    [LoggerMessage(EventId = 4310, Level = LogLevel.Information, Message = "audit chain verified up to entry {Sequence}, {Anchors} anchors compared")]
    private partial void LogIntact(long sequence, int anchors);

    [LoggerMessage(EventId = 4311, Level = LogLevel.Critical, Message = "THE AUDIT CHAIN IS BROKEN at entry {Sequence} ({Kind}): {What}; keep the database as it is and call the auditor")]
    private partial void LogBroken(long sequence, AuditBreakKind kind, string what);

    [LoggerMessage(EventId = 4312, Level = LogLevel.Warning, Message = "anchors cannot be read from {File}: the verification goes without them")]
    private partial void LogNoAnchors(Exception fault, string file);
}
