using System.Globalization;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>The register as an import of records sees it.</summary>
/// <param name="Reached">Systems that the asker may change, by code.</param>
/// <param name="Kept">Of those, what is kept.</param>
/// <param name="Operators">Names and codes of whoever runs a system.</param>
/// <param name="Levels">The decision table in force.</param>
/// <param name="Asker">Who is to have done it.</param>
internal sealed record RecordsSeen(
    IReadOnlyDictionary<string, SystemRecord> Reached, IReadOnlyDictionary<(string System, string Section), SectionRecord> Kept, Func<SystemRecord, IReadOnlyList<string>> Operators,
    LevelRules Levels, Actor Asker, DateOnly Today);

/// <summary>A section of a system as a file has it, in full.</summary>
/// <param name="Kept">Null where nothing is.</param>
/// <param name="Rows">As they are to be kept.</param>
/// <param name="Changes">Empty where the file says what is kept.</param>
internal sealed record PlannedSection(RecordSheet Sheet, SystemRecord System, SectionRecord? Kept, IReadOnlyList<RecordRow> Rows, IReadOnlyList<RowChange> Changes)
{
    public bool IsKept => Changes.Count == 0;

    /// <summary>Of the sheet that determines levels.</summary>
    public PlannedLevel? Level { get; init; }
}

