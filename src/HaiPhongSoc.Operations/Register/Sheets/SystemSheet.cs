using System.Globalization;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Systems as a table that people fill in: how each is written, and how a row of it is kept.</summary>
internal static class SystemSheet
{
    /// <summary>The sheet of a workbook that holds them.</summary>
    public const string Name = "Hệ thống";

    private const string Organisations = "Cơ quan";
    private const string Yes = "có";
    private const string No = "không";

    // Within what a list in a cell may hold.
    private static readonly (SystemStatus Status, string Vi)[] Statuses =
    [
        (SystemStatus.NotConcludedSecure, "chưa kết luận bảo đảm an toàn"),
        (SystemStatus.Test, "thử nghiệm"),
        (SystemStatus.InOperation, "đang vận hành"),
        (SystemStatus.Retired, "đã ngừng"),
    ];

    // In the order of the columns. A level is kept by its own commands.
    private static readonly (SheetColumn Column, Func<SystemRecord, string?> Get, Action<SystemRecord, string?> Keep)[] Fields =
    [
        (SystemColumn.Code, s => s.Code, (_, _) => { }),
        (SystemColumn.Name, s => s.Name, (s, text) => s.Name = text ?? s.Name),
        (SystemColumn.Owner, s => s.OwnerCode, (s, text) => s.OwnerCode = text ?? s.OwnerCode),
        (SystemColumn.Operator, s => s.OperatorCode, (s, text) => s.OperatorCode = text),
        (SystemColumn.Status, s => WordOf(s.Status), (s, text) => s.Status = Statuses.First(known => known.Vi == text).Status),
        (SystemColumn.RealData, s => s.HasRealData ? Yes : No, (s, text) => s.HasRealData = text == Yes),
        (SystemColumn.Contact, s => s.ContactName, (s, text) => s.ContactName = text),
        (SystemColumn.Phone, s => s.ContactPhone, (s, text) => s.ContactPhone = text),
        (SystemColumn.Email, s => s.ContactEmail, (s, text) => s.ContactEmail = text),
        (SystemColumn.Conclusion, s => s.Conclusion, (s, text) => s.Conclusion = text),
        (SystemColumn.ConcludedOn, s => DayOf(s.ConcludedOn), (s, text) => s.ConcludedOn = DayOf(text)),
        (SystemColumn.Computed, s => LevelOf(s.ComputedLevel), (_, _) => { }),
        (SystemColumn.Proposed, s => LevelOf(s.ProposedLevel), (_, _) => { }),
        (SystemColumn.Approved, s => LevelOf(s.ApprovedLevel), (_, _) => { }),
        (SystemColumn.Basis, s => s.LevelBasis, (_, _) => { }),
        (SystemColumn.Decision, s => s.LevelDecision, (_, _) => { }),
        (SystemColumn.DecidedOn, s => DayOf(s.LevelDecidedOn), (_, _) => { }),
        (SystemColumn.Justification, s => s.LevelJustification, (_, _) => { }),
    ];

    /// <summary>What we write besides, to be read by people.</summary>
    public static IReadOnlyList<Wording> PassedOver { get; } = [new("Cấp độ áp dụng", "level"), new("Chủ quản", "owner_name"), new("Đơn vị vận hành", "operator_name")];

    public static IReadOnlyList<string> Header { get; } = [.. SystemColumn.All.Select(c => c.Name.Vi), .. PassedOver.Select(c => c.Vi)];

    public static string WordOf(SystemStatus status) => Statuses.First(s => s.Status == status).Vi;

    /// <summary>The word as we write it, of what somebody wrote; null where it is none.</summary>
    public static string? StatusWord(string text) =>
        Statuses.Where(s => SheetColumn.Same(text, s.Vi) || SheetColumn.Same(text, RegisterFile.WordOf(s.Status))).Select(s => s.Vi).FirstOrDefault();

    /// <summary>The same for yes and no, also where a spreadsheet program keeps them as such.</summary>
    public static string? FlagWord(string text) => FoldedText.Of(text) switch
    {
        "co" or "yes" or "true" or "1" => Yes,
        "khong" or "no" or "false" or "0" => No,
        _ => null,
    };

