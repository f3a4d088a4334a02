using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>
/// Reads sheets of a workbook that anybody may have made. It is unpacked once to be counted before a byte of it is understood; document types are
/// prohibited by the library, nothing outside the file is fetched, and formulas are told, never taken for their values.
/// </summary>
internal static class XlsxReader
{
    /// <param name="sheet">The one to read, if it is there; else the first.</param>
    public static Outcome<SheetText> Read(byte[] file, string sheet) => Read(file, workbook => Read(workbook, sheet));

    private static Outcome<SheetText> Read(WorkbookPart workbook, string sheet)
    {
        if (Find(workbook, sheet) is not { } part)
            return SheetFaults.Broken;
        var rows = Rows(part, Shared(workbook));
        return rows.Count > SheetLimits.MostRows + 1 ? SheetFaults.TooManyRows : new SheetText(rows);
    }

    /// <summary>Every sheet, in the order of the workbook; all together have no more rows than one may have.</summary>
    public static Outcome<List<NamedText>> ReadAll(byte[] file) => Read(file, ReadAll);

    private static Outcome<List<NamedText>> ReadAll(WorkbookPart workbook)
    {
        var shared = Shared(workbook);
        var tables = new List<NamedText>();
        var parts = new HashSet<WorksheetPart>();
        var rows = 0;
        foreach (var sheet in SheetsOf(workbook))
        {
            // A chart is no table. A part that is named a thousand times would be read a thousand times.
            if (PartOf(workbook, sheet) is not { } part)
                continue;
            if (!parts.Add(part))
                return SheetFaults.Broken;
            var text = new SheetText(Rows(part, shared));
            rows += text.Rows.Count;
            if (rows > SheetLimits.MostRows + 1)
                return SheetFaults.TooManyRows;
            tables.Add(new NamedText(sheet.Name?.Value ?? "", text));
        }

        return tables;
    }

    private static Outcome<T> Read<T>(byte[] file, Func<WorkbookPart, Outcome<T>> read)
    {
        try
        {
            if (!IsBounded(file))
                return SheetFaults.Unpacks;
            using var stream = new MemoryStream(file, writable: false);
            using var document = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = SheetLimits.LargestUnpacked });
            if (document.DocumentType != SpreadsheetDocumentType.Workbook || document.WorkbookPart?.VbaProjectPart is not null)
                return SheetFaults.Macros;
            return document.WorkbookPart is { } workbook ? read(workbook) : SheetFaults.Broken;
        }
#pragma warning disable CA1031 // a broken file makes the library throw whatever it met first; all of it says the same to who sent it
        catch (Exception fault) when (fault is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return SheetFaults.Broken;
        }
    }

    // What the file says of its own sizes is not believed.
    private static bool IsBounded(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > SheetLimits.MostParts)
            return false;
        var buffer = new byte[64 << 10];
        long unpacked = 0;
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            while (content.Read(buffer) is > 0 and var read)
            {
                unpacked += read;
                if (unpacked > SheetLimits.LargestUnpacked)
                    return false;
            }
        }

        return true;
    }

    private static WorksheetPart? Find(WorkbookPart workbook, string name)
    {
        var sheets = SheetsOf(workbook);
        return (sheets.Find(s => s.Name?.Value == name) ?? sheets.FirstOrDefault()) is { } wanted ? PartOf(workbook, wanted) : null;
    }

    private static List<Sheet> SheetsOf(WorkbookPart workbook) => workbook.Workbook?.Sheets?.Elements<Sheet>().ToList() ?? [];

    private static WorksheetPart? PartOf(WorkbookPart workbook, Sheet sheet) => sheet.Id?.Value is { } id ? workbook.GetPartById(id) as WorksheetPart : null;

    private static List<string> Shared(WorkbookPart workbook)
    {
        var texts = new List<string>();
        if (workbook.SharedStringTablePart is not { } part)
            return texts;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
                texts.Add(TextOf((SharedStringItem)reader.LoadCurrentElement()!));
        }

        return texts;
    }

    private static List<SheetRow> Rows(WorksheetPart sheet, List<string> shared)
    {
        var rows = new List<SheetRow>();
        using var reader = OpenXmlReader.Create(sheet);
        long line = 0;
        while (rows.Count <= SheetLimits.MostRows + 1 && reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
                continue;
            var row = (Row)reader.LoadCurrentElement()!;
            line = row.RowIndex?.Value ?? (line + 1);
            var cells = Cells(row, shared);
            if (cells.Count > 0)
                rows.Add(new SheetRow(line, cells));
        }

        return rows;
    }

    private static List<SheetCell> Cells(Row row, List<string> shared)
    {
        var cells = new List<SheetCell>();
        var next = 0;
        foreach (var cell in row.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : next;
            next = column + 1;
            if (column is < 0 or >= SheetLimits.MostColumns)
                continue;
            var read = Read(cell, shared);
            if (read.Text.Length == 0 && !read.IsFormula)
                continue;
            while (cells.Count <= column)
                cells.Add(SheetCell.Empty);
            cells[column] = read;
        }

        return cells;
    }

    private static SheetCell Read(Cell cell, List<string> shared)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        if (cell.CellFormula is not null)
            return new SheetCell(value.Trim(), IsFormula: true);
        if (type == CellValues.SharedString)
            return new SheetCell(shared[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)].Trim());
        if (type == CellValues.InlineString)
            return new SheetCell(cell.InlineString is { } inline ? TextOf(inline).Trim() : "");
        var isNumber = (type is null || type == CellValues.Number) && value.Length > 0;
        return isNumber && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new SheetCell(value, number)
            : new SheetCell(value.Trim());
    }

    // Parts in several fonts belong together; how it is pronounced does not belong to it.
    private static string TextOf(RstType text) =>
        text.Text?.Text ?? string.Concat(text.Elements<Run>().Select(run => run.Text?.Text));

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetterUpper).Take(3))
            column = (column * 26) + (c - 'A') + 1;
        return column - 1;
    }
}
