using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A sheet to be written.</summary>
/// <param name="Header">One cell a column.</param>
/// <param name="Widths">In characters, one a column.</param>
/// <param name="Choices">Of columns that have few legal values.</param>
internal sealed record NewSheet(string Name, IReadOnlyList<string> Header, IReadOnlyList<int> Widths, IEnumerable<IReadOnlyList<string>> Rows, params IReadOnlyList<SheetChoice> Choices);

/// <summary>Writes workbooks of texts. Every column has the format «text»: a spreadsheet program then keeps 10.20 and 01/02/2026 as they were typed, and calculates nothing.</summary>
internal static class XlsxWriter
{
    private const uint PlainStyle = 1;
    private const uint BoldStyle = 2;

    public static byte[] Write(params IReadOnlyList<NewSheet> sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var list = new DocumentFormat.OpenXml.Spreadsheet.Sheets();
            foreach (var sheet in sheets)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                Write(part, sheet);
                list.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)list.ChildElements.Count + 1, Name = sheet.Name });
            }

            workbook.Workbook = new Workbook(list);
        }

        return stream.ToArray();
    }

    private static void Write(WorksheetPart part, NewSheet sheet)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(sheet.Widths.Select((width, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true, Style = PlainStyle })));
        writer.WriteStartElement(new SheetData());
        uint line = 1;
        writer.WriteElement(RowOf(line, sheet.Header, BoldStyle));
        foreach (var row in sheet.Rows)
            writer.WriteElement(RowOf(++line, row, PlainStyle));
        writer.WriteEndElement();
        if (sheet.Choices.Count > 0)
            writer.WriteElement(new DataValidations(sheet.Choices.Select(Choose)) { Count = (uint)sheet.Choices.Count });
        writer.WriteEndElement();
    }

    private static Row RowOf(uint line, IReadOnlyList<string> cells, uint style) => new(cells.Select((text, i) => new Cell(
        new InlineString(new Text(Storable(text)) { Space = SpaceProcessingModeValues.Preserve }))
    {
        CellReference = $"{NameOf(i)}{line.ToString(CultureInfo.InvariantCulture)}",
        DataType = CellValues.InlineString,
        StyleIndex = style,
    }))
    { RowIndex = line };

    /// <summary>A column as spreadsheet programs call it.</summary>
    public static string NameOf(int column) => column < 26 ? ((char)('A' + column)).ToString() : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";

    // XML cannot hold every character, not even escaped.
    private static string Storable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                i++;
            else
                return Storable(text[..i] + '\uFFFD' + text[(i + 1)..]);
        }

        return text;
    }

    private static DataValidation Choose(SheetChoice choice) => new(new Formula1(choice.Formula))
    {
        Type = DataValidationValues.List,
        AllowBlank = true,
        ShowErrorMessage = true,
        SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{NameOf(choice.Column)}2:{NameOf(choice.Column)}{(SheetLimits.MostRows + 1).ToString(CultureInfo.InvariantCulture)}" },
    };

    // Format 49 is «text».
    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true, FontId = 1, ApplyFont = true }));
}
