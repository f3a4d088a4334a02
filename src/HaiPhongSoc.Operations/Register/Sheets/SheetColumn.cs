using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A column of a table that people fill in; files that are read may have it anywhere.</summary>
/// <param name="Number">Its place in the files that we write.</param>
/// <param name="Name">In Vietnamese it stands at the head of the column; the other is read as well.</param>
/// <param name="Help">What belongs there.</param>
/// <param name="Width">In characters.</param>
internal sealed record SheetColumn(int Number, Wording Name, bool IsRequired, Wording Help, string Example, int Width)
{
    /// <summary>What a cell may hold, in characters.</summary>
    public int Longest { get; init; } = SheetLimits.LongestCell;

    /// <summary>A file without the column is not read, also where its cells may be empty.</summary>
    public bool IsAlwaysThere { get; init; }

    /// <summary>It holds days or times, which a spreadsheet program keeps as numbers.</summary>
    public bool HoldsTime { get; init; }

    public bool IsNamed(string written) => Same(written, Name.Vi) || Same(written, Name.En);

    /// <summary>True for the same name without regard to case and diacritics.</summary>
    public static bool Same(string written, string name) => Documents.FoldedText.Of(written) == Documents.FoldedText.Of(name);
}

/// <summary>The few legal values of a column, which a spreadsheet program then offers.</summary>
internal sealed record SheetChoice(int Column, string Formula)
{
    public static SheetChoice OfWords(SheetColumn column, IEnumerable<string> words) => new(column.Number, $"\"{string.Join(',', words)}\"");

    /// <summary>The first <paramref name="rows"/> cells below the head of a column of another sheet.</summary>
    /// <param name="place">Of that column, from 0.</param>
    public static SheetChoice OfSheet(SheetColumn column, string sheet, int rows, int place = 0)
    {
        var name = XlsxWriter.NameOf(place);
        return new(column.Number, FormattableString.Invariant($"'{sheet}'!${name}$2:${name}${rows + 1}"));
    }
}
