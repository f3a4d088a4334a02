using HaiPhongSoc.Detection.Findings;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Reads what a turn decides by, of one moment, outside the turn's own transaction: nobody who edits the register waits for the sweep.</summary>
internal sealed class GroundReader(
    OperationsDbContext database, SystemDirectory directory, IPromisedSources sources, Rulebook rulebook, CityTime time, IOptions<OperationsOptions> options)
{
    public async Task<FindingGround> ReadAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginSnapshotAsync(cancellationToken);
        var lapsed = new LapsedSystems(rulebook.Regulation, time);
        var systems = await database.Systems.AsNoTracking().ToListAsync(cancellationToken);
        var organisations = await database.Organisations.AsNoTracking().ToListAsync(cancellationToken);
        var documents = await ArrangementFacts.OfAsync(database, null, cancellationToken);
        var alerts = await database.Alerts
            .Where(a => a.OpenMark == 1 && a.Origin == AlertOrigin.Finding && a.RuleId == FindingRules.GatedSystemId && a.SystemCode != null)
            .GroupBy(a => a.SystemCode!)
            .Select(g => new { g.Key, Latest = g.Max(a => a.Id) })
            .ToDictionaryAsync(g => g.Key, g => g.Latest, StringComparer.Ordinal, cancellationToken);
        return new FindingGround(
            directory.Current,
            systems.ToDictionary(s => s.Code, FactOf, StringComparer.Ordinal),
            sources.All,
            [
                .. Lapsed(organisations, documents), .. lapsed.Of(systems, await lapsed.ReadAsync(database, cancellationToken)),
                .. EndedOrganisations.Of(organisations, systems, time),
            ],
            alerts,
            rulebook.Severity,
            options.Value.Findings,
            time.Now);
    }

    private static SystemFact FactOf(SystemRecord s) =>
        new(s.Code, s.Name, s.OwnerCode, s.EffectiveLevel, s.MayBeInUse, s.OwesConclusion, s.ObeysTheRules);

    // What has to be done each year is a duty, and nothing that was there has lapsed.
    private List<Cause> Lapsed(List<OrganisationRecord> organisations, List<ArrangementFact> documents)
    {
        var today = time.DayOf(time.Now);
        var rules = rulebook.Regulation.Arrangements.Where(r => r.Kind != ArrangementKind.Yearly && r.Basis.HoldsOn(today)).ToDictionary(r => r.Id, StringComparer.Ordinal);
        var existing = organisations.Where(o => o.ExistsOn(today)).Select(o => o.Code).ToHashSet(StringComparer.Ordinal);
        var causes = new List<Cause>();
        foreach (var own in documents.Where(d => existing.Contains(d.OrganisationCode) && rules.ContainsKey(d.Kind)).GroupBy(d => (d.OrganisationCode, d.Kind)))
        {
            var rule = rules[own.Key.Kind];
            if (ArrangementStanding.Of(rule, [.. own], today, 0) == ArrangementState.Lapsed
                && ArrangementStanding.Current(own.Where(f => f.Date <= today)) is { NextReview: { } review } lapsed)
            {
                causes.Add(new Cause(
                    FindingKind.LapsedDocument,
                    "",
                    $"{own.Key.OrganisationCode}/{own.Key.Kind}",
                    null,
                    new Wording(FormattableString.Invariant($"{rule.Title.Vi}: {lapsed.Number}, hạn rà soát {review:dd/MM/yyyy}"), FormattableString.Invariant($"{rule.Title.En}: {lapsed.Number}, review due {review:dd/MM/yyyy}")),
                    time.EndOf(review),
                    null)
                {
                    OrganisationCode = own.Key.OrganisationCode,
                });
            }
        }

        return causes;
    }
}
