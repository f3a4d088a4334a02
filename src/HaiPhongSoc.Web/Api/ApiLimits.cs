namespace HaiPhongSoc.Web.Api;

/// <summary>How much one asker may ask of the API.</summary>
public sealed class ApiLimits
{
    /// <summary>Requests a minute of one token or person in one area (alerts, incidents …); as many may come at once.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Searches of events a minute of one token or person.</summary>
    public int SearchesPerMinute { get; set; } = 60;

    /// <summary>Wrong tokens a minute from one address before every token from it is refused.</summary>
    public int WrongTokensPerMinute { get; set; } = 20;

    /// <summary>The largest body, in bytes.</summary>
    public long LargestBody { get; set; } = 256 << 10;

    /// <summary>The largest register file, in bytes.</summary>
    public long LargestRegister { get; set; } = 8 << 20;
}
