using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>What of the systems' answers and records the rows of some profiles ask for: one question, whatever their number; none where no row asks.</summary>
internal sealed class DutyFacts
{
    private readonly ILookup<string, (string Fact, string Value)> _recorded;
    private readonly IReadOnlySet<string> _asked;

    private DutyFacts(IReadOnlySet<string> asked, ILookup<string, (string Fact, string Value)> recorded)
    {
        _asked = asked;
        _recorded = recorded;
    }

    public static async Task<DutyFacts> ReadAsync(OperationsDbContext database, IEnumerable<RegulationProfile> profiles, CancellationToken cancellationToken)
    {
        var asked = profiles.SelectMany(p => p.Dossiers.Transitions).SelectMany(t => t.Where.Select(w => w.Fact).Append(t.Begins)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var sections = asked.Select(fact => fact[..fact.IndexOf('.', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).ToList();
        var kept = sections.Count == 0 ? [] : await database.SystemSections.AsNoTracking().Where(s => sections.Contains(s.Section)).ToListAsync(cancellationToken);
        return new DutyFacts(asked, kept
            .SelectMany(s => s.Rows.SelectMany(row => row.SelectMany(field => field.Value.Select(value => (s.SystemCode, Fact: $"{s.Section}.{field.Key}", Value: value)))))
            .Where(f => asked.Contains(f.Fact))
            .ToLookup(f => f.SystemCode, f => (f.Fact, f.Value), StringComparer.Ordinal));
    }

    public SystemFacts Of(SystemRecord system) => _asked.Count == 0 ? SystemFacts.None : SystemFacts.Of(_recorded[system.Code].Concat(
        from answer in system.LevelAnswers
        let fact = $"question.{answer.Key}"
        where _asked.Contains(fact)
        from value in answer.Value
        select (fact, value)));
}
