namespace HaiPhongSoc.EventStore;

/// <summary>One page of a search, newest first.</summary>
public sealed record SearchRequest : EventQuery
{
    /// <summary>The largest <see cref="Limit"/>.</summary>
    public const int LargestLimit = 500;

    /// <summary>1–500.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The <see cref="SearchPage.Cursor"/> of the page before, or null for the first page. A text that no page gave is treated as null.</summary>
    public string? Before { get; init; }
}
