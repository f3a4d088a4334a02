namespace HaiPhongSoc.Web.Duties;

/// <summary>A duty that a person records as done, and what proves it.</summary>
public sealed record DutyDone(long Id, long Version, string EvidenceNote);
