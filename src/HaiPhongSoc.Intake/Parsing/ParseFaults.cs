namespace HaiPhongSoc.Intake.Parsing;

/// <summary>The codes of <see cref="Events.ParseFault"/> that parsing gives. They are stored and shown: never rename one.</summary>
public static class ParseFaults
{
    /// <summary>The record is empty or white space.</summary>
    public const string Empty = "empty";

    /// <summary>The JSON breaks the grammar; the fields before that place are kept.</summary>
    public const string JsonSyntax = "json-syntax";

    /// <summary>Nested deeper than 32; the fields before that place are kept.</summary>
    public const string JsonDepth = "json-depth";

    /// <summary>More than 1,000 fields; the first 1,000 are kept.</summary>
    public const string TooManyFields = "too-many-fields";

    /// <summary>A value is longer than 64 KiB and was cut there.</summary>
    public const string ValueTooLong = "value-too-long";

    /// <summary>A field's whole path is longer than 1,024 bytes; that field is left out.</summary>
    public const string NameTooLong = "name-too-long";

    /// <summary>Valid JSON, but no object.</summary>
    public const string JsonNotObject = "json-not-object";

    /// <summary>Something follows the end of the JSON object.</summary>
    public const string JsonTrailing = "json-trailing";

    /// <summary>Bytes that are no UTF-8 were replaced by U+FFFD in the fields; the raw bytes are untouched.</summary>
    public const string BrokenUtf8 = "broken-utf8";

    /// <summary>A CEF record whose seven parts of the head are not all there.</summary>
    public const string CefHeader = "cef-header";

    /// <summary>What follows the head of a CEF record has no name and value.</summary>
    public const string CefExtension = "cef-extension";

    /// <summary>The source's definition does not recognise the record.</summary>
    public const string NotRecognised = "not-recognised";

    /// <summary>No pattern of the definition reads the line.</summary>
    public const string NoPattern = "no-pattern";

    /// <summary>A time field is there but no time that we can read.</summary>
    public const string TimeUnreadable = "time-unreadable";

    /// <summary>The time lies before 1990 or more than a day after receipt; the time of receipt is used.</summary>
    public const string TimeImplausible = "time-implausible";

    /// <summary>The configured definition does not exist or could not be loaded.</summary>
    public const string NoDefinition = "no-definition";
}
