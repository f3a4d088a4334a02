namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>A corrupt file was set aside under a query; the same query over the remaining segments will do.</summary>
internal sealed class SegmentSetAsideException : Exception;
