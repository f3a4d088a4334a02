using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>What every change of one duty begins with.</summary>
internal static class DutyChanges
{
    /// <summary>The duty as its person saw it: not there, or changed since, is a fault.</summary>
    public static async Task<Outcome<DutyRecord>> FindAsync(OperationsDbContext database, long id, long version, CancellationToken cancellationToken)
    {
        var duty = await database.Duties.SingleOrDefaultAsync(d => d.Id == id, cancellationToken);
        if (duty is null)
            return Faults.NotFound(FormattableString.Invariant($"nghĩa vụ {id}"), FormattableString.Invariant($"duty {id}"));
        return duty.Version == version ? duty : Faults.Conflict;
    }
}
