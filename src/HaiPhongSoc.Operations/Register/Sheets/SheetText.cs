namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>A table as it stands in a file, before anybody says what it means.</summary>
/// <param name="Rows">Those with something in them.</param>
internal sealed record SheetText(IReadOnlyList<SheetRow> Rows);

/// <summary>One table of a file that may have several.</summary>
/// <param name="Name">Of its sheet; null where the file is one table.</param>
internal sealed record NamedText(string? Name, SheetText Text);

/// <param name="Line">From 1, as the program that wrote the file counts it.</param>
internal sealed record SheetRow(long Line, IReadOnlyList<SheetCell> Cells)
{
    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : SheetCell.Empty;
}

/// <param name="Text">Without spaces around it.</param>
/// <param name="Number">Where the file says that it is one: a day, if the column holds days.</param>
/// <param name="IsFormula">What stands there is a formula: its value depends on who opens the file.</param>
internal sealed record SheetCell(string Text, double? Number = null, bool IsFormula = false)
{
    public static SheetCell Empty { get; } = new("");
}

/// <summary>How much of a file is read: enough for every asset of the city, too little to tie up the program.</summary>
internal static class SheetLimits
{
    public const int LargestFile = 4 << 20;

    /// <summary>Of all parts of a packed file together.</summary>
    public const int LargestUnpacked = 64 << 20;

    public const int MostParts = 500;

    public const int MostRows = 20_000;

    public const int MostColumns = 40;

    public const int LongestCell = 500;
}
