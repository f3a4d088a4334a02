using System.Globalization;
using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// The register: whole, highest level first, then by name (a city has hundreds); or in pages, by code or in the order of change. Everything that is null
/// does not filter.
/// </summary>
/// <param name="Text">Part of the name or code, without case and diacritics.</param>
/// <param name="UpdatedSince">Its entry in the register changed at or after, UTC microseconds; what its alerts do is not its change.</param>
/// <param name="Take">1–500 a page; null = all, by level.</param>
/// <param name="ByChange">In the order of change, for who keeps a copy (<see cref="ChangeOrder"/>).</param>
public sealed record ListSystems(
    Actor Actor,
    int? MinLevel = null,
    SystemStatus? Status = null,
    string? OwnerCode = null,
    string? Text = null,
    long? UpdatedSince = null,
    string? Cursor = null,
    int? Take = null,
    bool ByChange = false) : IQuery<ListPage<SystemRow>>;

internal sealed class ListSystemsValidator : AbstractValidator<ListSystems>
{
    public ListSystemsValidator() =>
        RuleFor(r => r.Take).InclusiveBetween(1, 500).WithMessage("mỗi trang từ 1 đến 500 dòng | a page has 1 to 500 rows");
}

internal sealed class ListSystemsHandler(OperationsDbContext database, OperationsDatabase store) : IRequestHandler<ListSystems, Outcome<ListPage<SystemRow>>>
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

        if (request.UpdatedSince is { } updated)
            systems = systems.Where(s => s.ChangedAt >= updated);

        // The effective level is a decision of ours, not a column.
        var found = (await systems.ToListAsync(cancellationToken)).Where(s => s.EffectiveLevel >= (request.MinLevel ?? 0));
        if (request.Take is { } take)
            return await PageAsync(found, request, take, cancellationToken);
        List<SystemRecord> all = [.. found.OrderByDescending(s => s.EffectiveLevel).ThenBy(s => s.SearchText, StringComparer.Ordinal)];
        var rows = await SystemRows.Async(database, all, cancellationToken);
        return new ListPage<SystemRow>(rows, null, rows.Count, await database.Systems.LongCountAsync(cancellationToken));
    }

    private async Task<Outcome<ListPage<SystemRow>>> PageAsync(
        IEnumerable<SystemRecord> found, ListSystems request, int take, CancellationToken cancellationToken)
    {
        var horizon = request.ByChange ? await store.HorizonAsync(database, cancellationToken) : 1;
        if (!TryReadCursor(request.Cursor, out var mark, out var code) || mark >= horizon)
            return Faults.Cursor;
        var all = found.ToList();
        var after = all.Select(s => (System: s, Mark: request.ByChange ? s.ChangeMark : 0))
            .Where(s => s.Mark < horizon && (s.Mark > mark || (s.Mark == mark && string.CompareOrdinal(s.System.Code, code) > 0)))
            .OrderBy(s => s.Mark).ThenBy(s => s.System.Code, StringComparer.Ordinal)
            .Take(take + 1)
            .ToList();
        var shown = after.Take(take).ToList();
        var next = shown.Count == 0 ? request.Cursor ?? "-1." : string.Create(CultureInfo.InvariantCulture, $"{shown[^1].Mark}.{shown[^1].System.Code}");
        return new ListPage<SystemRow>(
            await SystemRows.Async(database, shown.ConvertAll(s => s.System), cancellationToken),
            request.ByChange || after.Count > take ? next : null,
            all.Count,
            await database.Systems.LongCountAsync(cancellationToken))
        { HasMore = after.Count > take };
    }

    private static bool TryReadCursor(string? text, out long mark, out string code)
    {
        (mark, code) = (-1, "");
        if (text is null)
            return true;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !long.TryParse(text[..dot], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out mark))
            return false;
        code = text[(dot + 1)..];
        return true;
    }
}
