using System.Globalization;
using System.Text;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Register.Records;

/// <summary>What may stand in a section. An empty required field is no fault: a record is filled little by little (<see cref="Missing"/>).</summary>
internal static class SectionChecks
{
    public const int MostRows = 500;

    private const int MostText = 500;
    private const int MostLines = 8_000;

    /// <summary>The rows without what is empty, or why they cannot be kept. A member of the fault is <c>field</c>, in a table <c>field[row]</c>.</summary>
    public static Outcome<List<RecordRow>> Read(
        RecordSection section, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> rows, IReadOnlyCollection<string> operators)
    {
        if (TooMany(section, rows.Count) is { } tooMany)
            return new Fault(FaultKind.Invalid, "record.rows", tooMany);
        var faults = new List<SectionFault>();
        var read = Read(section, rows, operators, faults);
        return faults.Count == 0
            ? read
            : new Fault(FaultKind.Invalid, "record.fields", faults[0].Why) { Members = [.. faults.Select(f => new FaultyMember(Member(section, f.Field, f.Row), f.Why))] };
    }

    /// <summary>Why a section cannot have so many rows; null where it can.</summary>
    public static Wording? TooMany(RecordSection section, int rows)
    {
        if (rows <= (section.IsTable ? MostRows : 1))
            return null;
        return section.IsTable
            ? new Wording(FormattableString.Invariant($"nhiều nhất {MostRows} dòng"), FormattableString.Invariant($"{MostRows} rows at most"))
            : new Wording("mục này chỉ có một dòng", "this section has one row");
    }

    /// <summary>The rows without what is empty; what stands against them is added to <paramref name="faults"/>.</summary>
    public static List<RecordRow> Read(
        RecordSection section, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> rows, IReadOnlyCollection<string> operators, List<SectionFault> faults)
    {
        var read = new List<RecordRow>();
        for (var at = 0; at < rows.Count; at++)
        {
            var row = new RecordRow();
            foreach (var field in section.Fields)
            {
                var values = rows[at].TryGetValue(field.Id, out var given) ? Clean(field, given) : [];
                if (Wrong(field, values) is { } why)
                    faults.Add(new SectionFault(at, field.Id, why));
                else if (values.Count > 0)
                    row[field.Id] = values;
            }

            faults.AddRange(Same(section, row, operators).Select(s => new SectionFault(at, s.Field, s.Why)));
            if (row.Count > 0)
                read.Add(row);
        }

        return read;
    }

    /// <summary>Whoever is named twice where the profile wants others (an assessor who operates or monitors is no independent one).</summary>
    public static IEnumerable<(string Field, Wording Why)> Same(RecordSection section, RecordRow row, IReadOnlyCollection<string> operators)
    {
        foreach (var field in section.Fields)
        {
            foreach (var other in field.DistinctFrom)
            {
                if (other == RecordField.Operator ? operators.Any(o => AreSame(o, row.Text(field.Id))) : AreSame(row.Text(other), row.Text(field.Id)))
                    yield return (field.Id, Twice(section, field, other));
            }
        }
    }

    // But for case, diacritics, and what people shorten.
    private static bool AreSame(string one, string other)
    {
        var (first, second) = (FoldedText.Of(one.Trim()), FoldedText.Of(other.Trim()));
        return first.Length > 0 && second.Length > 0 && (first == second || ShortNames.Match(one, other));
    }

    /// <summary>Required fields that are empty; in an empty table the first of them stands for all.</summary>
    public static IReadOnlyList<RecordField> Missing(RecordSection section, int level, IReadOnlyList<RecordRow> rows)
    {
        var required = section.Fields.Where(f => f.IsRequired).ToList();
        if (rows.Count > 0)
            return [.. required.Where(f => rows.Any(row => !row.ContainsKey(f.Id)))];
        return !section.IsOwedAt(level) ? [] : section.IsTable ? [.. required.Take(1)] : required;
    }

    private static Wording Twice(RecordSection section, RecordField field, string other)
    {
        var title = section.Fields.FirstOrDefault(f => f.Id == other)?.Title ?? new Wording("đơn vị vận hành", "the operator");
        return new Wording($"«{field.Title.Vi}» không được trùng với «{title.Vi}»", $"“{field.Title.En}” must not be the same as “{title.En}”");
    }

    private static List<string> Clean(RecordField field, IReadOnlyList<string> given)
    {
        var values = given.Select(v => (v ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim().Normalize(NormalizationForm.FormC)).Where(v => v.Length > 0);
        return [.. field.Kind == RecordFieldKind.Many ? values.Distinct(StringComparer.Ordinal) : values.Take(1)];
    }

    private static Wording? Wrong(RecordField field, List<string> values) => field.Kind switch
    {
        RecordFieldKind.Number when values is [var text] && !(text.Length <= 9 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) =>
            new Wording("ghi một số nguyên không âm, không dấu chấm", "write a whole number, not negative, digits only"),
        RecordFieldKind.Date when values is [var text] && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) =>
            new Wording("ghi một ngày có thật", "write a date that exists"),
        RecordFieldKind.Choice or RecordFieldKind.Many when values.Exists(v => field.Options.All(o => o.Id != v)) =>
            new Wording("chọn trong danh sách", "choose from the list"),
        RecordFieldKind.Lines when values is [{ Length: > MostLines }] => TooLong(MostLines),
        RecordFieldKind.Text or RecordFieldKind.System when values is [{ Length: > MostText }] => TooLong(MostText),
        RecordFieldKind.Text or RecordFieldKind.System when values is [var text] && text.Contains('\n', StringComparison.Ordinal) => new Wording("ghi trên một dòng", "write it in one line"),
        _ => values.Exists(v => v.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))) ? new Wording("có ký tự điều khiển: xóa đi", "holds control characters: take them out") : null,
    };

    private static Wording TooLong(int most) => new(FormattableString.Invariant($"nhiều nhất {most} ký tự"), FormattableString.Invariant($"{most} characters at most"));

    private static string Member(RecordSection section, string field, int row) => section.IsTable ? string.Create(CultureInfo.InvariantCulture, $"{field}[{row}]") : field;
}
