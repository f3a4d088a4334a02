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

    private static async Task<List<ArrangementFact>> OfAsync(IQueryable<ArrangementRecord> arrangements, string? organisationCode, CancellationToken cancellationToken)
    {
        var standing = arrangements.AsNoTracking().Where(a => a.WithdrawnAt == null && (organisationCode == null || a.OrganisationCode == organisationCode));
        var confirmed = (await standing.SelectMany(a => a.Receipts).Where(r => r.AcknowledgedOn != null).Select(r => new { r.ArrangementId, r.Who }).ToListAsync(cancellationToken))
            .ToLookup(r => r.ArrangementId, r => r.Who);
        return
        [
            .. (await standing.OrderBy(a => a.Id).Select(a => new { a.OrganisationCode, a.Kind, a.Number, a.Date, a.NextReview, a.Audience, a.Id }).ToListAsync(cancellationToken))
                .Select(a => new ArrangementFact(
                    a.OrganisationCode, a.Kind, a.Number, a.Date, a.NextReview, confirmed.Contains(a.Id) && Addressees.Awaited(a.Audience, confirmed[a.Id]).Count == 0, a.Id)),
        ];
    }
}
