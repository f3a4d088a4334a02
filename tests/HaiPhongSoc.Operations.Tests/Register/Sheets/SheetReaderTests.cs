using System.IO.Compression;
using System.Text;
using CsCheck;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HaiPhongSoc.Operations.Register.Sheets;

namespace HaiPhongSoc.Operations.Tests.Register.Sheets;

/// <summary>Files that anybody may have made: read, or refused with what to do; never a crash, never more memory than allowed.</summary>
public sealed class SheetReaderTests
{
    private static readonly byte[] Workbook = XlsxWriter.Write(new NewSheet("Tài sản", ["a", "b"], [10, 10], [["1", "=cmd|'/c calc'!A0"]]));

    [Theory]
    [InlineData("a,b\r\n1,2\r\n", "1|2")]
    [InlineData("a;b\n\n1;\"2;\"\"3\"\"\"\n", "1|2;\"3\"")]
    [InlineData("a\tb\n1\t'=2\n", "1|=2")]
    [InlineData("a,b\n'quoted,''x\n", "'quoted|'x")]
    public void Csv_is_read_as_spreadsheet_programs_write_it(string text, string row)
    {
        var read = Read(Encoding.UTF8.GetBytes(text));
        read.Rows.Count.ShouldBe(2);
        string.Join('|', read.Rows[1].Cells.Select(c => c.Text)).ShouldBe(row);
        Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray()).Rows[1].Cells.ShouldBe(read.Rows[1].Cells);
    }

    [Fact]
    public void What_would_be_a_formula_is_written_as_text_and_read_as_it_was() =>
        Gen.OneOf(Gen.String[0, 12], Gen.Select(Gen.Char["=+-@'\t\r"], Gen.String[0, 6], (first, rest) => first + rest)).Where(IsText).Array[3].Sample(
            cells =>
            {
                var csv = CsvSheet.Write(["x", "y", "z"], [cells]);
                using var parser = new CsvHelper.CsvParser(new StringReader(Encoding.UTF8.GetString(csv)), System.Globalization.CultureInfo.InvariantCulture);
                while (parser.Read())
                    parser.Record!.ShouldAllBe(c => c.Length == 0 || !"=+-@\t\r".Contains(c[0]));
                var wanted = cells.Select(c => c.Trim()).ToArray();
                if (wanted.Any(c => c.Length > 0))
                    Cells(Read(csv).Rows[^1]).ShouldBe(wanted);
                var xlsx = XlsxWriter.Write(new NewSheet("Tài sản", ["x", "y", "z"], [9, 9, 9], [cells]));
                if (wanted.Any(c => c.Length > 0))
                    Cells(Read(xlsx).Rows[^1]).ShouldBe(wanted);
            },
            iter: 60);

    [Fact]
    public void The_sheet_of_assets_is_found_among_others() =>
        Read(XlsxWriter.Write(new NewSheet("Hướng dẫn", ["x"], [9], []), new NewSheet("Tài sản", ["y"], [9], []))).Rows[0].Cells[0].Text.ShouldBe("y");

    [Theory]
    [InlineData("", "sheet.empty")]
    [InlineData("%PDF-1.7 x", "sheet.kind")]
    [InlineData("PK\u0003\u0004 not a workbook", "sheet.broken")]
    [InlineData("a,\"b\n1,2", "sheet.quotes")]
    [InlineData("a,b\0\n", "sheet.encoding")]
    public void What_is_no_table_is_refused_with_what_to_do(string text, string code) =>
        SheetReader.Read(Encoding.Latin1.GetBytes(text), "Tài sản").Fault!.Code.ShouldBe(code);

    [Fact]
    public void Old_locked_and_macro_files_are_told_apart()
    {
        SheetReader.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "Tài sản").Fault!.Code.ShouldBe("sheet.old-excel");
        SheetReader.Read([0x61, 0xFF, 0xFE, 0x2C], "Tài sản").Fault!.Code.ShouldBe("sheet.encoding");
        using var stream = new MemoryStream();
        stream.Write(Workbook);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
            document.ChangeDocumentType(SpreadsheetDocumentType.MacroEnabledWorkbook);
        SheetReader.Read(stream.ToArray(), "Tài sản").Fault!.Code.ShouldBe("sheet.macros");
    }

    [Fact]
    public void A_bomb_is_not_unpacked() =>
        SheetReader.Read(With("xl/worksheets/bomb.xml", new byte[SheetLimits.LargestUnpacked + 1]), "Tài sản").Fault!.Code.ShouldBe("sheet.unpacks");

    [Fact]
    public void A_sheet_that_is_named_again_and_again_is_not_read_again_and_again()
    {
        using var stream = new MemoryStream();
        stream.Write(Workbook);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var sheets = document.WorkbookPart!.Workbook!.Sheets!;
            var first = sheets.Elements<Sheet>().First();
            sheets.Append(new Sheet { Id = first.Id, SheetId = 2, Name = "b" });
        }

        SheetReader.ReadAll(stream.ToArray()).Fault!.Code.ShouldBe("sheet.broken");
        SheetReader.ReadAll(Workbook).Require().ShouldHaveSingleItem().Name.ShouldBe("Tài sản");
        SheetReader.ReadAll(XlsxWriter.Write(new NewSheet("a", ["x"], [9], Many), new NewSheet("b", ["x"], [9], Many))).Fault!.Code.ShouldBe("sheet.rows");
    }

    private static IEnumerable<IReadOnlyList<string>> Many => Enumerable.Repeat<IReadOnlyList<string>>(["1"], (SheetLimits.MostRows / 2) + 10);

    [Fact]
    public void Entities_are_not_expanded_and_nothing_outside_is_fetched()
    {
        var sheet = Encoding.UTF8.GetBytes("""
            <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>
            """);
        SheetReader.Read(With(SheetPath(), sheet), "Tài sản").Fault!.Code.ShouldBe("sheet.broken");
    }

    [Fact]
    public void A_formula_is_told_and_its_value_not_taken()
    {
        using var stream = new MemoryStream();
        stream.Write(Workbook);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var cell = document.WorkbookPart!.WorksheetParts.First().Worksheet!.Descendants<Cell>().Last();
            cell.RemoveAllChildren();
            (cell.DataType, cell.CellFormula, cell.CellValue) = (CellValues.String, new CellFormula("HYPERLINK(\"http://x\")"), new CellValue("10.0.0.0/8"));
        }

        Read(stream.ToArray()).Rows[1].Cells[1].IsFormula.ShouldBeTrue();
    }

    [Fact]
    public void More_rows_than_allowed_are_refused() =>
        SheetReader.Read(Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Repeat("1\n", SheetLimits.MostRows + 1))), "Tài sản").Fault!.Code.ShouldBe("sheet.rows");

    [Fact]
    public void No_bytes_break_the_reader()
    {
        var broken = Gen.Select(Gen.Int[0, Workbook.Length - 1], Gen.Byte, Gen.Int[0, Workbook.Length], (at, value, length) =>
        {
            var bytes = Workbook.ToArray();
            bytes[at] = value;
            return length % 3 == 0 ? bytes[..length] : bytes;
        });
        Gen.OneOf(broken, Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 60].Select(b => (byte[])[0x50, 0x4B, 3, 4, .. b]))
            .Sample(bytes => SheetReader.Read(bytes, "Tài sản").ShouldNotBeNull(), iter: 60);
    }

    private static bool IsText(string text) => text.All(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF')) && !(text.Length == 1 && text[0] == '\'');

    private static string[] Cells(SheetRow row) => [row[0].Text, row[1].Text, row[2].Text];

    private static SheetText Read(byte[] file) => SheetReader.Read(file, "Tài sản").Require();

    private static string SheetPath()
    {
        using var archive = new ZipArchive(new MemoryStream(Workbook));
        return archive.Entries.First(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal)).FullName;
    }

    private static byte[] With(string path, byte[] content)
    {
        using var stream = new MemoryStream();
        stream.Write(Workbook);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(path)?.Delete();
            using var entry = archive.CreateEntry(path).Open();
            entry.Write(content);
        }

        return stream.ToArray();
    }
}