/// <summary>
/// What a file would do to the records of systems, with everything that stands against it. A section of a system that the file names becomes what the file says,
/// as by <see cref="SaveSystemSection"/>: a table as a whole, so that a row which the file leaves out goes; what it does not name stays. Pure: the same file and
/// register give the same plan.
/// </summary>
internal sealed class RecordImportPlan
{
    private readonly RecordsSeen _register;
    private readonly List<PlannedSection> _planned = [];
    private readonly List<RowFault> _faults = [];
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);

    private RecordImportPlan(RecordsSeen register) => _register = register;

    /// <summary>Levels first, since they say which sections a system has; then in the order of the file.</summary>
    public IReadOnlyList<PlannedSection> Planned => _planned;

    /// <summary>In the same order.</summary>
    public IReadOnlyList<RowFault> Faults => _faults;

    /// <summary>A digest of the plan and of the versions of the systems and sections that it rests on.</summary>
    public string Digest { get; private set; } = "";

    public static RecordImportPlan Make(IReadOnlyList<RecordTable> tables, RecordsSeen register)
    {
        var plan = new RecordImportPlan(register);
        foreach (var table in tables.OrderBy(t => t.Sheet.Section.Id != LevelSheet.Id))
        {
            var before = plan._faults.Count;
            foreach (var rows in table.Wanted.GroupBy(row => row.Code, StringComparer.Ordinal))
                plan.Place(table, rows.Key, [.. rows]);
            plan._faults.AddRange(table.Table.Faults);
            plan._faults.Sort(before, plan._faults.Count - before, Comparer<RowFault>.Create((a, b) => (a.Row.Line, a.Column.Number).CompareTo((b.Row.Line, b.Column.Number))));
        }

        plan.Digest = PlanDigest.Of(plan._planned.Select(Line), plan._faults);
        return plan;
    }

    public int Count(RecordImportStep step) => _planned.Sum(p => p.Changes.Count(c => c.Step == step));

    private void Place(RecordTable table, string code, IReadOnlyList<WantedRow> rows)
    {
        var section = table.Sheet.Section;
        if (!_register.Reached.TryGetValue(code, out var system))
            _faults.AddRange(rows.Select(row => table.Table.FaultOf(row.Row, RecordSheet.Code, ImportWords.NoSystem(code))));
        else if (!section.IsOf(_levels.GetValueOrDefault(code, system.EffectiveLevel)))
            Fault(table, rows[0], NotOfLevel(section));
        else if (!section.IsTable && rows.Count > 1)
            _faults.AddRange(rows.Skip(1).Select(row => table.Table.FaultOf(row.Row, RecordSheet.Code, Twice(rows[0].Row.Line))));
        else if (SectionChecks.TooMany(section, rows.Count) is { } tooMany)
            Fault(table, rows[SectionChecks.MostRows], tooMany);
        else if (rows.Where(row => row.SaysNothing).ToList() is [_, ..] bare)
            _faults.AddRange(bare.Select(row => table.Table.FaultOf(row.Row, RecordSheet.Code, Bare)));
        else
            Place(table, system, rows);
    }

    // What the profile knows no more could not be read again: where the file says what is kept, it stays as it is.
    private void Place(RecordTable table, SystemRecord system, IReadOnlyList<WantedRow> rows)
    {
        var (sheet, kept) = (table.Sheet, _register.Kept.GetValueOrDefault((system.Code, table.Sheet.Section.Id)));
        IReadOnlyList<RecordRow> from = kept?.Rows ?? [];
        if (IsKept(sheet, from, rows))
            _planned.Add(new PlannedSection(sheet, system, kept, from, []));
        else if (Read(table, system, rows) is not { } read)
            return;
        else if (sheet.Section.Id == LevelSheet.Id)
            PlaceLevel(table, system, kept, rows[0].Row, read is [var (row, _)] ? row : new RecordRow());
        else
            _planned.Add(new PlannedSection(sheet, system, kept, [.. read.Select(r => r.Row)], RowChange.Between(sheet, from, read)));
    }

    private void PlaceLevel(RecordTable table, SystemRecord system, SectionRecord? kept, SheetRow line, RecordRow row)
    {
        var level = PlannedLevel.Of(LevelSheet.RequestOf(system, row, _register.Asker), _register.Levels, _register.Today);
        if (level.Check() is { } fault)
        {
            _faults.Add(table.Table.FaultOf(line, LevelSheet.ColumnOf(table.Sheet, level.Decision, fault), fault.Message));
            return;
        }

        var to = LevelSheet.RowOf(level);
        var answers = RowChange.Between(table.Sheet, kept?.Rows ?? [], [(to, line.Line)]);

        // The same answers may give another level by the profile in force.
        if (answers.Count == 0 && level.Decision.Level != system.ComputedLevel)
            answers = [new RowChange(RecordImportStep.Change, line.Line, [])];
        if (answers.Count > 0)
            _levels[system.Code] = level.Effective(system);
        var changes = answers.Select(c => c with { Cells = [.. c.Cells, .. level.Levels(system)] });
        _planned.Add(new PlannedSection(table.Sheet, system, kept, [to], [.. changes]) { Level = level });
    }

    private static bool IsKept(RecordSheet sheet, IEnumerable<RecordRow> kept, IEnumerable<WantedRow> rows) => rows
        .Select(row => row.Texts)
        .SequenceEqual(kept.Select(sheet.TextsOf), EqualityComparer<IReadOnlyList<string>>.Create((one, other) => one!.SequenceEqual(other!, StringComparer.Ordinal)));

    // Null where something stands against it.
    private List<(RecordRow Row, long Line)>? Read(RecordTable table, SystemRecord system, IReadOnlyList<WantedRow> rows)
    {
        var before = _faults.Count;
        List<Dictionary<string, IReadOnlyList<string>>> values = [.. rows.Select(row => ValuesOf(table, row))];
        var wrong = new List<SectionFault>();
        var read = SectionChecks.Read(table.Sheet.Section, values, _register.Operators(system), wrong);
        foreach (var fault in wrong)
            _faults.Add(table.Table.FaultOf(rows[fault.Row].Row, table.Sheet.ColumnOf(fault.Field), fault.Why));
        return _faults.Count == before ? [.. read.Zip(rows.Where((_, at) => values[at].Count > 0), (row, wanted) => (row, wanted.Row.Line))] : null;
    }

    private Dictionary<string, IReadOnlyList<string>> ValuesOf(RecordTable table, WantedRow row)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var ((field, column), text) in table.Sheet.Fields.Zip(row.Texts))
        {
            var (read, why) = RecordCells.Read(field, table.Table.Cell(row.Row, column), text);
            if (why is not null)
                _faults.Add(table.Table.FaultOf(row.Row, column, why));
            else if (read.Count > 0)
                values[field.Id] = read;
        }

        return values;
    }

    private void Fault(RecordTable table, WantedRow row, Wording why) => _faults.Add(table.Table.FaultOf(row.Row, RecordSheet.Code, why));

    private static string Line(PlannedSection p) => string.Create(
        CultureInfo.InvariantCulture,
        $"{p.System.Code}|{p.System.Version}|{p.Sheet.Section.Id}|{p.Kept?.Version}|{p.IsKept}|{p.Level?.Decision.Level}|{string.Join('\u001E', p.Rows.Select(row => string.Join('\u001F', p.Sheet.TextsOf(row))))}");

    // A code picked from the list and nothing more would take out what is recorded.
    private static Wording Bare { get; } = new(
        "dòng chỉ có mã hệ thống: điền các ô, hoặc bỏ dòng (muốn xóa cả mục thì xóa ở trang hồ sơ)", "the row has a system's code only: fill its cells, or take it out (a whole section is cleared on the record's page)");

    private static Wording Twice(long line) => new(
        FormattableString.Invariant($"mục này mỗi hệ thống một dòng, đã có ở dòng {line}: bỏ một dòng"), FormattableString.Invariant($"a system has one row in this section, which is line {line}: take one out"));

    private static Wording NotOfLevel(RecordSection section)
    {
        var levels = string.Join(", ", section.Levels);
        return new($"mục này chỉ dành cho hệ thống cấp độ {levels}: bỏ dòng này, hoặc xác định cấp độ trước", $"this section is for systems of level {levels}: take the row out, or determine the level first");
    }
}
