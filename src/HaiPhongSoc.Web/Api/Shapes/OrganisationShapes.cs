using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Web.Api.Shapes;

/// <param name="Group">The head over it and its neighbours of the same group.</param>
/// <param name="ReviewMonths">Reviewed at the latest after so many months; null where nothing asks for that.</param>
/// <param name="Text">What is told to people, in its own words.</param>
internal sealed record ArrangementColumnShape(
    string Id, TextShape Group, ArrangementKind Kind, TextShape Title, TextShape Head, int? ReviewMonths, TextShape? Text, string Basis, string Confidence)
{
    public static ArrangementColumnShape Of(ArrangementColumn c) => new(
        c.Id, TextShape.Of(c.Group), c.Kind, TextShape.Of(c.Title), TextShape.Of(c.Head), c.ReviewMonths, c.Text is { } text ? TextShape.Of(text) : null, c.Basis.Article, c.Basis.Confidence);
}

/// <param name="Number">Of the document that counts.</param>
/// <param name="DutyId">The earliest open duty behind it.</param>
internal sealed record ArrangementCellShape(
    string Column, ArrangementState State, string? Number, DateOnly? Date, DateOnly? NextReview, long? DutyId, DateTimeOffset? DutyDueAt, DutyState? DutyState)
{
    public static ArrangementCellShape Of(ArrangementCell c) => new(c.Column, c.State, c.Number, c.Date, c.NextReview, c.DutyId, Instant.Of(c.DutyDueAt), c.DutyState);
}

/// <param name="Cells">Empty for one that has ended.</param>
/// <param name="Lacking">How many of them are missing or lapsed.</param>
internal sealed record OrganisationShape(
    string Code, long Version, string Name, OrganisationKind Kind, string? ParentCode, DateOnly? ValidFrom, DateOnly? ValidTo, string? SuccessorCode,
    IReadOnlyList<ArrangementCellShape> Cells, int Lacking)
{
    public static OrganisationShape Of(OrganisationRow o) => new(
        o.Code, o.Version, o.Name, o.Kind, o.ParentCode, o.ValidFrom, o.ValidTo, o.SuccessorCode, [.. o.Cells.Select(ArrangementCellShape.Of)], o.Lacking);
}

internal sealed record OrganisationMatrixShape(IReadOnlyList<ArrangementColumnShape> Columns, IReadOnlyList<OrganisationShape> Items, int All)
{
    public static OrganisationMatrixShape Of(OrganisationMatrix m) => new([.. m.Columns.Select(ArrangementColumnShape.Of)], [.. m.Rows.Select(OrganisationShape.Of)], m.All);
}

/// <param name="Until">The last day of the name.</param>
internal sealed record FormerNameShape(string Name, DateOnly Until, string? Decision);

/// <param name="ConfirmedOn">Null = read only.</param>
internal sealed record ReceiptShape(string Who, DateOnly ReadOn, DateOnly? ConfirmedOn);

internal sealed record ArrangementShape(
    long Id, long Version, string Kind, string Number, DateOnly Date, DateOnly? NextReview, string Note, string Audience, DateTimeOffset EnteredAt, string EnteredBy,
    DateTimeOffset? WithdrawnAt, string? WithdrawnBy, string? WithdrawReason, IReadOnlyList<ReceiptShape> Receipts, IReadOnlyList<string> Awaited)
{
    public static ArrangementShape Of(ArrangementView a) => new(
        a.Id, a.Version, a.Kind, a.Number, a.Date, a.NextReview, a.Note, a.Audience, Instant.Of(a.EnteredAt), a.EnteredBy, Instant.Of(a.WithdrawnAt), a.WithdrawnBy,
        a.WithdrawReason, [.. a.Receipts.Select(r => new ReceiptShape(r.Who, r.ReadOn, r.ConfirmedOn))], a.Awaited);
}

/// <param name="Level">The effective level; 0 = none yet.</param>
internal sealed record HeldSystemShape(string Code, string Name, int Level, bool IsOwner);

