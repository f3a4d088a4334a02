using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>The register: highest level first, then by name. Everything that is null does not filter. Whole in one page: a city has hundreds.</summary>
/// <param name="Text">Part of the name or code, without case and diacritics.</param>
public sealed record ListSystems(
    Actor Actor, int? MinLevel = null, SystemStatus? Status = null, string? OwnerCode = null, string? Text = null) : IQuery<ListPage<SystemRow>>;

internal sealed class ListSystemsHandler(OperationsDbContext database) : IRequestHandler<ListSystems, Outcome<ListPage<SystemRow>>>
{
    public async Task<Outcome<ListPage<SystemRow>>> Handle(ListSystems request, CancellationToken cancellationToken)
    {
        IQueryable<SystemRecord> systems = database.Systems.Include(s => s.Assets);
        if (request.Status is { } status)
            systems = systems.Where(s => s.Status == status);
        if (request.OwnerCode is { } owner)
            systems = systems.Where(s => s.OwnerCode == owner);
        if (!string.IsNullOrWhiteSpace(request.Text))
        {
            var text = FoldedText.Of(request.Text.Trim());
            systems = systems.Where(s => s.SearchText.Contains(text));
        }

        // The effective level is a decision of ours, not a column.
        var found = (await systems.ToListAsync(cancellationToken))
            .Where(s => s.EffectiveLevel >= (request.MinLevel ?? 0))
            .OrderByDescending(s => s.EffectiveLevel).ThenBy(s => s.SearchText, StringComparer.Ordinal)
            .ToList();
        var rows = await SystemRows.Async(database, found, cancellationToken);
        return new ListPage<SystemRow>(rows, null, rows.Count, await database.Systems.LongCountAsync(cancellationToken));
    }
}
