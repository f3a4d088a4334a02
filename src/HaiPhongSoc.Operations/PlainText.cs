namespace HaiPhongSoc.Operations;

/// <summary>What people typed, as it may stand in a letter or a calendar.</summary>
public static class PlainText
{
    /// <summary>The text with a space for every control character, line ends among them.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
