namespace HaiPhongSoc.Intake.Sources;

/// <summary>How the records of a definition are written.</summary>
internal enum RecordFormat
{
    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>A line that patterns take apart.</summary>
    Text,

    /// <summary>Common Event Format: a head of seven parts and pairs of name and value.</summary>
    Cef,
}
