using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register.Records;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Brings a faultless register file into the records: adds, changes, leaves alone what is the same. All or nothing.</summary>
/// <param name="keepsChanges">Known organisations and systems stay as people have made them since.</param>
internal sealed class RegisterImport(OperationsDbContext database, RecordBook book, Actor actor, long now, DateOnly today, bool keepsChanges)
{
    private int _added;
    private int _changed;
    private int _unchanged;
    private bool _anything;

    /// <summary>Faults that only show against what the register holds already.</summary>
    public async Task<IReadOnlyList<DocumentFault>> CheckAsync(RegisterFile file, string fileName, CancellationToken cancellationToken)
    {
        var faults = new List<DocumentFault>();
        var known = (await database.Organisations.Select(o => o.Code).ToListAsync(cancellationToken))
            .Concat(file.Organisations.Select(o => o.Code))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var organisation in file.Organisations.Where(o => o.Parent is not null && !known.Contains(o.Parent)))
            faults.Add(new DocumentFault(fileName, 0, 0, $"organisation \"{organisation.Code}\": parent \"{organisation.Parent}\" is not an organisation"));
        foreach (var organisation in file.Organisations.Where(o => o.Successor is not null && !known.Contains(o.Successor)))
            faults.Add(new DocumentFault(fileName, 0, 0, $"organisation \"{organisation.Code}\": successor \"{organisation.Successor}\" is not an organisation"));
        foreach (var system in file.Systems)
        {
            if (!known.Contains(system.Owner))
                faults.Add(Unknown(system, "owner", system.Owner));
            if (system.Operator is { } unit && !known.Contains(unit))
                faults.Add(Unknown(system, "operator", unit));
        }

        faults.AddRange(await CheckConclusionsAsync(file, fileName, cancellationToken));
        faults.AddRange(await CheckRecordsAsync(file, fileName, cancellationToken));
        faults.AddRange(AssetOverlaps.Find(await ClaimsAsync(file, cancellationToken))
            .Select(overlap => new DocumentFault(fileName, overlap.Asset.Line, overlap.Asset.Column, $"system \"{overlap.Asset.SystemCode}\": {overlap.Message}")));
        return faults;

