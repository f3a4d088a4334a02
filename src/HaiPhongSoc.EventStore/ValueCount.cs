namespace HaiPhongSoc.EventStore;

/// <summary>A value of a field and in how many events it stands.</summary>
public sealed record ValueCount(string Value, long Count);
