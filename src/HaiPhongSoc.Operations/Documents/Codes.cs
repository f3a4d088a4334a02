using System.Text.RegularExpressions;

namespace HaiPhongSoc.Operations.Documents;

/// <summary>Codes that people give to systems and organisations: lower-case letters, digits and dashes, 64 at most.</summary>
internal static partial class Codes
{
    /// <summary>What is said of any other, "vi | en".</summary>
    public const string Wanted =
        "mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, nhiều nhất 64 ký tự | a code has lower-case letters, digits and dashes, 64 at most";

    public static bool Is(string? text) => Pattern().IsMatch(text ?? "");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
