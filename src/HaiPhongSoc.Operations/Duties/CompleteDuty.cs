using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Records a duty or milestone as done; the evidence note is mandatory (document number, date, where it lies).</summary>
public sealed record CompleteDuty(Actor Actor, long Id, long Version, string EvidenceNote) : ICommand<Changed>;
