using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Organisations that were merged or dissolved and still own or run systems: nobody answers for these. Pure.</summary>
internal static class EndedOrganisations
{
    private const int Named = 5;

    public static IEnumerable<Cause> Of(IReadOnlyList<OrganisationRecord> organisations, IReadOnlyList<SystemRecord> systems, CityTime time)
    {
        var today = time.DayOf(time.Now);
        foreach (var ended in organisations.Where(o => o.ValidTo < today))
        {
            var held = systems.Where(s => s.Status != SystemStatus.Retired && (s.OwnerCode == ended.Code || s.OperatorCode == ended.Code)).Select(s => s.Name).Order(StringComparer.Ordinal).ToList();
            if (held.Count == 0)
                continue;
            var names = string.Join("; ", held.Take(Named)) + (held.Count > Named ? "; …" : "");
            yield return new Cause(
                FindingKind.EndedOrganisation,
                "",
                ended.Code,
                null,
                new Wording(
                    FormattableString.Invariant($"{ended.Name}, kết thúc hoạt động ngày {ended.ValidTo:dd/MM/yyyy}: còn đứng tên {held.Count} hệ thống ({names})"),
                    FormattableString.Invariant($"{ended.Name}, ended on {ended.ValidTo:dd/MM/yyyy}: {held.Count} systems are still in its name ({names})")),
                time.EndOf(ended.ValidTo!.Value),
                null)
            {
                OrganisationCode = SuccessorOf(ended, organisations, today),
            };
        }
    }

    // Whoever succeeded may have been merged since.
    private static string? SuccessorOf(OrganisationRecord ended, IReadOnlyList<OrganisationRecord> organisations, DateOnly today)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = ended;
        while (next is not null && next.ValidTo < today && seen.Add(next.Code))
            next = organisations.FirstOrDefault(o => o.Code == next.SuccessorCode);
        return next is not null && !(next.ValidTo < today) ? next.Code : null;
    }
}
