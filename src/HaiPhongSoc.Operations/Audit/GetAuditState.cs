using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>How the chain stands: how far it goes, how far it is proven, and when it last left the machine.</summary>
public sealed record GetAuditState(Actor Actor) : IQuery<AuditState>;

/// <param name="Sealed">The last place on the chain.</param>
/// <param name="Waiting">Entries that wait for their seal; they should be gone within a second or two.</param>
/// <param name="OldestWaiting">When the first of them was written, UTC microseconds.</param>
/// <param name="Verification">Null = never yet.</param>
/// <param name="Anchors">One for each way that was ever used; empty = the chain is anchored nowhere.</param>
public sealed record AuditState(long Sealed, long Waiting, long? OldestWaiting, AuditWatch? Verification, IReadOnlyList<AuditWatch> Anchors);

/// <param name="Name"><c>verification</c>, <c>anchor:file</c>, <c>anchor:syslog</c>, <c>anchor:mail</c>.</param>
/// <param name="At">When it last ran, UTC microseconds.</param>
/// <param name="Sequence">The place that it reached.</param>
/// <param name="Fault">Why it did not go well; empty where it did.</param>
/// <param name="LastGoodAt">0 = never.</param>
public sealed record AuditWatch(string Name, long At, bool IsGood, long Sequence, Wording Fault, long LastGoodAt, long LastGoodSequence);

internal sealed class GetAuditStateHandler(OperationsDbContext database, AuditChecks checks) : IRequestHandler<GetAuditState, Outcome<AuditState>>
{
    public async Task<Outcome<AuditState>> Handle(GetAuditState request, CancellationToken cancellationToken)
    {
        var rows = new ChainRows(database);
        var end = await rows.EndAsync(cancellationToken);
        var (waiting, oldest) = await rows.CountWaitingAsync(cancellationToken);
        var watches = (await checks.AllAsync(cancellationToken)).Select(Of).ToList();
        return new AuditState(
            end?.Sequence ?? 0,
            waiting,
            oldest,
            watches.Find(w => w.Name == AuditCheck.Verification),
            watches.FindAll(w => w.Name.StartsWith("anchor:", StringComparison.Ordinal)));
    }

    private static AuditWatch Of(AuditCheck check) =>
        new(check.Name, check.At, check.IsGood, check.Sequence, new Wording(check.Vi, check.En), check.LastGoodAt, check.LastGoodSequence);
}
