using System.Globalization;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>What a row of a file does to the register.</summary>
public enum SystemImportStep
{
    /// <summary>The system is new.</summary>
    Add = 1,

    /// <summary>Something about a known system becomes another.</summary>
    Change = 2,

    /// <summary>The register says so already.</summary>
    Keep = 3,
}

/// <param name="Known">As the register has it; null where it is new.</param>
/// <param name="From">One text a column, as it is now.</param>
/// <param name="To">The same as it is to be.</param>
/// <param name="Columns">Those that change.</param>
internal sealed record PlannedSystem(
    WantedSystem Wanted, SystemRecord? Known, IReadOnlyList<string> From, IReadOnlyList<string> To, IReadOnlyList<SheetColumn> Columns)
{
    public SystemImportStep Step => Known is null ? SystemImportStep.Add : Columns.Count > 0 ? SystemImportStep.Change : SystemImportStep.Keep;

    public bool Changes(SheetColumn column) => Columns.Contains(column);
}

/// <summary>The register as an import of systems sees it.</summary>
/// <param name="Reached">Systems that the asker may change, by code.</param>
/// <param name="Taken">Codes of all systems.</param>
/// <param name="Owners">Codes of organisations that go on and may own the asker's systems.</param>
/// <param name="Operators">Codes of those that go on.</param>
/// <param name="IsCity">The asker reaches the whole city.</param>
/// <param name="RolesOf">Why an organisation may not run a system whose record names it as somebody else; null where it may.</param>
internal sealed record SystemsSeen(
    IReadOnlyDictionary<string, SystemRecord> Reached, IReadOnlySet<string> Taken, IReadOnlySet<string> Owners, IReadOnlySet<string> Operators, bool IsCity,
    Func<SystemRecord, string, Wording?> RolesOf, DateOnly Today);

/// <summary>
/// What a file would do to the systems, row by row, with everything that stands against it. A row may do what its sender may do by hand: register, edit,
/// change the state. A level comes of the wizard and of two people, never of a row. Pure: the same file and register give the same plan.
/// </summary>
internal sealed class SystemImportPlan
{
    private static readonly IReadOnlyList<string> Nothing = [.. SystemColumn.All.Select(_ => "")];

    private readonly SystemTable _table;
    private readonly SystemsSeen _register;
    private readonly List<PlannedSystem> _planned = [];
    private readonly List<RowFault> _faults = [];

    private SystemImportPlan(SystemTable table, SystemsSeen register) => (_table, _register) = (table, register);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<PlannedSystem> Planned => _planned;

    /// <summary>By line.</summary>
    public IReadOnlyList<RowFault> Faults => _faults;

    /// <summary>A digest of the plan and of the versions of the systems that it rests on: who confirms it, confirms this one.</summary>
    public string Digest { get; private set; } = "";

    public static SystemImportPlan Make(SystemTable table, SystemsSeen register)
    {
        var plan = new SystemImportPlan(table, register);
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var wanted in table.Wanted)
        {
            if (!lines.TryAdd(wanted.Code, wanted.Row.Line))
                plan.Fault(wanted, SystemColumn.Code, new(FormattableString.Invariant($"trùng dòng {lines[wanted.Code]}: bỏ một dòng"), FormattableString.Invariant($"the same as line {lines[wanted.Code]}: take one out")));
            else
                plan.Place(wanted);
        }

