namespace HaiPhongSoc.EventStore;

/// <summary>What the store holds at one moment.</summary>
/// <param name="SealedSegments">Durable segment files.</param>
/// <param name="SealedEvents">Events in them.</param>
/// <param name="SealedBytes">Their size on disk.</param>
/// <param name="UnsealedEvents">Events in memory, searchable, whose durability is the spool's until they are sealed.</param>
/// <param name="UnsealedBytes">Estimate of their text.</param>
/// <param name="ReplayLeft">Events of the spool that are still to be loaded after a restart; 0 when done.</param>
/// <param name="SetAside">Segment files that could not be read at the start and were set aside.</param>
/// <param name="SealFault">Why the last sealing failed, or null; it is tried again.</param>
public sealed record StoreState(
    int SealedSegments, long SealedEvents, long SealedBytes, long UnsealedEvents, long UnsealedBytes, long ReplayLeft, int SetAside, string? SealFault)
{
    public bool Loading => ReplayLeft > 0;
}
