using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>One durable record as the spool gives it back: bytes and where they came from, not parsed yet.</summary>
/// <param name="Id">Partition and offset.</param>
/// <param name="ReceivedAt">UTC microseconds.</param>
/// <param name="SourceId">The source's configured id.</param>
/// <param name="Realm">The source's realm at the time of receipt.</param>
/// <param name="Transport">By what way it came.</param>
/// <param name="Peer">The sender's address without port; null for files.</param>
/// <param name="Payload">The record without its framing.</param>
/// <param name="FaultCode">What framing already found wrong (for example <c>frame-too-long</c>), or null.</param>
public sealed record SpooledRecord(
    EventId Id,
    long ReceivedAt,
    string SourceId,
    string Realm,
    EventTransport Transport,
    string? Peer,
    ReadOnlyMemory<byte> Payload,
    string? FaultCode);
