using System.Globalization;
using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Gaps;
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
/// <param name="Level">Exactly this effective level; 0 = none yet.</param>
/// <param name="WithoutRetired">Leaves out what has ended.</param>
/// <param name="Lacking">Those that lack something; their rows say what.</param>
/// <param name="Gap">Those that lack this; the same.</param>
public sealed record ListSystems(
    Actor Actor,
    int? MinLevel = null,
    SystemStatus? Status = null,
    string? OwnerCode = null,
    string? Text = null,
    long? UpdatedSince = null,
    string? Cursor = null,
    int? Take = null,
    bool ByChange = false,
    int? Level = null,
    bool WithoutRetired = false,
    bool Lacking = false,
    SystemGap? Gap = null) : IQuery<ListPage<SystemRow>>;

internal sealed class ListSystemsValidator : AbstractValidator<ListSystems>
{
    public ListSystemsValidator()
    {
        RuleFor(r => r.Take).InclusiveBetween(1, 500).WithMessage("mỗi trang từ 1 đến 500 dòng | a page has 1 to 500 rows");
        RuleFor(r => r.Level).InclusiveBetween(0, 5).WithMessage("cấp độ từ 0 đến 5 | a level is 0 to 5");
        RuleFor(r => r.Gap).IsInEnum().WithMessage("không có thiếu sót như vậy | there is no such gap");
    }
}

internal sealed class ListSystemsHandler(OperationsDbContext database, OperationsDatabase store, SystemGaps gaps) : IRequestHandler<ListSystems, Outcome<ListPage<SystemRow>>>
{
    public async Task<Outcome<ListPage<SystemRow>>> Handle(ListSystems request, CancellationToken cancellationToken)
    {
        IQueryable<SystemRecord> systems = database.Systems.Include(s => s.Assets);
        if (request.Status is { } status)
            systems = systems.Where(s => s.Status == status);
        if (request.WithoutRetired)
            systems = systems.Where(s => s.Status != SystemStatus.Retired);
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
        var found = (await systems.ToListAsync(cancellationToken))
            .FindAll(s => s.EffectiveLevel >= (request.MinLevel ?? 0) && (request.Level is not { } level || s.EffectiveLevel == level));
        var lacking = await LackingAsync(found, request, cancellationToken);
        if (lacking is not null)
            found.RemoveAll(s => request.Gap is { } gap ? !lacking[s.Code].Contains(gap) : lacking[s.Code].Count == 0);
        if (request.Take is { } take)
            return await PageAsync(found, request, take, lacking, cancellationToken);
        List<SystemRecord> all = [.. found.OrderByDescending(s => s.EffectiveLevel).ThenBy(s => s.SearchText, StringComparer.Ordinal)];
        var rows = await RowsAsync(all, lacking, cancellationToken);
        return new ListPage<SystemRow>(rows, null, rows.Count, await database.Systems.LongCountAsync(cancellationToken));
    }

    // What systems lack takes questions of its own: only where somebody asks.
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<SystemGap>>?> LackingAsync(List<SystemRecord> systems, ListSystems request, CancellationToken cancellationToken) =>
        request.Lacking || request.Gap is not null ? await gaps.OfAsync(systems, cancellationToken) : null;

    private async Task<IReadOnlyList<SystemRow>> RowsAsync(
        List<SystemRecord> systems, IReadOnlyDictionary<string, IReadOnlyList<SystemGap>>? lacking, CancellationToken cancellationToken)
    {
        var rows = await SystemRows.Async(database, systems, cancellationToken);
        return lacking is null ? rows : [.. rows.Select(r => r with { Gaps = lacking[r.Code] })];
    }

    private async Task<Outcome<ListPage<SystemRow>>> PageAsync(
        List<SystemRecord> all, ListSystems request, int take, IReadOnlyDictionary<string, IReadOnlyList<SystemGap>>? lacking, CancellationToken cancellationToken)
    {
        var horizon = request.ByChange ? await store.HorizonAsync(database, cancellationToken) : 1;
        if (!TryReadCursor(request.Cursor, out var mark, out var code) || mark >= horizon)
            return Faults.Cursor;
        var after = all.Select(s => (System: s, Mark: request.ByChange ? s.ChangeMark : 0))
            .Where(s => s.Mark < horizon && (s.Mark > mark || (s.Mark == mark && string.CompareOrdinal(s.System.Code, code) > 0)))
            .OrderBy(s => s.Mark).ThenBy(s => s.System.Code, StringComparer.Ordinal)
            .Take(take + 1)
            .ToList();
        var shown = after.Take(take).ToList();
        var next = shown.Count == 0 ? request.Cursor ?? "-1." : string.Create(CultureInfo.InvariantCulture, $"{shown[^1].Mark}.{shown[^1].System.Code}");
        return new ListPage<SystemRow>(
            await RowsAsync(shown.ConvertAll(s => s.System), lacking, cancellationToken),
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