        DocumentFault Unknown(SystemEntry system, string key, string code) =>
            new(fileName, system.Line, system.Column, $"system \"{system.Code}\": {key} \"{code}\" is not an organisation: add it under organisations");
    }

    public async Task<RegisterImported> ApplyAsync(RegisterFile file, CancellationToken cancellationToken)
    {
        var organisations = await database.Organisations.Include(o => o.FormerNames).ToDictionaryAsync(o => o.Code, StringComparer.Ordinal, cancellationToken);
        foreach (var entry in file.Organisations.Where(o => !keepsChanges || !organisations.ContainsKey(o.Code)))
            Apply(entry, organisations.GetValueOrDefault(entry.Code));
        await database.SaveChangesAsync(cancellationToken);

        var systems = await database.Systems.Include(s => s.Assets).ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellationToken);
        var said = file.Systems.Where(s => !keepsChanges || !systems.ContainsKey(s.Code)).ToList();
        _unchanged += file.Systems.Count - said.Count;
        foreach (var entry in said)
            Apply(entry, systems.GetValueOrDefault(entry.Code));
        await ApplyRecordsAsync(said, cancellationToken);

        var state = await RegisterState.OfAsync(database, cancellationToken);
        if (_anything)
            state.Version++;
        await database.SaveChangesAsync(cancellationToken);
        return new RegisterImported(
            state.Version, _added, _changed, _unchanged, await database.Assets.CountAsync(cancellationToken), await database.Organisations.CountAsync(cancellationToken));
    }

    // What a file does not say of a conclusion, the register may hold.
    private async Task<IEnumerable<DocumentFault>> CheckConclusionsAsync(RegisterFile file, string fileName, CancellationToken cancellationToken)
    {
        var known = await database.Systems.AsNoTracking().ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellationToken);
        return
            from entry in file.Systems
            where entry.Status == SystemStatus.InOperation && !(keepsChanges && known.ContainsKey(entry.Code))
            let why = WhyNotInUse(entry, known.GetValueOrDefault(entry.Code))
            where why is not null
            select new DocumentFault(fileName, entry.Line, entry.Column, $"system \"{entry.Code}\": status in-operation: {why}");
    }

    // As ChangeSystemStatus has it (Plan 40, principle 1).
    private string? WhyNotInUse(SystemEntry entry, SystemRecord? known)
    {
        var system = known ?? NewSystem(entry);
        Fill(system, entry);
        if (system.Conclusion is null || system.ConcludedOn is null)
        {
            return "needs the conclusion \"đủ điều kiện đưa vào vận hành\": give conclusion: {document: …, on: yyyy-MM-dd}, or the state that is not in use: "
                + "not-concluded, test or retired (logs of a system that is not in use raise a finding)";
        }

        var request = new ChangeSystemStatus(actor, system.Code, system.Version, SystemStatus.InOperation, system.Conclusion, system.ConcludedOn, null);
        return ChangeSystemStatusHandler.Decide(system, request, isCity: true, today)?.Message.En;
    }

    private async Task<List<DocumentFault>> CheckRecordsAsync(RegisterFile file, string fileName, CancellationToken cancellationToken)
    {
        var names = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var organisation in file.Organisations)
            names[organisation.Code] = organisation.Name;
        var faults = new List<DocumentFault>();
        foreach (var (system, entry) in file.Systems.SelectMany(s => s.Record, (s, e) => (s, e)))
        {
            var unit = system.Operator ?? system.Owner;
            if (book.Read(entry, [unit, names.GetValueOrDefault(unit, unit)]).Fault is not { } fault)
                continue;
            var said = fault.Members.Count == 0 ? [fault.Message.En] : fault.Members.Select(m => $"{m.Name}: {m.Message.En}");
            faults.AddRange(said.Select(what => new DocumentFault(fileName, entry.Line, entry.Column, $"system \"{system.Code}\": record.{entry.Section} {what}")));
        }

        if (!keepsChanges)
            faults.AddRange(await CheckKeptRolesAsync(file, fileName, cancellationToken));
        return faults;
    }

    // Who is to run a system may stand in what is kept of its record as somebody who may not.
    private async Task<IEnumerable<DocumentFault>> CheckKeptRolesAsync(RegisterFile file, string fileName, CancellationToken cancellationToken)
    {
        var known = await database.Systems.AsNoTracking().ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellationToken);
        var twice = await book.RolesAsync(cancellationToken);
        return
            from system in file.Systems
            where known.ContainsKey(system.Code)
            let why = twice(known[system.Code], system.Operator ?? system.Owner, [.. system.Record.Select(r => r.Section)])
            where why is not null
            select new DocumentFault(fileName, system.Line, system.Column, $"system \"{system.Code}\": operator: {why.En}");
    }

    private async Task ApplyRecordsAsync(List<SystemEntry> systems, CancellationToken cancellationToken)
    {
        var kept = await database.SystemSections.ToDictionaryAsync(s => (s.SystemCode, s.Section), cancellationToken);
        foreach (var (system, entry) in systems.SelectMany(s => s.Record, (s, e) => (s, e)))
        {
            var rows = book.Read(entry, []).Value!;
            if (!kept.TryGetValue((system.Code, entry.Section), out var section))
                database.Add(section = new SectionRecord { SystemCode = system.Code, Section = entry.Section });
            if (SectionRecord.AreSame(section.Rows, rows))
                continue;
            section.Keep(rows, now, actor);
            _anything = true;
        }
    }

    private async Task<List<ClaimedAsset>> ClaimsAsync(RegisterFile file, CancellationToken cancellationToken)
    {
        var kept = keepsChanges ? (await database.Systems.Select(s => s.Code).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal) : [];
        var replaced = file.Systems.Where(s => !kept.Contains(s.Code)).ToList();
        var codes = replaced.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        var others = await database.Assets.AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. others.Where(a => !codes.Contains(a.SystemCode)).Select(ClaimedAsset.Of),
            .. replaced.SelectMany(s => s.Assets),
        ];
    }

    private void Apply(OrganisationEntry entry, OrganisationRecord? known)
    {
        var organisation = known ?? new OrganisationRecord { Code = entry.Code, Name = entry.Name };
        var isRenamed = organisation.Rename(entry.Name, today, decision: null);
        (organisation.ParentCode, organisation.Phone) = (entry.Parent, entry.Phone);

        // What a file does not say of these, somebody may have entered by hand.
        organisation.Kind = entry.Kind ?? organisation.Kind;
        organisation.ValidFrom = entry.ValidFrom ?? organisation.ValidFrom;
        organisation.ValidTo = entry.ValidTo ?? organisation.ValidTo;
        organisation.SuccessorCode = entry.Successor ?? organisation.SuccessorCode;
        var names = entry.FormerNames.Where(n => !organisation.FormerNames.Exists(f => f.Name == n.Name)).ToList();
        organisation.FormerNames.AddRange(names.Select(n => new FormerName { OrganisationCode = entry.Code, Name = n.Name, Until = n.Until, Decision = n.Decision }));
        organisation.RefreshSearchText();
        if (known is null)
            database.Add(organisation);
        if (known is not null && !isRenamed && names.Count == 0 && database.Entry(known).State == EntityState.Unchanged)
            return;
        _anything = true;
        if (known is not null)
            known.Version++;
        var what = known is null ? new Wording("đưa vào sổ đăng ký", "entered in the register") : new Wording("cập nhật sổ đăng ký", "register entry updated");
        database.Add(HistoryRecord.Of(organisation.Subject, now, actor, what));
    }

    private void Apply(SystemEntry entry, SystemRecord? known)
    {
        var isNew = known is null;
        var system = known ?? NewSystem(entry);
        var levelBefore = system.EffectiveLevel;
        var statusBefore = system.Status;
        var (levels, approval) = ((system.ProposedLevel, system.ComputedLevel), (system.ApprovedLevel, system.LevelDecision, system.LevelDecidedOn));
        Fill(system, entry);

        // What a file says of a decision and of levels at once, it says of one time.
        if (isNew || approval != (system.ApprovedLevel, system.LevelDecision, system.LevelDecidedOn))
            system.LevelDeterminedOn = null;
        else if (levels != (system.ProposedLevel, system.ComputedLevel))
            system.LevelDeterminedOn = today;
        if (isNew)
            database.Add(system);
        var assetsChanged = ReplaceAssets(system, entry);
        if (!isNew && !assetsChanged && database.Entry(system).State == EntityState.Unchanged)
        {
            _unchanged++;
            return;
        }

        _anything = true;
        if (isNew)
        {
            _added++;
            Tell(system, new Wording("đưa vào sổ đăng ký", "entered in the register"));
            return;
        }

        _changed++;
        system.Version++;
        Tell(system, Difference(system, levelBefore, statusBefore));
    }

    private static SystemRecord NewSystem(SystemEntry entry) => new() { Code = entry.Code, Name = entry.Name, OwnerCode = entry.Owner };

    private static void Fill(SystemRecord system, SystemEntry entry)
    {
        (system.Name, system.OwnerCode, system.OperatorCode) = (entry.Name, entry.Owner, entry.Operator);
        (system.ApprovedLevel, system.ProposedLevel, system.ComputedLevel) = (entry.Approved, entry.Proposed, entry.Computed);
        (system.LevelBasis, system.LevelDecision) = (entry.Basis, entry.Decision);

        // What a file does not say of these, somebody may have entered by hand.
        if (entry.Answers is not null || entry.Computed is null)
            system.LevelAnswers = entry.Answers ?? [];
        system.LevelJustification = entry.Justification ?? (entry.Proposed < entry.Computed ? system.LevelJustification : null);
        system.LevelDecidedOn = entry.DecidedOn ?? (system.LevelDecision is null ? null : system.LevelDecidedOn);
        if (entry.Conclusion is not null || entry.Status == SystemStatus.NotConcludedSecure)
            (system.Conclusion, system.ConcludedOn) = (entry.Conclusion, entry.ConcludedOn);
        (system.Status, system.HasRealData) = (entry.Status, entry.HasRealData);
        (system.ContactName, system.ContactPhone, system.ContactEmail) = (entry.ContactName, entry.ContactPhone, entry.ContactEmail);
        system.RefreshSearchText();
    }

    private bool ReplaceAssets(SystemRecord system, SystemEntry entry)
    {
        static (string, AssetKind, string, long, long?, string?) Same(AssetEntry a) => (a.Realm, a.Kind, a.Key, a.ValidFrom, a.ValidTo, a.CarvedFrom);
        var wanted = entry.Assets.Select(a => a.ToEntry()).DistinctBy(Same).ToList();
        var keep = wanted.Select(Same).ToHashSet();
        var gone = system.Assets.Where(a => !keep.Contains(Same(a))).ToList();
        var had = system.Assets.Select(Same).ToHashSet();
        var fresh = wanted.Where(a => !had.Contains(Same(a))).ToList();
        gone.ForEach(a => system.Assets.Remove(a));
        database.RemoveRange(gone);
        system.Assets.AddRange(fresh);
        return gone.Count + fresh.Count > 0;
    }

    private void Tell(SystemRecord system, Wording what) =>
        database.Add(HistoryRecord.Of($"system:{system.Code}", now, actor, what));

    private static Wording Difference(SystemRecord system, int levelBefore, SystemStatus statusBefore)
    {
        var (vi, en) = ("cập nhật sổ đăng ký", "register entry updated");
        if (levelBefore != system.EffectiveLevel)
        {
            vi += FormattableString.Invariant($"; cấp độ {levelBefore} → {system.EffectiveLevel}");
            en += FormattableString.Invariant($"; level {levelBefore} → {system.EffectiveLevel}");
        }

        if (statusBefore != system.Status)
        {
            vi += "; đổi trạng thái";
            en += FormattableString.Invariant($"; status {statusBefore} → {system.Status}");
        }

        return new Wording(vi, en);
    }
}