    /// <summary>One text a column, as they are compared, shown and written.</summary>
    public static IReadOnlyList<string> TextsOf(SystemRecord system) => [.. Fields.Select(f => One(f.Get(system)))];

    /// <summary>Keeps the texts of some columns; the others stay as they are to the letter.</summary>
    public static void Fill(SystemRecord system, IReadOnlyList<string> texts, IReadOnlyCollection<SheetColumn> columns)
    {
        foreach (var (column, _, keep) in Fields.Where(f => columns.Contains(f.Column)))
            keep(system, texts[column.Number].Length == 0 ? null : texts[column.Number]);
        system.RefreshSearchText();
    }

    /// <summary>The table to be filled in.</summary>
    /// <param name="owners">How many organisations may own systems, of those that stand on the sheet of <see cref="Codes"/>.</param>
    /// <param name="operators">How many stand there at all.</param>
    public static NewSheet Empty(int owners, int operators)
    {
        var sheet = Systems([]);
        SheetChoice[] codes = owners == 0 ? [] : [SheetChoice.OfSheet(SystemColumn.Owner, Organisations, owners), SheetChoice.OfSheet(SystemColumn.Operator, Organisations, operators)];
        return sheet with { Header = [.. Header.Take(SystemColumn.All.Count)], Widths = [.. sheet.Widths.Take(SystemColumn.All.Count)], Choices = [.. sheet.Choices, .. codes] };
    }

    public static NewSheet Systems(IEnumerable<IReadOnlyList<string>> rows) => new(
        Name, Header, [.. SystemColumn.All.Select(c => c.Width), 14, 40, 40], rows,
        [
            SheetChoice.OfWords(SystemColumn.Status, Statuses.Select(s => s.Vi)),
            SheetChoice.OfWords(SystemColumn.RealData, [Yes, No]),
            .. new[] { SystemColumn.Computed, SystemColumn.Proposed, SystemColumn.Approved }.Select(c => SheetChoice.OfWords(c, ["1", "2", "3", "4", "5"])),
        ]);

    public static IEnumerable<IReadOnlyList<string>> Rows(IEnumerable<SystemRecord> systems, IReadOnlyDictionary<string, string> organisations) => systems.Select(s => (IReadOnlyList<string>)
    [
        .. TextsOf(s), LevelOf(s.EffectiveLevel) is { } level and not "0" ? level : "", organisations.GetValueOrDefault(s.OwnerCode, s.OwnerCode),
        s.OperatorCode is { } unit ? organisations.GetValueOrDefault(unit, unit) : "",
    ]);

    /// <summary>The codes that a row may name: first those that may own the asker's systems.</summary>
    public static NewSheet Codes(IReadOnlyList<OrganisationRef> owners, IEnumerable<OrganisationRef> others) => new(
        Organisations,
        ["Mã cơ quan", "Tên cơ quan", "Được ghi là chủ quản"],
        [24, 70, 24],
        [.. owners.Select(o => (IReadOnlyList<string>)[o.Code, o.Name, Yes]), .. others.Select(o => (IReadOnlyList<string>)[o.Code, o.Name, No])]);

    public static NewSheet Guide() => SheetGuide.Of(
        SystemColumn.All,
        new Wording("Mỗi dòng là một hệ thống. Dòng giống hệt sổ đăng ký thì không đổi gì; hệ thống tệp không ghi thì giữ nguyên. Ô để trống xóa điều đang ghi; bỏ cả cột (không bắt buộc) thì giữ nguyên.", "A row is a system. One that says what the register says changes nothing; a system that the file leaves out stays. An empty cell takes out what is there; an optional column that is not there leaves it."),
        new Wording("Cột «Cấp độ áp dụng», «Chủ quản», «Đơn vị vận hành» trong tệp xuất chỉ để xem, không được đọc khi nhập.", "The columns «Cấp độ áp dụng», «Chủ quản» and «Đơn vị vận hành» of an export are to be read only; an import passes them over."));

    public static string? DayOf(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static DateOnly? DayOf(string? text) => text is null ? null : DateOnly.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);

    // As it comes back from a cell.
    private static string One(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    private static string? LevelOf(int? level) => level?.ToString(CultureInfo.InvariantCulture);
}
