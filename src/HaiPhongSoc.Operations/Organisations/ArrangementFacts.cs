using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

internal static class ArrangementFacts
{
    /// <summary>Of records that were not withdrawn, in their order; of one organisation or of all within the reach.</summary>
    public static Task<List<ArrangementFact>> OfAsync(OperationsDbContext database, string? organisationCode, CancellationToken cancellationToken) =>
        OfAsync(database.Arrangements, organisationCode, cancellationToken);

    /// <summary>The same of one organisation, whoever asks: whether it has a document is no secret of who runs a system that the asker reaches.</summary>
    public static Task<List<ArrangementFact>> OfAnyAsync(OperationsDbContext database, string organisationCode, CancellationToken cancellationToken) =>
        OfAsync(database.Arrangements.IgnoreQueryFilters(), organisationCode, cancellationToken);

    private static async Task<List<ArrangementFact>> OfAsync(IQueryable<ArrangementRecord> arrangements, string? organisationCode, CancellationToken cancellationToken) =>
        await arrangements.AsNoTracking()
            .Where(a => a.WithdrawnAt == null && (organisationCode == null || a.OrganisationCode == organisationCode))
            .OrderBy(a => a.Id)
            .Select(a => new ArrangementFact(a.OrganisationCode, a.Kind, a.Number, a.Date, a.NextReview, a.Receipts.Any(r => r.AcknowledgedOn != null), a.Id))
            .ToListAsync(cancellationToken);
}
