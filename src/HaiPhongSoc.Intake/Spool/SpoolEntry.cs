namespace HaiPhongSoc.Intake.Spool;

/// <summary>One record to be kept. The payload's memory must stay as it is until the append has completed.</summary>
/// <param name="Origin">Where it came from.</param>
/// <param name="ReceivedAt">When the listener had read it, UTC microseconds.</param>
/// <param name="Payload">The record without its framing.</param>
/// <param name="FaultCode">What framing found wrong, or null.</param>
public readonly record struct SpoolEntry(SpoolOrigin Origin, long ReceivedAt, ReadOnlyMemory<byte> Payload, string? FaultCode = null);
