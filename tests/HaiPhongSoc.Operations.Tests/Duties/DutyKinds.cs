using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Tests.Duties;

/// <summary>What a profile can make anybody owe: one name for each kind of due row.</summary>
internal static class DutyKinds
{
    public static IEnumerable<string> Of(RegulationProfile profile) =>
    [
        .. profile.Duties.SelectMany(d => d.Milestones.Select(m => $"{d.Id}/{m.Id}").Prepend(d.Id)),
        .. profile.Dossiers.Activities.Select(a => a.Id).Distinct(StringComparer.Ordinal),
        .. profile.Dossiers.Reports.Select(r => r.Id),
        .. profile.Dossiers.Transitions.Select(t => t.Id),
        .. profile.Arrangements.Select(a => a.Id),
    ];
}
