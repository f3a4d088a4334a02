using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

internal static class ArrangementFacts
{
    /// <summary>Of records that were not withdrawn, in their order; of one organisation or of all.</summary>
    public static async Task<List<ArrangementFact>> OfAsync(OperationsDbContext database, string? organisationCode, CancellationToken cancellationToken) =>
        await database.Arrangements.AsNoTracking()
            .Where(a => a.WithdrawnAt == null && (organisationCode == null || a.OrganisationCode == organisationCode))
            .OrderBy(a => a.Id)
            .Select(a => new ArrangementFact(a.OrganisationCode, a.Kind, a.Number, a.Date, a.NextReview, a.Receipts.Any(r => r.AcknowledgedOn != null), a.Id))
            .ToListAsync(cancellationToken);
}
