using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Register.Sheets;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// Brings a faultless register file into the records: adds, changes, leaves alone what is the same. All or nothing: what was staged and is not saved
/// never was.
/// </summary>
/// <param name="keepsChanges">Known organisations and systems stay as people have made them since.</param>
internal sealed class RegisterImport(OperationsDbContext database, RecordBook book, CityTime time, Actor actor, bool keepsChanges)
{
    private readonly List<RegisterImportRow> _rows = [];
    private int _unchanged;

    /// <summary>What becomes another: organisations, then systems with their assets, then records.</summary>
    public IReadOnlyList<RegisterImportRow> Rows => _rows;

    /// <summary>A digest of <see cref="Rows"/> and of the versions that they rest on: who confirms it, confirms this one.</summary>
    public string Digest => PlanDigest.Of(
        _rows.Select(r => string.Create(
            CultureInfo.InvariantCulture, $"{r.Part}|{r.Step}|{r.Line}|{r.Code}|{r.Version}|{string.Join('\u001E', r.Cells.Select(c => $"{c.Column.En}\u001F{c.From}\u001F{c.To}"))}")),
        []);

    private DateOnly Today => time.DayOf(time.Now);

    public async Task StageAsync(RegisterFile file, CancellationToken cancellationToken)
    {
        var organisations = await database.Organisations.Include(o => o.FormerNames).ToDictionaryAsync(o => o.Code, StringComparer.Ordinal, cancellationToken);
        foreach (var entry in file.Organisations.Where(o => !keepsChanges || !organisations.ContainsKey(o.Code)))
            Apply(entry, organisations.GetValueOrDefault(entry.Code));
        var systems = await database.Systems.Include(s => s.Assets).ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellationToken);
        var said = file.Systems.Where(s => !keepsChanges || !systems.ContainsKey(s.Code)).ToList();
        _unchanged += file.Systems.Count - said.Count;
        foreach (var entry in said)
            Apply(entry, systems.GetValueOrDefault(entry.Code));
        await ApplyRecordsAsync(said, cancellationToken);
    }

    public async Task<RegisterImported> SaveAsync(CancellationToken cancellationToken)
    {
        var state = await RegisterState.OfAsync(database, cancellationToken);
        if (_rows.Count > 0)
            state.Version++;
        await database.SaveChangesAsync(cancellationToken);
        return new RegisterImported(
            state.Version, Systems(RecordImportStep.Add), Systems(RecordImportStep.Change), _unchanged,
            await database.Assets.CountAsync(cancellationToken), await database.Organisations.CountAsync(cancellationToken));

        int Systems(RecordImportStep step) => _rows.Count(r => r.Part == RegisterPart.System && r.Step == step);
    }

    private async Task ApplyRecordsAsync(List<SystemEntry> systems, CancellationToken cancellationToken)
    {
        var sheets = RecordSheet.Of(book.Sections).ToDictionary(s => s.Section.Id, StringComparer.Ordinal);
        var kept = await database.SystemSections.ToDictionaryAsync(s => (s.SystemCode, s.Section), cancellationToken);
        foreach (var (system, entry) in systems.SelectMany(s => s.Record, (s, e) => (s, e)))
        {
            var rows = book.Read(entry, []).Value!;
            if (!kept.TryGetValue((system.Code, entry.Section), out var section))
                database.Add(section = new SectionRecord { SystemCode = system.Code, Section = entry.Section });
            if (SectionRecord.AreSame(section.Rows, rows))
                continue;
            var sheet = sheets[entry.Section];
            _rows.AddRange(RowChange.Between(sheet, section.Rows, [.. rows.Select(row => (row, entry.Line))]).DefaultIfEmpty(new RowChange(RecordImportStep.Change, entry.Line, []))
                .Select(c => new RegisterImportRow(RegisterPart.Record, c.Step, c.Line, system.Code, system.Name, c.Cells) { Version = section.Version, Section = sheet.Section.Title }));
            section.Keep(rows, time.Now, actor);
        }
    }

    private void Apply(OrganisationEntry entry, OrganisationRecord? known)
    {
        var organisation = known ?? new OrganisationRecord { Code = entry.Code, Name = entry.Name };
        var from = known is null ? null : RegisterCells.TextsOf(known);
        organisation.Rename(entry.Name, Today, decision: null);
        (organisation.ParentCode, organisation.Phone) = (entry.Parent, entry.Phone);

        // What a file does not say of these, somebody may have entered by hand.
        organisation.Kind = entry.Kind ?? organisation.Kind;
        organisation.ValidFrom = entry.ValidFrom ?? organisation.ValidFrom;
        organisation.ValidTo = entry.ValidTo ?? organisation.ValidTo;
        organisation.SuccessorCode = entry.Successor ?? organisation.SuccessorCode;
        var names = entry.FormerNames.Where(n => !organisation.FormerNames.Exists(f => f.Name == n.Name));
        organisation.FormerNames.AddRange([.. names.Select(n => new FormerName { OrganisationCode = entry.Code, Name = n.Name, Until = n.Until, Decision = n.Decision })]);
        organisation.RefreshSearchText();
        var cells = RegisterCells.OrganisationChanges(from, RegisterCells.TextsOf(organisation));
        if (cells.Count == 0)
            return;
        _rows.Add(new RegisterImportRow(RegisterPart.Organisation, StepOf(known), entry.Line, entry.Code, entry.Name, cells) { Version = known?.Version ?? 0 });
        if (known is null)
            database.Add(organisation);
        else
            known.Version++;
        var what = known is null ? new Wording("đưa vào sổ đăng ký", "entered in the register") : new Wording("cập nhật sổ đăng ký", "register entry updated");
        database.Add(HistoryRecord.Of(organisation.Subject, time.Now, actor, what));
    }

    private void Apply(SystemEntry entry, SystemRecord? known)
    {
        var system = known ?? NewSystem(entry);
        var from = known is null ? null : RegisterCells.TextsOf(known);
        var (levelBefore, statusBefore, versionBefore) = (system.EffectiveLevel, system.Status, known?.Version ?? 0);
        var (levels, approval) = ((system.ProposedLevel, system.ComputedLevel), (system.ApprovedLevel, system.LevelDecision, system.LevelDecidedOn));
        Fill(system, entry);

        // What a file says of a decision and of levels at once, it says of one time.
        if (known is null || approval != (system.ApprovedLevel, system.LevelDecision, system.LevelDecidedOn))
            system.LevelDeterminedOn = null;
        else if (levels != (system.ProposedLevel, system.ComputedLevel))
            system.LevelDeterminedOn = Today;
        if (known is null)
            database.Add(system);
        var assets = ReplaceAssets(system, entry);
        var cells = RegisterCells.SystemChanges(from, RegisterCells.TextsOf(system));
        if (cells.Count == 0 && assets.Count == 0)
        {
            _unchanged++;
            return;
        }

        _rows.Add(new RegisterImportRow(RegisterPart.System, StepOf(known), entry.Line, entry.Code, entry.Name, cells) { Version = versionBefore });
        _rows.AddRange(assets);
        if (known is not null)
            system.Version++;
        Tell(system, known is null ? new Wording("đưa vào sổ đăng ký", "entered in the register") : Difference(system, levelBefore, statusBefore));
    }

    private static RecordImportStep StepOf(object? known) => known is null ? RecordImportStep.Add : RecordImportStep.Change;

    internal static SystemRecord NewSystem(SystemEntry entry) => new() { Code = entry.Code, Name = entry.Name, OwnerCode = entry.Owner };

    internal static void Fill(SystemRecord system, SystemEntry entry)
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

    private List<RegisterImportRow> ReplaceAssets(SystemRecord system, SystemEntry entry)
    {
        static (string, AssetKind, string, long, long?, string?) Same(AssetEntry a) => (a.Realm, a.Kind, a.Key, a.ValidFrom, a.ValidTo, a.CarvedFrom);
        var wanted = entry.Assets.Select(a => (a.Line, Asset: a.ToEntry())).DistinctBy(w => Same(w.Asset)).ToList();
        var keep = wanted.Select(w => Same(w.Asset)).ToHashSet();
        var gone = system.Assets.Where(a => !keep.Contains(Same(a))).ToList();
        var had = system.Assets.Select(Same).ToHashSet();
        var fresh = wanted.Where(w => !had.Contains(Same(w.Asset))).ToList();
        gone.ForEach(a => system.Assets.Remove(a));
        database.RemoveRange(gone);
        system.Assets.AddRange(fresh.Select(w => w.Asset));
        return
        [
            .. gone.Select(a => new RegisterImportRow(RegisterPart.Asset, RecordImportStep.Remove, null, system.Code, system.Name, CellsOf(a, isNew: false))),
            .. fresh.Select(w => new RegisterImportRow(RegisterPart.Asset, RecordImportStep.Add, w.Line, system.Code, system.Name, CellsOf(w.Asset, isNew: true))),
        ];
    }

    private List<ImportCell> CellsOf(AssetEntry asset, bool isNew) =>
    [
        .. AssetColumn.All.Zip(AssetSheet.RowOf(asset, time.Zone)).Skip(1).Where(cell => cell.Second.Length > 0)
            .Select(cell => isNew ? new ImportCell(cell.First.Name, "", cell.Second) : new ImportCell(cell.First.Name, cell.Second, "")),
    ];

    private void Tell(SystemRecord system, Wording what) =>
        database.Add(HistoryRecord.Of($"system:{system.Code}", time.Now, actor, what));

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
