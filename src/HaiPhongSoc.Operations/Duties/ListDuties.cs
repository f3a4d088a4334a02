using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Earliest due first, milestones with their duty. Everything that is null does not filter.</summary>
/// <param name="SystemCode">Duties of one system.</param>
/// <param name="CityOnly">Duties of the city itself.</param>
/// <param name="DueBefore">UTC microseconds.</param>
/// <param name="WithMilestones">False lists the duties alone.</param>
public sealed record ListDuties(
    IReadOnlyList<DutyState>? States = null,
    string? SystemCode = null,
    bool CityOnly = false,
    int? Year = null,
    long? DueBefore = null,
    bool WithMilestones = true) : IQuery<ListPage<DutyRow>>;
