using System.Globalization;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>A due row as the profile and the register demand it.</summary>
/// <param name="Part">Part of the profile: its row of <c>deadlines</c> says when it is reminded of and told upwards.</param>
/// <param name="LastDay">Moved off closed days already.</param>
/// <param name="Met">What the register says that closes it; null where people record it.</param>
/// <param name="IsBygone">Of a year that is over: followed where it is known, and not made anew.</param>
internal sealed record PlannedDuty(
    string Key, string Part, string Kind, Debtor Debtor, int Year, Wording Title, LegalBasis Basis, DateOnly LastDay, TimeSpan SoonLead,
    string? ParentKey = null, string? Met = null, bool IsBygone = false);

/// <summary>Whoever owes something.</summary>
/// <param name="Key">Unique among systems, organisations and the city.</param>
/// <param name="OrganisationCode">Who has to do it; null = the city.</param>
/// <param name="OwedBy">The name of that.</param>
internal sealed record Debtor(string Key, string Name, string? SystemCode, string? OrganisationCode, string OwedBy);

/// <summary>A system as duties see it.</summary>
internal sealed record DutySystem(
    string Code, string Name, int Level, bool IsApproved, string? Decision, SystemStatus Status, bool HasRealData, string OrganisationCode, string OrganisationName)
{
    /// <summary>In use, or on trial with real data: the same rules hold for both (Plan 40, principle 2).</summary>
    public bool ObeysTheRules => Status == SystemStatus.InOperation || (Status == SystemStatus.Test && HasRealData);

    /// <summary>What is recorded of it, as far as rows ask for it.</summary>
    public SystemFacts Facts { get; init; } = SystemFacts.None;

    /// <summary>The day of the conclusion that put it into operation; where its record says nothing it began then.</summary>
    public DateOnly? ConcludedOn { get; init; }

    public Debtor Debtor => new(Code, Name, Code, OrganisationCode, OrganisationName);

    public bool Owes(TransitionRule rule) => Status != SystemStatus.Retired && (Level == 0 || rule.Levels.Contains(Level)) && rule.Of.All(Is)
        && (rule.Where.Count == 0 || rule.Where.Any(Facts.Meets));

    public DateOnly LastDay(TransitionRule rule) => rule.LastDay(rule.Begins is { } begins ? DayOf(begins) ?? ConcludedOn : null);

    public bool Is(SystemTrait trait) => trait switch
    {
        SystemTrait.Approved => IsApproved,
        SystemTrait.InUse => ObeysTheRules,
        _ => !ObeysTheRules && Status != SystemStatus.Retired,
    };

    private DateOnly? DayOf(string fact) =>
        DateOnly.TryParseExact(Facts.Values(fact).FirstOrDefault(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public string? Meets(MetBy? by) => by switch
    {
        MetBy.LevelProposed when Level > 0 => Decision ?? string.Create(CultureInfo.InvariantCulture, $"cấp độ {Level} trong sổ hệ thống"),
        MetBy.LevelApproved when IsApproved => Decision ?? string.Create(CultureInfo.InvariantCulture, $"cấp độ {Level} được phê duyệt trong sổ hệ thống"),
        _ => null,
    };
}

/// <param name="Begun">Its first day, where that is known.</param>
internal sealed record DutyOrganisation(string Code, string Name, DateOnly? Begun = null)
{
    public Debtor Debtor => new($"org:{Code}", Name, null, Code, Name);
}

/// <summary>Everybody who may owe something. Equal where it says the same.</summary>
/// <param name="Arrangements">What of their arrangements is recorded.</param>
internal sealed record Debtors(
    string CityName, IReadOnlyList<DutySystem> Systems, IReadOnlyList<DutyOrganisation> Organisations, IReadOnlyList<ArrangementFact> Arrangements)
{
    public bool Equals(Debtors? other) =>
        other is not null && CityName == other.CityName && Systems.SequenceEqual(other.Systems) && Organisations.SequenceEqual(other.Organisations)
        && Arrangements.SequenceEqual(other.Arrangements);

    public override int GetHashCode() => HashCode.Combine(CityName, Systems.Count, Organisations.Count);

    public Debtor City => new("city", CityName, null, null, CityName);

    /// <summary>Who owes what is written for these levels.</summary>
    public IEnumerable<Debtor> Of(OwedBy scope, IReadOnlyList<int> levels) => scope switch
    {
        OwedBy.System => Systems.Where(s => s.ObeysTheRules && levels.Contains(s.Level)).Select(s => s.Debtor),
        OwedBy.Organisation when levels.Count == DossierRules.AllLevels.Count => Organisations.Select(o => o.Debtor),
        OwedBy.Organisation => Organisations.Where(o => Systems.Any(s => s.OrganisationCode == o.Code && s.ObeysTheRules && levels.Contains(s.Level))).Select(o => o.Debtor),
        _ => [City],
    };
}

/// <summary>What is owed. Pure: the same profile, calendar and register give the same rows.</summary>
internal sealed class DutyPlan(RegulationProfile profile, WorkingCalendar calendar, Debtors debtors)
{
    /// <summary>What falls due in a year again and again.</summary>
    public IEnumerable<PlannedDuty> Of(int year) =>
        [.. profile.Duties.SelectMany(rule => Drills(rule, year)), .. profile.Dossiers.Activities.SelectMany(rule => Periods(rule, year)), .. profile.Dossiers.Reports.SelectMany(rule => Reports(rule, year))];

    /// <summary>What is owed once.</summary>
    public IEnumerable<PlannedDuty> Once() =>
        from rule in profile.Dossiers.Transitions
        where rule.Basis.HoldsOn(rule.Until)
        from owed in rule.Scope == OwedBy.System ? Systems(rule) : debtors.Of(rule.Scope, rule.Levels).Select(d => (Debtor: d, Met: (string?)null, Day: rule.Until))
        select Planned(DutyBook.TransitionPart, rule.Id, owed.Debtor, Day(rule.Until), owed.Day, owed.Day, rule.Title, rule.Basis) with { Met = owed.Met };

    /// <summary>What organisations make and keep: owed once, at each review, and for this year and the next; what was missed last year can still be proved.</summary>
    public IEnumerable<PlannedDuty> Arrangements(int year)
    {
        var facts = debtors.Arrangements.ToLookup(f => (f.OrganisationCode, f.Kind));
        return
            from rule in profile.Arrangements
            from organisation in debtors.Organisations
            from owed in ArrangementStanding.Owed(rule, [.. facts[(organisation.Code, rule.Id)]], organisation.Begun, [year - 1, year, year + 1])
            where rule.Basis.HoldsOn(owed.Day)
            select Planned(DutyBook.ArrangementPart, rule.Id, organisation.Debtor, owed.Of, owed.Day, owed.Day, rule.Title, rule.Basis) with
            {
                Met = owed.Met?.Text,
                IsBygone = rule.Kind == ArrangementKind.Yearly && owed.Day.Year < year,
            };
    }

    private IEnumerable<(Debtor Debtor, string? Met, DateOnly Day)> Systems(TransitionRule rule) =>
        debtors.Systems.Where(s => s.Owes(rule)).Select(s => (s.Debtor, s.Meets(rule.MetBy), s.LastDay(rule)));

    private IEnumerable<PlannedDuty> Drills(DutyRule rule, int year)
    {
        var day = new DateOnly(year, rule.Month, rule.Day);
        if (!rule.Basis.HoldsOn(day))
            yield break;
        foreach (var debtor in debtors.Of(rule.ForSystems ? OwedBy.System : OwedBy.City, [.. DossierRules.AllLevels.Where(level => level >= rule.MinLevel)]))
        {
            var drill = Planned("duties", rule.Id, debtor, year.ToString(CultureInfo.InvariantCulture), day, day, rule.Title, rule.Basis) with { SoonLead = rule.SoonLead };
            yield return drill;
            foreach (var step in rule.Milestones.Where(m => m.Basis.HoldsOn(day)))
            {
                yield return drill with
                {
                    Key = $"{drill.Key}/{step.Id}",
                    Kind = $"{rule.Id}/{step.Id}",
                    Title = step.Title,
                    Basis = step.Basis,
                    LastDay = profile.Deadline("duties", day).LastDay(day.AddDays(-step.DaysBefore), calendar),
                    ParentKey = drill.Key,
                };
            }
        }
    }

    // Periods are counted from the first of January on; the last day of one is the end of its last month.
    private IEnumerable<PlannedDuty> Periods(PeriodicActivity rule, int year) =>
        from month in Enumerable.Range(1, 12)
        where ((year * 12) + month) % rule.EveryMonths == 0
        let end = new DateOnly(year, month, DateTime.DaysInMonth(year, month))
        where rule.Basis.HoldsOn(end)
        from debtor in debtors.Of(rule.Scope, rule.Levels)
        select Planned(DutyBook.PeriodicPart, rule.Id, debtor, Day(end), end, end, rule.Title, rule.Basis);

    private IEnumerable<PlannedDuty> Reports(ReportRule rule, int year)
    {
        var to = new Wording(string.Join("; ", rule.Recipients.Select(r => r.Vi)), string.Join("; ", rule.Recipients.Select(r => r.En)));
        var title = new Wording($"{rule.Title.Vi}. Nơi nhận: {to.Vi}", $"{rule.Title.En}. To: {to.En}");
        return
            from before in rule.Before
            let day = new DateOnly(year, before.Month, before.Day)
            where rule.Basis.HoldsOn(day)
            from debtor in debtors.Of(rule.Scope, rule.Levels)
            select Planned("reports", rule.Id, debtor, Day(day), day, day.AddDays(-1), title, rule.Basis);
    }

    private PlannedDuty Planned(string part, string id, Debtor debtor, string of, DateOnly day, DateOnly last, Wording title, LegalBasis basis)
    {
        var deadline = profile.Deadline(part, day);
        return new PlannedDuty(
            $"{id}/{debtor.Key}/{of}", part, id, debtor, day.Year, title, basis, deadline.LastDay(last, calendar),
            TimeSpan.FromDays(deadline.RemindDaysBefore is [var first, ..] ? first : 0));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
