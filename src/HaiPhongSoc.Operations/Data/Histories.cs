using HaiPhongSoc.Operations.Alerts;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Data;

internal static class Histories
{
    /// <summary>What happened to a record, newest first, the last 200.</summary>
    public static async Task<IReadOnlyList<HistoryView>> OfAsync(OperationsDbContext database, string subject, CancellationToken cancellationToken)
    {
        var rows = await database.History.Where(h => h.Subject == subject)
            .OrderByDescending(h => h.At).ThenByDescending(h => h.Id)
            .Take(200)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(h => new HistoryView(h.At, h.ActorName, h.What));
    }
}
