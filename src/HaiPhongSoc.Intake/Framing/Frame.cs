namespace HaiPhongSoc.Intake.Framing;

/// <summary>Where a record stands in the bytes that were given, without its framing.</summary>
internal readonly record struct Frame(int Start, int Length, string? FaultCode);
