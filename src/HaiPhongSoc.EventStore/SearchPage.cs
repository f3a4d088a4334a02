namespace HaiPhongSoc.EventStore;

/// <summary>One page of hits.</summary>
/// <param name="Hits">Newest first.</param>
/// <param name="Cursor">Goes into <see cref="SearchRequest.Before"/> for what comes after; null where nothing does. Safe in a URL.</param>
/// <param name="SegmentsSearched">Segments that were looked into; the others could be ruled out by their time range.</param>
/// <param name="SegmentsTotal">Segments of the store at that moment.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Truncated">True where the time limit ended the search early: the hits are right and in order, and <see cref="Cursor"/> carries on from there.</param>
public sealed record SearchPage(
    IReadOnlyList<StoredEvent> Hits, string? Cursor, int SegmentsSearched, int SegmentsTotal, TimeSpan Elapsed, bool Truncated);
