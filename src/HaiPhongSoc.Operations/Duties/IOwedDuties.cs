using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>
/// What another part of Operations knows to be owed beside the profile's own rows (a missing element of task 32, for example). Register it as
/// <see cref="IOwedDuties"/> (scoped); <see cref="DutyBook.EnsureAsync"/> asks it in the caller's transaction, at every turn of the clock and wherever a
/// command calls it. It keeps the due rows: told again they stay, no longer told they lapse.
/// </summary>
internal interface IOwedDuties
{
    /// <param name="database">Sees everything and holds what the transaction has saved so far.</param>
    /// <param name="today">In the city's zone.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<IReadOnlyList<OwedDuty>> OwedAsync(OperationsDbContext database, DateOnly today, CancellationToken cancellationToken);
}

/// <summary>A duty that somebody else tells (<see cref="IOwedDuties"/>).</summary>
/// <param name="Kind">What is owed, in small letters and dashes; one row for each kind, subject and day.</param>
/// <param name="OrganisationCode">Who owes it; null where <paramref name="SystemCode"/> says so, both null: the city.</param>
/// <param name="SystemCode">The system it concerns; null where an organisation owes it as such.</param>
/// <param name="SubjectName">As people read it.</param>
/// <param name="Due">The last day. It moves off closed days as the profile says.</param>
/// <param name="Basis">The article of law or the task of the plan.</param>
/// <param name="Confidence"><c>verified</c>, <c>secondary</c> or <c>to-be-confirmed</c>.</param>
/// <param name="Met">What proves that it is done already (number and date of the decision): the row is closed with it; null where it is still owed.</param>
internal sealed record OwedDuty(
    string Kind, string? OrganisationCode, string? SystemCode, string SubjectName, DateOnly Due, Wording Title, string Basis, string Confidence,
    string? Met = null);
