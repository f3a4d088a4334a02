using System.Globalization;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>What imports say and leave behind in words.</summary>
internal static class ImportWords
{
    private const int LongestFileName = 80;
    private const int MostToldFaults = 100;

    public static Fault Changed { get; } = new(FaultKind.Conflict, "import.changed", new Wording(
        "sổ đăng ký vừa được người khác sửa, chưa nhập gì: xem lại bản xem trước rồi xác nhận", "somebody else has just changed the register, nothing was imported: look at the preview again, then confirm"));

    /// <summary>One fault a line, as register files are refused: name:line:column: reason.</summary>
    public static Fault Refuse(IReadOnlyList<RowFault> faults)
    {
        var told = faults.Take(MostToldFaults).ToList();
        return Faults.Invalid("import.faults", string.Join('\n', told.Select(f => Line(f, f.Why.Vi))), string.Join('\n', told.Select(f => Line(f, f.Why.En))));
    }

    public static Wording NoSystem(string code) => new(
        $"không có hệ thống «{Cut(code)}» trong phạm vi của bạn: xem mã ở trang tính «Hệ thống»", $"there is no such system \"{Cut(code)}\" within your reach: see the codes in the sheet «Hệ thống»");

    /// <summary>For the history of one system.</summary>
    public static Wording Records(string fileName, IReadOnlyCollection<Wording> sections) => new(
        $"nhập hồ sơ từ tệp{Named(fileName)}: {string.Join("; ", sections.Select(s => s.Vi))}", $"record imported from a file{Named(fileName)}: {string.Join("; ", sections.Select(s => s.En))}");

    public static Wording FromFile(string fileName, Wording what) => new($"{what.Vi} (từ tệp{Named(fileName)})", $"{what.En} (from a file{Named(fileName)})");

    /// <summary>For the history of one system.</summary>
    public static Wording Assets(string fileName, int added, int ended, int changed)
    {
        var file = Named(fileName);
        var (vi, en) = (new List<string>(), new List<string>());
        Count(added, "thêm {0} tài sản", "{0} assets added");
        Count(ended, "kết thúc {0} tài sản", "{0} ended");
        Count(changed, "sửa {0} tài sản", "{0} changed");
        return new Wording($"nhập tài sản từ tệp{file}: {string.Join(", ", vi)}", $"assets imported from a file{file}: {string.Join(", ", en)}");

        void Count(int count, string inVi, string inEn)
        {
            if (count == 0)
                return;
            vi.Add(string.Format(CultureInfo.InvariantCulture, inVi, count));
            en.Add(string.Format(CultureInfo.InvariantCulture, inEn, count));
        }
    }

    /// <summary>For the history of one system.</summary>
    public static Wording Registered(string fileName, string status, string statusInEnglish) =>
        new($"đăng ký hệ thống từ tệp{Named(fileName)}: {status}", $"registered from a file{Named(fileName)}: {statusInEnglish}");

    /// <summary>For the history of one system. Contacts are not repeated there.</summary>
    public static Wording Edited(string fileName, PlannedSystem planned)
    {
        var (vi, en) = (new List<string>(), new List<string>());
        foreach (var column in planned.Columns.Except(SystemColumn.OfContact))
        {
            var turn = $"«{planned.From[column.Number]}» → «{planned.To[column.Number]}»";
            vi.Add($"{column.Name.Vi} {turn}");
            en.Add($"{column.Name.En} {turn}");
        }

        if (planned.Columns.Intersect(SystemColumn.OfContact).Any())
        {
            vi.Add("thông tin liên hệ");
            en.Add("contact");
        }

        return new Wording($"sửa từ tệp{Named(fileName)}: {string.Join("; ", vi)}", $"edited from a file{Named(fileName)}: {string.Join("; ", en)}");
    }

    public static string Short(string text) => text.Length > 100 ? text[..100] + "…" : text;

    /// <summary>The file's name as a history tells it, with a space before it; empty where it has none.</summary>
    public static string Named(string fileName)
    {
        var name = new string([.. fileName.Where(c => !char.IsControl(c) && c != '\uFFFD').Take(LongestFileName)]).Trim();
        return name.Length == 0 ? "" : $" «{name}»";
    }

    private static string Cut(string code) => PlainText.OneLine(code.Length > 64 ? code[..64] + "…" : code);

    private static string Line(RowFault fault, string why) => string.Create(
        CultureInfo.InvariantCulture, $"body:{fault.Row.Line}:{(fault.Place ?? 0) + 1}: {(fault.Sheet is { } sheet ? $"«{sheet}» " : "")}{fault.Column.Name.En}: {why}");
}
