using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>The workbook of records: how to fill it in, a sheet a section, the systems that may be named, and what cells may hold.</summary>
internal sealed class RecordWorkbook(IReadOnlyList<RecordSheet> sheets, IReadOnlyList<SystemRecord> systems, IReadOnlyDictionary<string, string> organisations)
{
    private readonly List<(string Title, IReadOnlyList<string> Words)> _lists = [];

    /// <summary>The rows of every system in the order of their codes, as they come back unchanged.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(RecordSheet sheet, IEnumerable<SystemRecord> systems, IReadOnlyDictionary<(string System, string Section), SectionRecord> kept) =>
        from system in systems
        where sheet.Section.IsOf(system.EffectiveLevel)
        from row in kept.GetValueOrDefault((system.Code, sheet.Section.Id))?.Rows ?? []
        select (IReadOnlyList<string>)[system.Code, .. sheet.TextsOf(row), system.Name];

    public static IReadOnlyList<string> Header(RecordSheet sheet) => [.. sheet.Columns.Select(c => c.Name.Vi), RecordSheet.SystemName.Vi];

    /// <summary>The template: nothing in it but what it offers.</summary>
    public byte[] Empty() => Write(sheet => SheetOf(sheet, [.. Header(sheet).SkipLast(1)], []));

    public byte[] Of(IReadOnlyDictionary<(string System, string Section), SectionRecord> kept) => Write(sheet => SheetOf(sheet, Header(sheet), Rows(sheet, systems, kept)));

    private byte[] Write(Func<RecordSheet, NewSheet> write)
    {
        List<NewSheet> written = [.. sheets.Select(write)];
        return XlsxWriter.Write([GuideOf(sheets), .. written, AssetTemplate.Systems(systems, organisations), Lists()]);
    }

    private NewSheet SheetOf(RecordSheet sheet, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var choices = new List<SheetChoice>();
        if (systems.Count > 0)
            choices.Add(SheetChoice.OfSheet(RecordSheet.Code, RecordSheet.Systems, systems.Count));
        foreach (var (field, column) in sheet.Fields.Where(f => f.Field.Options.Count > 0))
        {
            // Several options in one cell are nothing that a list in a cell can offer.
            if (field.Kind == RecordFieldKind.Choice)
                choices.Add(SheetChoice.OfSheet(column, RecordSheet.Lists, field.Options.Count, _lists.Count));
            _lists.Add(($"{sheet.Name}: {column.Name.Vi}", [.. field.Options.Select(o => RecordCells.WordOf(field, o))]));
        }

        return new NewSheet(sheet.Name, header, [.. sheet.Columns.Select(c => c.Width).Append(40).Take(header.Count)], rows, choices);
    }

    private NewSheet Lists() => new(
        RecordSheet.Lists,
        [.. _lists.Select(l => l.Title)],
        [.. _lists.Select(_ => 44)],
        Enumerable.Range(0, _lists.Select(l => l.Words.Count).DefaultIfEmpty().Max()).Select(at => (IReadOnlyList<string>)[.. _lists.Select(l => l.Words.ElementAtOrDefault(at) ?? "")]));

    private static NewSheet GuideOf(IReadOnlyList<RecordSheet> sheets) => SheetGuide.Of(
        sheets.SelectMany(s => Lines(s)),
        new Wording("Mỗi trang tính là một mục hồ sơ, mỗi dòng bắt đầu bằng mã hệ thống. Mục không cần nhập thì để trống hoặc bỏ cả trang tính: điều đang ghi giữ nguyên. Thông tin chưa có thì để trống ô, bổ sung sau.", "A sheet is a section of the record, and each row begins with the code of its system. Leave a sheet empty, or take it out, where nothing is to be imported: what is recorded stays. Leave cells empty where you do not know yet."),
        new Wording("Hệ thống có dòng ở một trang tính thì mục đó của hệ thống được thay toàn bộ bằng các dòng trong tệp: dòng đang ghi mà tệp không có sẽ bị xóa, ô để trống xóa điều đang ghi. Hệ thống không có dòng nào ở trang tính thì mục đó giữ nguyên.", "Where a system has a row in a sheet, that section of the system becomes what the file says: a recorded row that the file has not goes, and an empty cell takes out what stands there. Where a system has no row in a sheet, its section stays."),
        new Wording("Muốn sửa thông tin đang có: xuất tệp hồ sơ, sửa rồi nhập lại.", "To change what is recorded: export it, mend it and import it again."));

    private static IEnumerable<IReadOnlyList<string>> Lines(RecordSheet sheet)
    {
        var (vi, en) = sheet.Section.IsTable ? ("Mỗi hệ thống nhiều dòng.", "Several rows a system.") : ("Mỗi hệ thống một dòng.", "One row a system.");
        yield return [$"Trang tính «{sheet.Name}»", "", $"{sheet.Section.Help.Vi} {vi}".Trim(), "", $"{sheet.Section.Title.En}. {sheet.Section.Help.En} {en}"];
        foreach (var (field, column) in sheet.Fields)
            yield return [column.Name.Vi, field.IsRequired ? "có" : "không", column.Help.Vi, column.Example, $"{column.Name.En}: {column.Help.En}"];
    }
}
