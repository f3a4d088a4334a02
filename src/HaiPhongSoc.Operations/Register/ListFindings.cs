using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Open findings (phát hiện) of systems, worst first, then the latest; at most 200. An owner reads these, and not the queue that they stand in.</summary>
/// <param name="SystemCode">Of one system; null = of every system within reach.</param>
public sealed record ListFindings(Actor Actor, string? SystemCode = null) : IQuery<IReadOnlyList<FindingView>>;

/// <summary>What the register says and the logs contradict.</summary>
/// <param name="AlertId">The alert that it is kept as.</param>
/// <param name="Count">How often it was seen.</param>
/// <param name="LastSeen">UTC microseconds.</param>
public sealed record FindingView(long AlertId, Wording Title, Wording Description, Severity Severity, long Count, long LastSeen, string? SystemCode, string? SystemName);

internal sealed class ListFindingsHandler(OperationsDbContext database) : IRequestHandler<ListFindings, Outcome<IReadOnlyList<FindingView>>>
{
    public async Task<Outcome<IReadOnlyList<FindingView>>> Handle(ListFindings request, CancellationToken cancellationToken) =>
        await FindingRows.Async(database, request.SystemCode, cancellationToken);
}

internal static class FindingRows
{
    private const int Most = 200;

    public static async Task<List<FindingView>> Async(OperationsDbContext database, string? systemCode, CancellationToken cancellationToken)
    {
        var findings = database.Alerts.Where(a => a.Origin == AlertOrigin.Finding && a.Status != AlertStatus.Closed);
        if (systemCode is not null)
            findings = findings.Where(a => a.SystemCode == systemCode);
        var found = await findings.OrderByDescending(a => a.Severity).ThenByDescending(a => a.LastSeen).ThenByDescending(a => a.Id).Take(Most).ToListAsync(cancellationToken);
        return found.ConvertAll(a => new FindingView(a.Id, a.Title, a.Description, a.Severity, a.Count, a.LastSeen, a.SystemCode, a.SystemName));
    }
}
