using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>What would change for each system, each organisation and the city if another profile took effect. Nothing is changed.</summary>
/// <param name="Profile">Name of the other profile, as its file is called; null = only say which there are.</param>
public sealed record CompareProfile(Actor Actor, string? Profile) : IQuery<ProfileComparison>;

/// <param name="Profiles">Names of the other profiles.</param>
/// <param name="Title">Of the other profile; null where none was asked for.</param>
/// <param name="Year">The year whose duties are compared: the next one, which is whole.</param>
/// <param name="Rows">What the other says otherwise.</param>
/// <param name="Others">Organisations and the city, with what changes for them.</param>
public sealed record ProfileComparison(
    IReadOnlyList<string> Profiles, Wording? Title, int Year, IReadOnlyList<RegulationChange> Rows, IReadOnlyList<SystemImpact> Systems, IReadOnlyList<DebtorImpact> Others);

/// <summary>A system for which something changes.</summary>
/// <param name="Level">The level that counts.</param>
/// <param name="ComputedNow">By its kept answers and the profile in force; null where none were kept.</param>
/// <param name="ComputedThen">By the other profile; 0 = its questions are others, or no row holds.</param>
/// <param name="MonthsNow">How long its logs are kept at least.</param>
/// <param name="MissingNow">Required entries of its record that are empty.</param>
public sealed record SystemImpact(
    string Code, string Name, int Level, int? ComputedNow, int? ComputedThen, int? MonthsNow, int? MonthsThen, int MissingNow, int MissingThen, IReadOnlyList<DutyChange> Duties);

/// <param name="Code">Of the organisation; null = the city.</param>
public sealed record DebtorImpact(string? Code, string Name, IReadOnlyList<DutyChange> Duties);

internal sealed class CompareProfileHandler(OperationsDbContext database, DutyDebtors owing, RecordBook records, Rulebook rulebook, CityTime time)
    : IRequestHandler<CompareProfile, Outcome<ProfileComparison>>
{
    public async Task<Outcome<ProfileComparison>> Handle(CompareProfile request, CancellationToken cancellationToken)
    {
        var (profiles, today) = (rulebook.OtherProfiles(), time.DayOf(time.Now));
        if (request.Profile is null)
            return new ProfileComparison(profiles, null, today.Year + 1, [], [], []);
        if (rulebook.OtherProfile(request.Profile, out var faults) is not { } other)
            return NotRead(request.Profile, profiles, faults);
        var debtors = await owing.AllAsync(today, cancellationToken, other);
        var impact = new RegulationImpact(rulebook.Regulation, other, rulebook.WorkingDays, debtors, today.Year + 1);
        var duties = impact.Duties();
        return new ProfileComparison(
            profiles,
            other.Title,
            today.Year + 1,
            RegulationComparison.Of(RegulationRows.Of(rulebook.Regulation), RegulationRows.Of(other)),
            await SystemsAsync(other, impact, duties, today, cancellationToken),
            Others(debtors, duties));
    }

    private static Fault NotRead(string name, IReadOnlyList<string> profiles, IReadOnlyList<Documents.DocumentFault> faults) => faults.Count == 0
        ? Faults.NotFound($"bộ quy định «{name}» (có: {string.Join(", ", profiles)})", $"profile \"{name}\" (there are: {string.Join(", ", profiles)})")
        : Faults.Refused("regulation.faults", $"bộ quy định này có lỗi: {faults[0]}", $"this profile has faults: {faults[0]}");

    private async Task<IReadOnlyList<SystemImpact>> SystemsAsync(
        RegulationProfile other, RegulationImpact impact, IReadOnlyDictionary<string, IReadOnlyList<DutyChange>> duties, DateOnly today, CancellationToken cancellationToken)
    {
        var systems = await database.Systems.Where(s => s.Status != SystemStatus.Retired).OrderBy(s => s.Name).ToListAsync(cancellationToken);
        var missing = await records.MissingAsync(systems, rulebook.Regulation, cancellationToken);
        var missingThen = await records.MissingAsync(systems, other, cancellationToken);
        return
        [
            .. systems.Select(s => Impact(s, missing[s.Code], missingThen[s.Code])).Where(i =>
                i.Duties.Count > 0 || i.ComputedNow != i.ComputedThen || i.MonthsNow != i.MonthsThen || i.MissingNow != i.MissingThen),
        ];

        SystemImpact Impact(SystemRecord system, int missingNow, int missingLater)
        {
            var (months, monthsThen) = impact.RetentionMonths(system.EffectiveLevel, today);
            return new SystemImpact(
                system.Code, system.Name, system.EffectiveLevel, Computed(rulebook.Regulation, system, today), Computed(other, system, today), months, monthsThen, missingNow, missingLater,
                duties.GetValueOrDefault(system.Code) ?? []);
        }
    }

    private static int? Computed(RegulationProfile profile, SystemRecord system, DateOnly day) => system.LevelAnswers.Count == 0
        ? null
        : LevelDecision.Of(profile.Levels, LevelAnswers.Read(profile.Levels, system.LevelAnswers), day).Level;

    private IReadOnlyList<DebtorImpact> Others(Debtors debtors, IReadOnlyDictionary<string, IReadOnlyList<DutyChange>> duties)
    {
        var organisations = debtors.Organisations
            .Where(o => database.Reach.Holds(o.Code) && duties.ContainsKey(o.Debtor.Key))
            .Select(o => new DebtorImpact(o.Code, o.Name, duties[o.Debtor.Key]));
        return database.Reach.IsCity && duties.TryGetValue(debtors.City.Key, out var city) ? [new DebtorImpact(null, debtors.CityName, city), .. organisations] : [.. organisations];
    }
}
