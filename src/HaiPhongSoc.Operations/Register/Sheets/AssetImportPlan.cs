using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>What a row of a file does to the register.</summary>
public enum AssetStep
{
    /// <summary>The asset is new.</summary>
    Add = 1,

    /// <summary>An asset that is valid without end gets one.</summary>
    End = 2,

    /// <summary>An asset's end, or what it is carved from, becomes another.</summary>
    Change = 3,

    /// <summary>The register says so already.</summary>
    Keep = 4,
}

/// <param name="Wanted">As the asset is to be.</param>
/// <param name="Row">Null where no row says so: the file leaves out what it is to end.</param>
/// <param name="Entry">As it is now; null where it is new.</param>
internal sealed record PlannedAsset(AssetStep Step, ClaimedAsset Wanted, SheetRow? Row, AssetEntry? Entry);

/// <summary>The register as an import sees it.</summary>
/// <param name="Reached">Systems that the asker may change, by code.</param>
/// <param name="Names">Of every system, also where it is out of reach: who claims something must be told.</param>
internal sealed record RegisterSeen(
    IReadOnlyDictionary<string, SystemRecord> Reached, IReadOnlyList<AssetEntry> Assets, IReadOnlyDictionary<string, string> Names, TimeZoneInfo Zone, long Now);

/// <summary>What a file would do to the register, row by row, with everything that stands against it. Pure: the same file and register give the same plan.</summary>
internal sealed class AssetImportPlan
{
    private const int MostRounds = 20;

    private readonly AssetTable _table;
    private readonly RegisterSeen _register;
    private readonly List<PlannedAsset> _planned = [];
    private readonly List<RowFault> _faults = [];

    private AssetImportPlan(AssetTable table, RegisterSeen register)
    {
        _table = table;
        _register = register;
        _faults.AddRange(table.Faults);
    }

    public IReadOnlyList<PlannedAsset> Planned => _planned;

    /// <summary>By line.</summary>
    public IReadOnlyList<RowFault> Faults => _faults;

    /// <summary>A digest of the plan and of the versions of the systems that it rests on: who confirms it, confirms this one.</summary>
    public string Digest { get; private set; } = "";

    /// <param name="endsMissing">What its systems have now and the file does not name ends now; only where the file has no fault.</param>
    public static AssetImportPlan Make(AssetTable table, RegisterSeen register, bool endsMissing)
    {
        var plan = new AssetImportPlan(table, register);
        plan.Place();
        plan.FindConflicts();
        if (endsMissing && plan._faults.Count == 0)
            plan.EndMissing();
        plan._faults.Sort((a, b) => (a.Row.Line, a.Column.Number).CompareTo((b.Row.Line, b.Column.Number)));
        plan.Digest = plan.MakeDigest(endsMissing);
        return plan;
    }

    public int Count(AssetStep step) => _planned.Count(p => p.Step == step);

    // Which entry of the register a row is about: the same thing of the same system from the same time on.
    private void Place()
    {
        var entries = _register.Reached.Values.SelectMany(s => s.Assets).GroupBy(Identity).ToDictionary(g => g.Key, g => g.First());
        var lines = new Dictionary<(string, string, AssetKind, string, long), long>();
        foreach (var (wanted, row) in _table.Wanted)
        {
            if (!lines.TryAdd(Identity(wanted), row.Line))
                Fault(row, AssetColumn.Key, new(FormattableString.Invariant($"trùng dòng {lines[Identity(wanted)]}: bỏ một dòng"), FormattableString.Invariant($"the same as line {lines[Identity(wanted)]}: take one out")));
            else if (!_register.Reached.ContainsKey(wanted.SystemCode))
                Fault(row, AssetColumn.System, ImportWords.NoSystem(wanted.SystemCode));
            else
                Place(wanted, row, entries.GetValueOrDefault(Identity(wanted)));
        }
    }

    // Nobody takes a range out of a system that is somebody else's; where it was taken out already, it stays so.
    private void Place(ClaimedAsset wanted, SheetRow row, AssetEntry? entry)
    {
        if (wanted.CarvedFrom is { } carved && carved != entry?.CarvedFrom && !_register.Reached.ContainsKey(carved))
            Fault(row, AssetColumn.CarvedFrom, ImportWords.NoSystem(carved));
        else
            _planned.Add(new PlannedAsset(StepOf(wanted, entry), wanted, row, entry));
    }

    private static AssetStep StepOf(ClaimedAsset wanted, AssetEntry? entry) => entry switch
    {
        null => AssetStep.Add,
        _ when (entry.ValidTo, entry.CarvedFrom) == (wanted.ValidTo, wanted.CarvedFrom) => AssetStep.Keep,
        { ValidTo: null } when wanted.ValidTo is not null && entry.CarvedFrom == wanted.CarvedFrom => AssetStep.End,
        _ => AssetStep.Change,
    };

