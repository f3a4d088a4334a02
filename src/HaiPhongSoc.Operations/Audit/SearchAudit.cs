using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Entries of the audit chain, newest first. Whoever searches stands on it, too.</summary>
public sealed record SearchAudit(Actor Actor, AuditFilter Filter, string? Cursor = null, int Take = 50) : IQuery<ListPage<AuditRow>>, IReadsPersonalData
{
    string? IReadsPersonalData.ReadSubject => "audit-chain";
}

/// <summary>What is null does not filter.</summary>
/// <param name="Since">Inclusive, UTC microseconds.</param>
/// <param name="Until">Exclusive, UTC microseconds.</param>
/// <param name="Who">An account's id, or a part of a name; without case and diacritics.</param>
/// <param name="Action">An action (<c>alert.close</c>), or what actions are about (<c>alert</c>).</param>
/// <param name="Subject">Exactly, for example <c>alert:12</c>.</param>
/// <param name="Text">A part of names, subjects, details or values; without case and diacritics.</param>
public sealed record AuditFilter(
    long? Since = null, long? Until = null, string? Who = null, string? Action = null, string? Subject = null, string? Outcome = null, string? Text = null);

internal sealed class SearchAuditValidator : AbstractValidator<SearchAudit>
{
    public SearchAuditValidator()
    {
        RuleFor(r => r.Take).InclusiveBetween(1, 500).WithMessage("mỗi trang từ 1 đến 500 dòng | a page has 1 to 500 rows");
        RuleFor(r => r.Filter.Text).MaximumLength(200).WithMessage("chuỗi tìm dài nhất 200 ký tự | a search has 200 characters at most");
        RuleFor(r => r.Filter.Who).MaximumLength(200).WithMessage("chuỗi tìm dài nhất 200 ký tự | a search has 200 characters at most");
    }
}

internal sealed class SearchAuditHandler(OperationsDbContext database) : IRequestHandler<SearchAudit, Outcome<ListPage<AuditRow>>>
{
    public async Task<Outcome<ListPage<AuditRow>>> Handle(SearchAudit request, CancellationToken cancellationToken)
    {
        if (!Cursor.TryRead(request.Cursor, 2, out var after))
            return Faults.Cursor;
        var matching = await MatchingAsync(database.AuditEntries, request.Filter, cancellationToken);
        var page = matching;
        if (after is [var at, var id])
            page = page.Where(e => e.At < at || (e.At == at && e.Id < id));
        var found = await page.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(request.Take + 1).ToListAsync(cancellationToken);
        var shown = found.Take(request.Take).ToList();
        // All on one page: nothing is left to count, which would read the whole chain once more.
        var isAll = request.Cursor is null && found.Count <= request.Take;
        return new ListPage<AuditRow>(
            shown.ConvertAll(AuditViews.Row),
            found.Count > request.Take ? Cursor.Write(shown[^1].At, shown[^1].Id) : null,
            isAll ? found.Count : await matching.CountUpToCapAsync(cancellationToken),
            await database.AuditEntries.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0);
    }

    private async Task<IQueryable<AuditEntry>> MatchingAsync(IQueryable<AuditEntry> entries, AuditFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Since is { } since)
            entries = entries.Where(e => e.At >= since);
        if (filter.Until is { } until)
            entries = entries.Where(e => e.At < until);
        if (filter.Outcome is { Length: > 0 } outcome)
            entries = entries.Where(e => e.Outcome == outcome);
        if (filter.Action is { Length: > 0 } action)
        {
            var about = action + ".";
            entries = entries.Where(e => e.Action == action || e.Action.StartsWith(about));
        }

        if (filter.Subject is { Length: > 0 } subject)
            entries = entries.Where(e => ("\n" + e.Subjects + "\n").Contains("\n" + subject + "\n"));
        if (filter.Who is { Length: > 0 } who)
            entries = await ByAsync(entries, who, cancellationToken);
        return FoldedText.Of(filter.Text) is { Length: > 0 } text ? entries.Where(e => e.SearchText.Contains(text)) : entries;
    }

    private async Task<IQueryable<AuditEntry>> ByAsync(IQueryable<AuditEntry> entries, string who, CancellationToken cancellationToken)
    {
        if (await database.AuditEntries.AnyAsync(e => e.ActorId == who, cancellationToken))
            return entries.Where(e => e.ActorId == who);
        // The name stands first in the searched text, on a line of its own.
        var folded = FoldedText.Of(who);
        return entries.Where(e => e.SearchText.Contains(folded) && e.SearchText.IndexOf(folded) < e.ActorName.Length);
    }
}
