using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Approvals;

/// <param name="Names">Who can approve now.</param>
/// <param name="NobodyElse">True where the city has no other approver at all, by day or night: the first days of an installation.</param>
internal sealed record Reached(IReadOnlyList<string> Names, bool NobodyElse);

/// <summary>Who can be asked at a moment: within working hours everybody who may approve, at other times whoever stands on the rota.</summary>
internal sealed class Reachability(OperationsDbContext database, ApprovalDesk desk, WorkingDays days)
{
    public async Task<Reached> WhoAsync(string requesterId, IReadOnlyList<string> beneficiaries, long now, CancellationToken cancellationToken)
    {
        var others = (await desk.ApproversAsync(cancellationToken)).FindAll(a => a.Id != requesterId && !beneficiaries.Contains(a.Id, StringComparer.Ordinal));
        if (days.IsWorkingTime(now))
            return new Reached([.. others.Select(a => a.DisplayName)], others.Count == 0);
        var onCall = await database.OnCallShifts.Where(s => s.From <= now && s.To > now).Select(s => s.AccountId).ToListAsync(cancellationToken);
        return new Reached([.. others.Where(a => onCall.Contains(a.Id, StringComparer.Ordinal)).Select(a => a.DisplayName)], others.Count == 0);
    }
}
