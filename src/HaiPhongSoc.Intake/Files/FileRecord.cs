namespace HaiPhongSoc.Intake.Files;

/// <summary>One record of a file, not parsed yet.</summary>
/// <param name="File">The file's path; members of archives as <c>path!member</c>.</param>
/// <param name="Index">The record's number within the file or member, from 0; blank lines are not counted.</param>
/// <param name="Position">Byte position of its first byte in the (unpacked) file.</param>
/// <param name="Payload">Its bytes; the caller may keep them.</param>
/// <param name="FaultCode">What was already found wrong while cutting it out, or null.</param>
public sealed record FileRecord(string File, long Index, long Position, ReadOnlyMemory<byte> Payload, string? FaultCode);
