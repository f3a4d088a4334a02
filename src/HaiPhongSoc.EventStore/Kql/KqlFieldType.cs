namespace HaiPhongSoc.EventStore.Kql;

/// <summary>How values of a field are compared. It follows from the name alone, so that a query means the same on every engine and every day.</summary>
internal enum KqlFieldType
{
    /// <summary>From end to end, case ignored.</summary>
    Keyword,

    /// <summary>Anywhere inside; case ignored, and diacritics where the query has none.</summary>
    Text,

    /// <summary>As IP addresses where both sides are; otherwise as keyword.</summary>
    Address,

    /// <summary>As points in time.</summary>
    Time,
}

internal static class KqlFieldTypes
{
    /// <summary>The event's own time.</summary>
    public const string EventTime = "@timestamp";

    /// <summary>When the listener had read it.</summary>
    public const string ReceivedTime = "event.ingested";

    public static KqlFieldType Of(string field) => field switch
    {
        EventTime or ReceivedTime => KqlFieldType.Time,
        "message" => KqlFieldType.Text,
        "ip" or "soc.peer" => KqlFieldType.Address,
        _ => field.EndsWith(".ip", StringComparison.Ordinal) ? KqlFieldType.Address : KqlFieldType.Keyword,
    };
}
