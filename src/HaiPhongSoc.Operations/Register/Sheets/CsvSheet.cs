using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>
/// CSV as spreadsheet programs read and write it (RFC 4180; commas, semicolons or tabs). A cell that such a program would take for a formula is written with
/// an apostrophe before it, which is taken off again when it is read.
/// </summary>
internal static class CsvSheet
{
    private const string Guarded = "=+-@\t\r'";

    private static readonly string[] Delimiters = [",", ";", "\t"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public static Outcome<SheetText> Read(byte[] file)
    {
        if (TextOf(file) is not { } text || text.Contains('\0', StringComparison.Ordinal))
            return SheetFaults.NoText;
        long? broken = null;
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text),
            BadDataFound = args => broken ??= args.Context.Parser!.RawRow,
            ExceptionMessagesContainRawData = false,
        };
        using var parser = new CsvParser(new StringReader(text), settings);
        var rows = new List<SheetRow>();
        while (parser.Read())
        {
            var line = (long)parser.RawRow;
            if (broken is not null)
                return SheetFaults.Quotes(line);
            List<SheetCell> cells = [.. parser.Record!.Take(SheetLimits.MostColumns).Select(cell => new SheetCell(Unguarded(cell.Trim())))];
            if (cells.Exists(c => c.Text.Length > 0))
                rows.Add(new SheetRow(line, cells));
            if (rows.Count > SheetLimits.MostRows + 1)
                return SheetFaults.TooManyRows;
        }

        // One that is never closed takes the rest of the file into its cell.
        return text.AsSpan().Count('"') % 2 == 0 ? new SheetText(rows) : SheetFaults.Quotes(parser.RawRow);
    }

    public static byte[] Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var stream = new MemoryStream();
        // Lines end with CRLF as the library has it by itself; where it is told so, it leaves another line end in a cell without quotation marks.
        using (var writer = new CsvWriter(new StreamWriter(stream, Strict), new CsvConfiguration(CultureInfo.InvariantCulture)))
        {
            foreach (var row in rows.Prepend(header))
            {
                foreach (var cell in row)
                    writer.WriteField(cell.Length > 0 && Guarded.Contains(cell[0], StringComparison.Ordinal) ? $"'{cell}" : cell);
                writer.NextRecord();
            }
        }

        return stream.ToArray();
    }

    private static string Unguarded(string cell) => cell.Length > 1 && cell[0] == '\'' && Guarded.Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell;

    // The mark of a byte order is believed; without one it is UTF-8 or nothing.
    private static string? TextOf(byte[] file)
    {
        try
        {
            return file switch
            {
                [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(file.AsSpan(2)),
                [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(file.AsSpan(2)),
                [0xEF, 0xBB, 0xBF, ..] => Strict.GetString(file.AsSpan(3)),
                _ => Strict.GetString(file),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // Whatever stands most often in the header: names of columns hold none of them.
    private static string DelimiterOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text[..end];
        return Delimiters.MaxBy(d => header.Split(d).Length)!;
    }
}
