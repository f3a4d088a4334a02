namespace HaiPhongSoc.EventStore;

/// <summary>What retention deleted.</summary>
public sealed record RetentionResult(int Files, long Events, long Bytes);