    // A row that is refused leaves the register as it was, which may stand against another row: looked at again until nothing new is found.
    private void FindConflicts()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var found = Conflicts().GroupBy(f => f.Row).Select(g => g.First()).ToList();
            if (found.Count == 0)
                return;
            Refuse(found);
        }

        Refuse([.. _planned.Where(p => p is { Step: not AssetStep.Keep, Row: not null }).Select(p => _table.FaultOf(p.Row!, AssetColumn.Key, new(
            "các dòng phụ thuộc nhau quá nhiều: chia thành nhiều tệp", "the rows depend on each other too much: divide the file")))]);
    }

    private void Refuse(List<RowFault> found)
    {
        _faults.AddRange(found);
        var rows = found.Select(f => f.Row).ToHashSet();
        _planned.RemoveAll(p => p.Row is { } row && rows.Contains(row));
    }

    private IEnumerable<RowFault> Conflicts()
    {
        var replaced = _planned.Where(p => p.Entry is not null).Select(p => p.Entry!.Id).ToHashSet();
        var claims = _register.Assets.Where(a => !replaced.Contains(a.Id)).Select(ClaimedAsset.Of).Concat(_planned.Select(p => p.Wanted)).ToList();
        var rows = new Dictionary<ClaimedAsset, SheetRow>(ReferenceEqualityComparer.Instance);
        foreach (var planned in _planned.Where(p => p is { Row: not null, Step: not AssetStep.Keep }))
            rows.Add(planned.Wanted, planned.Row!);
        foreach (var conflict in AssetOverlaps.Find(claims))
        {
            if (rows.TryGetValue(conflict.Asset, out var row))
                yield return Claimed(row, conflict.Asset, conflict.By);
            else if (rows.TryGetValue(conflict.By, out row))
                yield return Claimed(row, conflict.By, conflict.Asset);
        }

        foreach (var same in claims.GroupBy(c => (c.SystemCode, c.Realm, c.Kind, c.Key)).Where(g => g.Skip(1).Any()))
        {
            var inTime = same.OrderBy(c => c.ValidFrom).ToList();
            for (var i = 1; i < inTime.Count; i++)
            {
                if (AssetOverlaps.InOneTime(inTime[i - 1], inTime[i]) && (rows.TryGetValue(inTime[i], out var row) || rows.TryGetValue(inTime[i - 1], out row)))
                    yield return _table.FaultOf(row, AssetColumn.From, Overlaps(ReferenceEquals(rows.GetValueOrDefault(inTime[i]), row) ? inTime[i - 1] : inTime[i]));
            }
        }
    }

    private RowFault Claimed(SheetRow row, ClaimedAsset mine, ClaimedAsset other)
    {
        var why = AssetWords.Claimed(mine, other, _register.Names.GetValueOrDefault(other.SystemCode, other.SystemCode));
        return _table.FaultOf(row, AssetColumn.Key, other.Line == 0 ? why : new(
            FormattableString.Invariant($"dòng {other.Line} cũng khai cho hệ thống khác; {why.Vi}"), FormattableString.Invariant($"line {other.Line} gives it to another system; {why.En}")));
    }

    private Wording Overlaps(ClaimedAsset other)
    {
        var at = AssetWords.Time(other.ValidFrom, other.ValidTo, _register.Zone);
        return other.Line == 0
            ? new($"hệ thống đã có tài sản này {at.Vi}: ghi đúng «Hiệu lực từ» của khai báo đó, hoặc bỏ dòng", $"the system has this asset already, {at.En}: write the valid_from of that entry, or take the row out")
            : new(FormattableString.Invariant($"trùng thời gian với dòng {other.Line} ({at.Vi}): sửa thời gian"), FormattableString.Invariant($"at the same time as line {other.Line} ({at.En}): mend the time"));
    }

    private void EndMissing()
    {
        var named = _planned.Select(p => p.Wanted.SystemCode).ToHashSet(StringComparer.Ordinal);
        var kept = _planned.Where(p => p.Entry is not null).Select(p => p.Entry!.Id).ToHashSet();
        foreach (var entry in named.Order(StringComparer.Ordinal).SelectMany(code => _register.Reached[code].Assets).Where(a => !kept.Contains(a.Id) && a.ValidFrom < _register.Now && !(a.ValidTo <= _register.Now)))
            _planned.Add(new PlannedAsset(AssetStep.End, ClaimedAsset.Of(entry) with { ValidTo = _register.Now }, null, entry));
    }

    private string MakeDigest(bool endsMissing) => PlanDigest.Of(
        [
            endsMissing.ToString(),
            .. _planned.Select(Line),
            .. _planned.Select(p => p.Wanted.SystemCode).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(code => FormattableString.Invariant($"{code}:{_register.Reached[code].Version}")),
        ],
        _faults);

    private static string Line(PlannedAsset p)
    {
        var until = p.Row is null ? "now" : string.Create(CultureInfo.InvariantCulture, $"{p.Wanted.ValidTo}");
        return string.Create(CultureInfo.InvariantCulture, $"{p.Step}|{p.Entry?.Id}|{p.Wanted.SystemCode}|{p.Wanted.Realm}|{p.Wanted.Kind}|{p.Wanted.Key}|{p.Wanted.ValidFrom}|{until}|{p.Wanted.CarvedFrom}");
    }

    private void Fault(SheetRow row, SheetColumn column, Wording why) => _faults.Add(_table.FaultOf(row, column, why));

    private static string Short(string text) => text.Length > 64 ? text[..64] + "…" : text;

    private static (string, string, AssetKind, string, long) Identity(AssetEntry a) => (a.SystemCode, a.Realm, a.Kind, a.Key, a.ValidFrom);

    private static (string, string, AssetKind, string, long) Identity(ClaimedAsset a) => (a.SystemCode, a.Realm, a.Kind, a.Key, a.ValidFrom);
}