        plan._faults.AddRange(table.Sheet.Faults);
        plan._faults.Sort((a, b) => (a.Row.Line, a.Column.Number).CompareTo((b.Row.Line, b.Column.Number)));
        plan.Digest = plan.MakeDigest();
        return plan;
    }

    public int Count(SystemImportStep step) => _planned.Count(p => p.Step == step);

    private void Place(WantedSystem wanted)
    {
        var known = _register.Reached.GetValueOrDefault(wanted.Code);
        var from = known is null ? Nothing : SystemSheet.TextsOf(known);
        List<string> to = [.. SystemColumn.All.Select(c => wanted.Texts[c.Number] ?? from[c.Number])];
        var planned = new PlannedSystem(wanted, known, from, to, [.. SystemColumn.All.Where(c => to[c.Number] != from[c.Number])]);
        var before = _faults.Count;
        CheckCode(planned);
        CheckOrganisations(planned);
        CheckContact(planned);
        CheckLevel(planned);
        CheckState(planned);
        if (_faults.Count == before)
            _planned.Add(planned);
    }

    private static bool IsNotConcluded(IReadOnlyList<string> texts) => texts[SystemColumn.Status.Number] == SystemSheet.WordOf(SystemStatus.NotConcludedSecure);

    private void CheckCode(PlannedSystem planned)
    {
        var code = planned.Wanted.Code;
        if (planned.Known is null && _register.Taken.Contains(code))
            Fault(planned.Wanted, SystemColumn.Code, new($"mã {code} đã có hệ thống ngoài phạm vi của bạn dùng: chọn mã khác", $"the code {code} is taken by a system outside your reach: choose another"));
    }

    // What stands there already need not be within reach, nor go on.
    private void CheckOrganisations(PlannedSystem planned)
    {
        var (owner, unit) = (planned.To[SystemColumn.Owner.Number], planned.To[SystemColumn.Operator.Number]);
        if (planned.Changes(SystemColumn.Owner) && !_register.Owners.Contains(owner))
            Fault(planned.Wanted, SystemColumn.Owner, NoOrganisation(owner, "trong phạm vi của bạn", "within your reach"));
        else if (planned.Changes(SystemColumn.Operator) && unit.Length > 0 && !_register.Operators.Contains(unit))
            Fault(planned.Wanted, SystemColumn.Operator, NoOrganisation(unit, "đang hoạt động", "that goes on"));
        else if (planned.Known is { } known && (planned.Changes(SystemColumn.Owner) || planned.Changes(SystemColumn.Operator)) && _register.RolesOf(known, unit.Length > 0 ? unit : owner) is { } why)
            Fault(planned.Wanted, SystemColumn.Operator, why);
    }

    private void CheckContact(PlannedSystem planned)
    {
        if (SystemColumn.OfContact.Any(planned.Changes) && planned.To[SystemColumn.Contact.Number].Length == 0 && SystemColumn.OfContact.Any(c => planned.To[c.Number].Length > 0))
            Fault(planned.Wanted, SystemColumn.Contact, new("có điện thoại hoặc thư điện tử thì ghi họ tên", "a telephone number or e-mail address needs a name: fill it in"));
    }

    private void CheckLevel(PlannedSystem planned)
    {
        if (SystemColumn.OfLevel.FirstOrDefault(planned.Changes) is { } column)
        {
            Fault(planned.Wanted, column, planned.Known is null
                ? new("cấp độ không nhập từ tệp: để trống, xác định cấp độ ở trang của hệ thống sau khi nhập", "a level does not come from a file: leave it empty, determine it on the system's page after the import")
                : new($"cấp độ không nhập từ tệp (sổ đăng ký ghi «{Short(planned.From[column.Number])}»): giữ như sổ đăng ký, xác định hoặc ghi quyết định phê duyệt ở trang của hệ thống", $"a level does not come from a file (the register says \"{Short(planned.From[column.Number])}\"): leave it so, and determine or approve it on the system's page"));
        }
    }

    // As ChangeSystemStatus has it, which also says who may.
    private void CheckState(PlannedSystem planned)
    {
        var concludes = planned.Changes(SystemColumn.Conclusion) || planned.Changes(SystemColumn.ConcludedOn);
        if (!concludes && !planned.Changes(SystemColumn.Status))
            return;
        var (document, day) = (planned.To[SystemColumn.Conclusion.Number], planned.To[SystemColumn.ConcludedOn.Number]);
        if (planned.To[SystemColumn.Status.Number] == SystemSheet.WordOf(SystemStatus.InOperation))
            CheckConclusion(planned, document, day);
        else if (planned.Known is not null && planned.Changes(SystemColumn.Status))
            Fault(planned.Wanted, SystemColumn.Status, new("đổi sang trạng thái này phải có lý do: giữ như sổ đăng ký, đổi ở trang của hệ thống", "this state is entered with a reason: leave it as the register has it, and change it on the system's page"));
        else if (IsNotConcluded(planned.To) && (document.Length > 0 || day.Length > 0))
            Fault(planned.Wanted, document.Length > 0 ? SystemColumn.Conclusion : SystemColumn.ConcludedOn, new("chưa kết luận bảo đảm an toàn thì không có văn bản kết luận: để trống", "what is not concluded secure has no conclusion: leave it empty"));
        else if (concludes && !IsNotConcluded(planned.To))
            Fault(planned.Wanted, planned.Changes(SystemColumn.Conclusion) ? SystemColumn.Conclusion : SystemColumn.ConcludedOn, new("kết luận chỉ ghi khi hệ thống «đang vận hành»: giữ như sổ đăng ký", "a conclusion is recorded when the system goes into operation: leave it as the register has it"));
    }

    private void CheckConclusion(PlannedSystem planned, string document, string day)
    {
        var system = planned.Known ?? new SystemRecord { Code = planned.Wanted.Code, Name = "", OwnerCode = "" };
        var request = new ChangeSystemStatus(Actor.Program, system.Code, 0, SystemStatus.InOperation, document, SystemSheet.DayOf(day.Length == 0 ? null : day), null);
        if (ChangeSystemStatusHandler.Decide(system, request, _register.IsCity, _register.Today) is { } fault)
            Fault(planned.Wanted, fault.Members.Count > 0 ? SystemColumn.ConcludedOn : SystemColumn.Status, fault.Message);
        else if (document.Length == 0)
            Fault(planned.Wanted, SystemColumn.Conclusion, new("đưa vào vận hành phải có văn bản kết luận đủ điều kiện: ghi số, cơ quan ban hành", "to go into operation it needs the conclusion: give its number and issuer"));
        else if (day.Length == 0)
            Fault(planned.Wanted, SystemColumn.ConcludedOn, new("ghi ngày kết luận", "give the conclusion's date"));
    }

    private string MakeDigest() => PlanDigest.Of(
        _planned.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Wanted.Row.Line}|{p.Wanted.Code}|{p.Known?.Version}|{string.Join('\u001F', p.To)}")), _faults);

    private void Fault(WantedSystem wanted, SheetColumn column, Wording why) => _faults.Add(_table.Sheet.FaultOf(wanted.Row, column, why));

    private static Wording NoOrganisation(string code, string vi, string en) => new(
        $"không có cơ quan «{Short(code)}» {vi}: xem mã ở trang tính «Cơ quan»", $"there is no organisation \"{Short(code)}\" {en}: see the codes in the sheet «Cơ quan»");

    private static string Short(string text) => text.Length > 64 ? text[..64] + "…" : text;
}
