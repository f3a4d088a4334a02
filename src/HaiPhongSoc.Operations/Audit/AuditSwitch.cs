namespace HaiPhongSoc.Operations.Audit;

/// <summary>Only the bench, which measures what the audit costs, can leave it out: no configuration reaches this.</summary>
internal sealed record AuditSwitch(bool IsOff);
