namespace HaiPhongSoc.Web.Parts;

/// <summary>Writes queries from values that logs hold, so that no value can become an operator.</summary>
internal static class KqlText
{
    /// <summary><c>field : "value"</c>, with both escaped.</summary>
    public static string Equal(string field, string value) => $"{Field(field)} : {Phrase(value)}";

    /// <summary>The query so far, and one more condition.</summary>
    public static string And(string? query, string condition) =>
        string.IsNullOrWhiteSpace(query) ? condition : $"{Grouped(query.Trim())} and {condition}";

    private static string Phrase(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    // Names come from senders: whatever the grammar gives a meaning is escaped.
    private static string Field(string name) =>
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@' ? c.ToString() : "\\" + c));

    // "and" binds more tightly than "or": a question with an "or" in it is put in parentheses, one pair too many does no harm.
    private static string Grouped(string query) => query.Contains("or", StringComparison.OrdinalIgnoreCase) ? $"({query})" : query;
}
