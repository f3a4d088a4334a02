using System.Text;

namespace HaiPhongSoc.Web.Parts;

/// <summary>CSV (RFC 4180) that a page hands to the browser. What a spreadsheet would take for a formula is written with an apostrophe before it: texts may be a sender's.</summary>
internal sealed class CsvText
{
    private const string Formulas = "=+-@\t\r";

    private readonly StringBuilder _text = new();

    public void Line(params IEnumerable<string> cells)
    {
        var isFirst = true;
        foreach (var text in cells)
        {
            var cell = text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
            _text.Append(isFirst ? "\"" : ",\"").Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            isFirst = false;
        }

        _text.Append("\r\n");
    }

    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(_text.ToString())];
}
