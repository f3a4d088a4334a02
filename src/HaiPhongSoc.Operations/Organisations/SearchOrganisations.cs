using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>Organisations and what they owe, the worst first. Everything that is null does not filter.</summary>
/// <param name="Text">Words of the name of now or before, or the code; without case and diacritics.</param>
/// <param name="Lacking">Id of a column: those where it is missing or lapsed; <see cref="AnyColumn"/> = any column.</param>
/// <param name="WithEnded">Also those that have ended; they owe nothing.</param>
public sealed record SearchOrganisations(Actor Actor, string? Text = null, OrganisationKind? Kind = null, string? Lacking = null, bool WithEnded = false) : IQuery<OrganisationMatrix>
{
    public const string AnyColumn = "any";
}

internal sealed class SearchOrganisationsValidator : AbstractValidator<SearchOrganisations>
{
    public SearchOrganisationsValidator() =>
        RuleFor(r => r.Text).MaximumLength(200).WithMessage("chỉ tìm nhiều nhất 200 ký tự | 200 characters can be searched for at most");
}

internal sealed class SearchOrganisationsHandler(OperationsDbContext database, ArrangementTable table, CityTime time) : IRequestHandler<SearchOrganisations, Outcome<OrganisationMatrix>>
{
    public async Task<Outcome<OrganisationMatrix>> Handle(SearchOrganisations request, CancellationToken cancellationToken)
    {
        var today = time.DayOf(time.Now);
        var reached = await database.ReachedOrganisations().ToListAsync(cancellationToken);
        var words = FoldedText.Of(request.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var asked = reached.Where(o => (request.WithEnded || o.ExistsOn(today))
            && (request.Kind is null || o.Kind == request.Kind)
            && words.All(word => o.SearchText.Contains(word, StringComparison.Ordinal))).ToList();
        var rows = (await table.RowsAsync(asked, cancellationToken)).Where(r => Lacks(r, request.Lacking));
        return new OrganisationMatrix(
            table.Columns,
            [.. rows.OrderByDescending(r => r.Lacking).ThenByDescending(r => r.Cells.Count(c => c.DutyState == Duties.DutyState.Overdue)).ThenBy(r => r.Cells.Count == 0).ThenBy(r => r.Name, StringComparer.Ordinal)],
            reached.Count(o => request.WithEnded || o.ExistsOn(today)));
    }

    private static bool Lacks(OrganisationRow row, string? column) => column switch
    {
        null or "" => true,
        SearchOrganisations.AnyColumn => row.Lacking > 0,
        _ => row.Cells.Any(c => c.Column == column && c.State <= ArrangementState.Lapsed),
    };
}
