namespace HaiPhongSoc.EventStore.Kql;

/// <summary>Codes of <see cref="KqlError"/>, each with its arguments and the remedy that its text must name.</summary>
public static class KqlErrorCodes
{
    /// <summary>A quoted phrase has no closing quote. Remedy: add " at its end, or write \" for a quote that is meant.</summary>
    public const string QuoteOpen = "quote-open";

    /// <summary>A parenthesis is never closed. Remedy: add ) or put the value in quotes.</summary>
    public const string ParenthesisOpen = "parenthesis-open";

    /// <summary>A ) without its (. Remedy: delete it or put it in quotes.</summary>
    public const string ParenthesisExtra = "parenthesis-extra";

    /// <summary>{0} = what stands there instead (empty at the end). A value or expression is missing. Remedy: write one.</summary>
    public const string ExpressionExpected = "expression-expected";

    /// <summary>{0} = field, {1} = operator. No value after the operator. Remedy: write a value, or field : * for "has any".</summary>
    public const string ValueExpected = "value-expected";

    /// <summary>{0} = the text found. Two parts stand side by side with nothing between. Remedy: and/or between them, or quotes around both.</summary>
    public const string OperatorExpected = "operator-expected";

    /// <summary>{0} = the operator. An operator has no field at its left. Remedy: name the field, or put the text in quotes.</summary>
    public const string FieldExpected = "field-expected";

    /// <summary>{0} = field, {1} = value. A range needs one plain value, without * or list. Remedy: write a number, a time or a text.</summary>
    public const string RangeValue = "range-value";

    /// <summary>{0} = field, {1} = value. Times are ISO 8601 (2026-11-24 or 2026-11-24T10:00:00Z). Remedy: write it so.</summary>
    public const string TimeValue = "time-value";

    /// <summary>{0} = field, {1} = value. The prefix length of an address block is wrong. Remedy: 0–32 for IPv4, 0–128 for IPv6.</summary>
    public const string Cidr = "cidr";

    /// <summary>{0} = the limit in characters. Remedy: shorten the query.</summary>
    public const string TooLong = "too-long";

    /// <summary>{0} = the limit. Too many conditions, or parentheses nested too deep. Remedy: split the query.</summary>
    public const string TooComplex = "too-complex";

    /// <summary>{0} = the text. A { opens Kibana's nested query, which this store has no use for. Remedy: name the field with dots, or quote the text.</summary>
    public const string NestedUnsupported = "nested-unsupported";
}
