using System.Globalization;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>How a field of a record stands in a cell, and how it is read from there. Whether the value may be kept is not asked here.</summary>
internal static class RecordCells
{
    private const char Between = ';';

    private static readonly char[] Ends = [Between, '\n'];

    /// <summary>As people read it: the words of an option, a day as it is written here.</summary>
    public static string TextOf(RecordField field, IReadOnlyList<string> values) => field.Kind switch
    {
        RecordFieldKind.Choice or RecordFieldKind.Many => string.Join($"{Between} ", values.Select(id => field.Options.FirstOrDefault(o => o.Id == id) is { } option ? WordOf(field, option) : id)),
        RecordFieldKind.Date when values is [var text] && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => SystemSheet.DayOf(day)!,
        _ => string.Join('\n', values),
    };

    /// <summary>The option's title; where that would be read as something else, its id.</summary>
    public static string WordOf(RecordField field, RecordOption option) =>
        option.Title.Vi.IndexOfAny(Ends) < 0 && OptionOf(field, option.Title.Vi.Trim()) == option ? option.Title.Vi.Trim() : option.Id;

    /// <summary>The values as they would be given by hand, or what is wrong with the cell.</summary>
    public static (IReadOnlyList<string> Values, Wording? Why) Read(RecordField field, SheetCell cell, string text)
    {
        if (text.Length == 0)
            return ([], null);
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
            return ([], new Wording("có ký tự không đọc được: xóa đi", "holds characters that cannot be read: take them out"));
        return field.Kind switch
        {
            RecordFieldKind.Choice => Options(field, [text]),
            RecordFieldKind.Many => Options(field, text.Split(Ends, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            RecordFieldKind.Date when SheetTable.LocalOf(cell) is { } local && local.TimeOfDay == TimeSpan.Zero => ([local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)], null),
            RecordFieldKind.Date => ([], new Wording("không phải ngày: ghi như 01/12/2026", "not a day: write 01/12/2026")),
            RecordFieldKind.Number when cell.Number is { } number && number == Math.Truncate(number) && Math.Abs(number) < 1e15 => ([number.ToString("0", CultureInfo.InvariantCulture)], null),
            _ => ([text], null),
        };
    }

    /// <summary>What belongs into a cell of the field.</summary>
    public static Wording HelpOf(RecordField field)
    {
        var (vi, en) = field.Kind switch
        {
            RecordFieldKind.Lines => ("Có thể ghi nhiều dòng trong một ô (Alt+Enter).", "A cell may hold several lines (Alt+Enter)."),
            RecordFieldKind.Number => ("Số nguyên, không dấu chấm.", "A whole number, digits only."),
            RecordFieldKind.Date => ("Ngày/tháng/năm.", "Day/month/year."),
            RecordFieldKind.Choice => ($"Một trong: {Words(field, o => WordOf(field, o))}.", $"One of: {Words(field, o => o.Id)} (or the Vietnamese words)."),
            RecordFieldKind.Many => ($"Một hoặc nhiều, cách nhau bằng dấu chấm phẩy: {Words(field, o => WordOf(field, o))}.", $"One or more with semicolons between them: {Words(field, o => o.Id)} (or the Vietnamese words)."),
            RecordFieldKind.System => ("Mã hệ thống ở trang tính «Hệ thống»; hệ thống ngoài sổ đăng ký thì ghi tên.", "A code of the sheet «Hệ thống», or the name of a system that the register has not."),
            _ => ("", ""),
        };
        return new Wording($"{field.Help.Vi} {vi}".Trim(), $"{field.Title.En}. {field.Help.En} {en}".Trim());
    }

    private static (IReadOnlyList<string> Values, Wording? Why) Options(RecordField field, IReadOnlyList<string> words)
    {
        var options = words.Select(word => (Word: word, Option: OptionOf(field, word))).ToList();
        return options.Find(o => o.Option is null).Word is { } unknown
            ? ([], new Wording($"không có «{PlainText.OneLine(ImportWords.Short(unknown))}» trong danh sách: ghi {Words(field, o => WordOf(field, o))}", $"\"{PlainText.OneLine(ImportWords.Short(unknown))}\" is no option: write {Words(field, o => o.Id)}"))
            : ([.. options.Select(o => o.Option!.Id)], null);
    }

    // To the letter first: two options may differ in no more than diacritics.
    private static RecordOption? OptionOf(RecordField field, string word) =>
        field.Options.FirstOrDefault(o => o.Title.Vi.Trim() == word || o.Id == word)
        ?? field.Options.FirstOrDefault(o => SheetColumn.Same(word, o.Title.Vi) || SheetColumn.Same(word, o.Title.En));

    private static string Words(RecordField field, Func<RecordOption, string> word) => string.Join($"{Between} ", field.Options.Select(word));
}
