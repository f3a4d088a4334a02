namespace HaiPhongSoc.Intake.Listening;

/// <summary>The answer of <c>POST /intake/ndjson</c>: these records are on the disk.</summary>
/// <param name="Accepted">How many.</param>
/// <param name="First">Event id of the first, <c>partition-offset</c>.</param>
/// <param name="Last">Event id of the last; offsets between are theirs without a gap.</param>
public sealed record IntakeAccepted(int Accepted, string First, string Last);
