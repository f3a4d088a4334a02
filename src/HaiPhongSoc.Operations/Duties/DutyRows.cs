namespace HaiPhongSoc.Operations.Duties;

internal static class DutyRows
{
    public static DutyRow Of(DutyRecord d) => new(
        d.Id, d.Version, d.Kind, d.SystemCode, d.SubjectName, d.Year, d.Title, d.Basis, d.Confidence, d.DueAt, d.State, d.ParentId, d.DoneAt, d.DoneBy, d.EvidenceNote, d.ChangedAt,
        d.OrganisationCode, d.OwedBy, d.RemindedAt, d.EscalatedAt, d.EscalatedTo.Vi.Length == 0 ? null : d.EscalatedTo, d.WaivedAt, d.WaivedBy, d.WaiveReason, d.Part == DutyBook.ArrangementPart);
}
