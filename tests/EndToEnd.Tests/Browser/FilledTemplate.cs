using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace EndToEnd.Tests.Browser;

/// <summary>The template of assets as somebody fills it in with a spreadsheet program: rows of text below the head of its first sheet.</summary>
internal static class FilledTemplate
{
    public static async Task<byte[]> OfAsync(Stream template, params string[][] rows)
    {
        using var file = new MemoryStream();
        await template.CopyToAsync(file);
        using (var document = SpreadsheetDocument.Open(file, isEditable: true))
        {
            var workbook = document.WorkbookPart!;
            var first = workbook.Workbook!.Sheets!.Elements<Sheet>().First();
            var sheet = ((WorksheetPart)workbook.GetPartById(first.Id!)).Worksheet!.GetFirstChild<SheetData>()!;
            foreach (var below in sheet.Elements<Row>().Skip(1).ToList())
                below.Remove();
            for (var i = 0; i < rows.Length; i++)
                sheet.Append(RowOf(rows[i], (uint)i + 2));
        }

        return file.ToArray();
    }

    private static Row RowOf(string[] cells, uint number) => new(cells.Select((text, column) => new Cell
    {
        CellReference = FormattableString.Invariant($"{(char)('A' + column)}{number}"),
        DataType = CellValues.InlineString,
        InlineString = new InlineString(new Text(text)),
    }))
    { RowIndex = number };
}
