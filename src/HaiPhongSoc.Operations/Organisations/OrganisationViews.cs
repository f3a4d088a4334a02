using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>What every organisation owes, as a column.</summary>
/// <param name="Group">The head over it and its neighbours of the same group.</param>
/// <param name="ReviewMonths">Reviewed at the latest after so many months; null where nothing asks for that.</param>
/// <param name="Text">What is told to people, in its own words.</param>
public sealed record ArrangementColumn(string Id, Wording Group, ArrangementKind Kind, Wording Title, Wording Head, int? ReviewMonths, Wording? Text, BasisView Basis);

/// <summary>One organisation and one column.</summary>
/// <param name="Number">Of the document that counts; null where there is none.</param>
/// <param name="DutyDueAt">The earliest open duty behind it, UTC microseconds.</param>
public sealed record ArrangementCell(
    string Column, ArrangementState State, string? Number, DateOnly? Date, DateOnly? NextReview, long? DutyId, long? DutyDueAt, DutyState? DutyState);

/// <summary>An organisation as lists show it.</summary>
/// <param name="Cells">In the order of the columns; empty for one that has ended.</param>
/// <param name="Lacking">How many of them are missing or lapsed.</param>
public sealed record OrganisationRow(
    string Code, long Version, string Name, OrganisationKind Kind, string? ParentCode, string? ParentName, DateOnly? ValidFrom, DateOnly? ValidTo, string? SuccessorCode,
    string? SuccessorName, IReadOnlyList<ArrangementCell> Cells, int Lacking);

/// <summary>Organisations × what they owe, the worst first.</summary>
/// <param name="All">How many there are without the filter.</param>
public sealed record OrganisationMatrix(IReadOnlyList<ArrangementColumn> Columns, IReadOnlyList<OrganisationRow> Rows, int All);

public sealed record FormerNameView(string Name, DateOnly Until, string? Decision);

/// <summary>A document as it was entered.</summary>
/// <param name="Awaited">To whom it was told, and who has not confirmed it yet.</param>
public sealed record ArrangementView(
    long Id, long Version, string Kind, string Number, DateOnly Date, DateOnly? NextReview, string Note, string Audience, long EnteredAt, string EnteredBy,
    long? WithdrawnAt, string? WithdrawnBy, string? WithdrawReason, IReadOnlyList<ReceiptView> Receipts,
    IReadOnlyList<string> Awaited);

/// <param name="ConfirmedOn">Null = read only.</param>
public sealed record ReceiptView(string Who, DateOnly ReadOn, DateOnly? ConfirmedOn);

/// <param name="IsOwner">Chủ quản; otherwise it operates it.</param>
public sealed record HeldSystem(string Code, string Name, int Level, bool IsOwner);

public sealed record OrganisationRef(string Code, string Name);

/// <summary>One organisation with everything that is recorded of it.</summary>
/// <param name="Arrangements">All documents, also those that were withdrawn or followed by others, the latest first.</param>
/// <param name="Roles">That somebody of it can have.</param>
/// <param name="People">Everybody who was ever named; who acts today comes first.</param>
/// <param name="IsUnreachableByMail">Letters go out, and none can reach this organisation: nobody who acts for all of it has a mail address.</param>
/// <param name="Duties">Open ones, and those of its arrangements; the earliest first.</param>
public sealed record OrganisationDetail(
    OrganisationRow Row, string? Phone, string? EndDecision, IReadOnlyList<FormerNameView> FormerNames, IReadOnlyList<OrganisationRef> Predecessors, IReadOnlyList<OrganisationRef> Below,
    IReadOnlyList<HeldSystem> Systems, IReadOnlyList<ArrangementColumn> Columns, IReadOnlyList<ArrangementView> Arrangements, IReadOnlyList<DutyRow> Duties,
    IReadOnlyList<HistoryView> History, IReadOnlyList<LegalRoleView> Roles, IReadOnlyList<InChargeView> People, bool IsUnreachableByMail);
