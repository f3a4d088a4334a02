using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Records;

/// <summary>The record of systems by the profile in force.</summary>
internal sealed class RecordBook(OperationsDbContext database, Rulebook rulebook, CityTime time)
{
    private const int MostNamed = 100;

    /// <summary>The sections that hold today, for a system of this effective level.</summary>
    public IReadOnlyList<RecordSection> SectionsOf(int level) => SectionsOf(rulebook.Regulation, level);

    /// <summary>Those that hold today for a system of any level.</summary>
    public IReadOnlyList<RecordSection> Sections => SectionsOf(rulebook.Regulation);

    private List<RecordSection> SectionsOf(RegulationProfile profile, int level) => SectionsOf(profile).FindAll(s => s.IsOf(level));

    private List<RecordSection> SectionsOf(RegulationProfile profile)
    {
        var today = time.DayOf(time.Now);
        return [.. profile.SystemRecord.Where(s => s.Basis.HoldsOn(today))];
    }

    /// <summary>A section that a file gives, as it would be kept.</summary>
    public Outcome<List<RecordRow>> Read(RecordEntry entry, IReadOnlyCollection<string> operators)
    {
        var sections = SectionsOf(rulebook.Regulation);
        if (sections.Find(s => s.Id == entry.Section) is not { } section)
        {
            var known = string.Join(", ", sections.Select(s => s.Id));
            return Faults.Invalid("record.section", $"không có mục này: ghi một trong {known}", $"is no section: write one of {known}");
        }

        return entry.Rows.SelectMany(row => row.Keys).FirstOrDefault(id => section.Fields.All(f => f.Id != id)) is { } unknown
            ? Faults.Invalid("record.field", $"không có ô «{unknown}»", $"has no field \"{unknown}\": write one of {string.Join(", ", section.Fields.Select(f => f.Id))}")
            : SectionChecks.Read(section, entry.Rows, operators);
    }

    /// <summary>What is kept of a system, by section.</summary>
    public Task<Dictionary<string, SectionRecord>> OfAsync(string systemCode, CancellationToken cancellationToken) =>
        database.SystemSections.Where(s => s.SystemCode == systemCode).ToDictionaryAsync(s => s.Section, StringComparer.Ordinal, cancellationToken);

    /// <summary>How many required fields of their records are still empty, by system.</summary>
    public Task<IReadOnlyDictionary<string, int>> MissingAsync(IReadOnlyList<SystemRecord> systems, CancellationToken cancellationToken) =>
        MissingAsync(systems, rulebook.Regulation, cancellationToken);

    /// <summary>The same by another profile.</summary>
    public async Task<IReadOnlyDictionary<string, int>> MissingAsync(IReadOnlyList<SystemRecord> systems, RegulationProfile profile, CancellationToken cancellationToken)
    {
        var codes = systems.Select(s => s.Code).ToList();
        var sections = database.SystemSections.AsNoTracking();
        // Many codes are as good as all of them, and a question that names each is long.
        var kept = (await (codes.Count > MostNamed ? sections : sections.Where(s => codes.Contains(s.SystemCode))).ToListAsync(cancellationToken)).ToDictionary(s => (s.SystemCode, s.Section), s => s.Rows);
        return systems.ToDictionary(
            s => s.Code,
            s => SectionsOf(profile, s.EffectiveLevel).Sum(section => SectionChecks.Missing(section, s.EffectiveLevel, kept.GetValueOrDefault((s.Code, section.Id)) ?? []).Count),
            StringComparer.Ordinal);
    }

    /// <summary>How somebody may write who runs the system.</summary>
    public async Task<IReadOnlyList<string>> OperatorsAsync(SystemRecord system, CancellationToken cancellationToken) =>
        (await OperatorsAsync(cancellationToken))(system);

    /// <summary>The same of any system; the names are read once.</summary>
    public async Task<Func<SystemRecord, IReadOnlyList<string>>> OperatorsAsync(CancellationToken cancellationToken)
    {
        var called = await CalledAsync(cancellationToken);
        return system => called(system.OperatorCode ?? system.OwnerCode);
    }

    /// <summary>A fault where who runs the system now is named in its record as somebody who may not run it.</summary>
    public async Task<Fault?> CheckRolesAsync(SystemRecord system, string member, CancellationToken cancellationToken)
    {
        var kept = await OfAsync(system.Code, cancellationToken);
        return Twice(system.EffectiveLevel, kept.Values, await OperatorsAsync(system, cancellationToken)) is { } why ? SystemChanges.Of("record.roles", member, why) : null;
    }

    /// <summary>The same of any system and of the organisation that is to run it, by its code, but for sections that are given anew; the records are read once.</summary>
    public async Task<Func<SystemRecord, string, IReadOnlyCollection<string>, Wording?>> RolesAsync(CancellationToken cancellationToken)
    {
        var called = await CalledAsync(cancellationToken);
        var withRoles = rulebook.Regulation.SystemRecord.Where(s => s.NamesRoles).Select(s => s.Id).ToList();
        var kept = (await database.SystemSections.AsNoTracking().Where(s => withRoles.Contains(s.Section)).ToListAsync(cancellationToken)).ToLookup(s => s.SystemCode, StringComparer.Ordinal);
        return (system, unit, anew) => Twice(system.EffectiveLevel, kept[system.Code].Where(k => !anew.Contains(k.Section, StringComparer.Ordinal)), called(unit));
    }

    /// <summary>How an organisation may be written, by its code: code, names of now and before, and those of whoever was merged into it.</summary>
    public async Task<Func<string, IReadOnlyList<string>>> CalledAsync(CancellationToken cancellationToken)
    {
        var all = await database.Organisations.AsNoTracking().Include(o => o.FormerNames).ToDictionaryAsync(o => o.Code, StringComparer.Ordinal, cancellationToken);
        var merged = all.Values.Where(o => o.SuccessorCode is not null).ToLookup(o => o.SuccessorCode!, o => o.Code, StringComparer.Ordinal);
        return unit =>
        {
            var codes = new List<string> { unit };
            for (var at = 0; at < codes.Count; at++)
                codes.AddRange([.. merged[codes[at]].Except(codes, StringComparer.Ordinal)]);
            return [unit, .. codes.Where(all.ContainsKey).SelectMany(code => all[code].FormerNames.Select(n => n.Name).Prepend(all[code].Name).Prepend(code))];
        };
    }

    private Wording? Twice(int level, IEnumerable<SectionRecord> kept, IReadOnlyCollection<string> operators)
    {
        var sections = SectionsOf(level);
        return kept.Select(k => (k.Rows, Section: sections.FirstOrDefault(s => s.Id == k.Section))).Where(k => k.Section is not null)
            .SelectMany(k => k.Rows.SelectMany(row => SectionChecks.Same(k.Section!, row, operators)))
            .Select(same => same.Why).FirstOrDefault();
    }
}