/// <param name="Predecessors">Codes of those whose work it took over.</param>
/// <param name="Below">Codes of those that stand under it.</param>
/// <param name="Arrangements">Also those that were withdrawn or followed by others, the latest first.</param>
internal sealed record OrganisationDetailShape(
    OrganisationShape Organisation, string? Phone, string? EndDecision, IReadOnlyList<FormerNameShape> FormerNames, IReadOnlyList<string> Predecessors, IReadOnlyList<string> Below,
    IReadOnlyList<HeldSystemShape> Systems, IReadOnlyList<ArrangementColumnShape> Columns, IReadOnlyList<ArrangementShape> Arrangements, IReadOnlyList<DutyShape> Duties,
    IReadOnlyList<HistoryShape> History, IReadOnlyList<PersonInChargeShape> People)
{
    public static OrganisationDetailShape Of(OrganisationDetail d) => new(
        OrganisationShape.Of(d.Row), d.Phone, d.EndDecision, [.. d.FormerNames.Select(n => new FormerNameShape(n.Name, n.Until, n.Decision))],
        [.. d.Predecessors.Select(o => o.Code)], [.. d.Below.Select(o => o.Code)], [.. d.Systems.Select(s => new HeldSystemShape(s.Code, s.Name, s.Level, s.IsOwner))],
        [.. d.Columns.Select(ArrangementColumnShape.Of)], [.. d.Arrangements.Select(ArrangementShape.Of)], [.. d.Duties.Select(DutyShape.Of)],
        [.. d.History.Select(HistoryShape.Of)], [.. d.People.Select(PersonInChargeShape.Of)]);
}

/// <summary>What was made, and with which version the next change begins.</summary>
internal sealed record RecordedShape(long Id, long Version, string Etag);

internal sealed record NewOrganisationShape(string Code, string Name, OrganisationKind Kind, string? ParentCode, string? Phone, DateOnly? ValidFrom);

/// <param name="RenamedOn">The first day of another name; null = today.</param>
internal sealed record EditOrganisationShape(string Name, OrganisationKind Kind, string? ParentCode, string? Phone, DateOnly? RenamedOn, string? Decision);

internal sealed record EndOrganisationShape(DateOnly LastDay, string? SuccessorCode, string Decision);

internal sealed record TransferShape(string ToCode);

/// <param name="Kind">Id of a column.</param>
/// <param name="Number">Number of the decision, plan or minutes.</param>
/// <param name="NextReview">Where the column asks for reviews.</param>
/// <param name="Audience">To whom it was told, where something is told: people or units, one a line; of several each has to confirm.</param>
internal sealed record RecordArrangementShape(string Kind, string Number, DateOnly Date, DateOnly? NextReview, string? Note, string? Audience)
{
    internal ArrangementEntry Entry => new(Number, Date, NextReview, Note, Audience);
}

internal sealed record ArrangementEntryShape(string Number, DateOnly Date, DateOnly? NextReview, string? Note, string? Audience)
{
    internal ArrangementEntry Entry => new(Number, Date, NextReview, Note, Audience);
}

/// <param name="Who">People or units.</param>
/// <param name="Confirmed">False = read only.</param>
internal sealed record ConfirmArrangementShape(IReadOnlyList<string> Who, DateOnly Day, bool Confirmed);

/// <param name="Role">Id of the profile's role.</param>
/// <param name="SystemCode">The one system that it is about; null = all of the organisation.</param>
/// <param name="Acts">Today: not withdrawn, and within the term.</param>
internal sealed record PersonInChargeShape(
    long Id, long Version, string OrganisationCode, string Role, TextShape RoleTitle, string? SystemCode, string Name, string Position, string Phone, string Email, bool IsRoundTheClock,
    DateOnly? VerifiedOn, bool IsVerificationLapsed, bool IsDelegated, string DocumentNumber, DateOnly? DocumentDate, string Scope, DateOnly? ValidFrom, DateOnly? ValidTo, bool Acts,
    DateTimeOffset? WithdrawnAt, string? WithdrawnBy, string? WithdrawReason)
{
    public static PersonInChargeShape Of(InChargeView p) => new(
        p.Id, p.Version, p.OrganisationCode, p.Role, TextShape.Of(p.RoleTitle), p.SystemCode, p.Name, p.Position, p.Phone, p.Email, p.IsRoundTheClock, p.VerifiedOn, p.IsVerificationLapsed,
        p.IsDelegated, p.DocumentNumber, p.DocumentDate, p.Scope, p.ValidFrom, p.ValidTo, p.Acts, Instant.Of(p.WithdrawnAt), p.WithdrawnBy, p.WithdrawReason);
}

/// <param name="Role">Id of the profile's role.</param>
/// <param name="IsRoundTheClock">To be reached at any hour: needs a telephone number.</param>
/// <param name="IsDelegated">By a document: needs its number, date, scope and term.</param>
internal sealed record PersonEntryShape(
    string Role, string Name, string? Position, string? Phone, string? Email, string? SystemCode, bool IsRoundTheClock, bool IsDelegated, string? DocumentNumber, DateOnly? DocumentDate,
    string? Scope, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    internal PersonEntry Entry => new(Role, Name, Position, Phone, Email, SystemCode, IsRoundTheClock, IsDelegated, DocumentNumber, DocumentDate, Scope, ValidFrom, ValidTo);
}
