using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Which findings to list.</summary>
public enum FindingStanding
{
    Open = 1,
    Closed = 2,
    All = 3,
}

/// <summary>Findings (phát hiện) of the register: open ones worst first, then the latest. Everything that is null does not filter.</summary>
/// <param name="OrganisationCode">Whom it is for.</param>
/// <param name="MinLevel">Of systems of at least this effective level.</param>
/// <param name="Take">1–500 a page.</param>
public sealed record ListFindings(
    Actor Actor,
    string? SystemCode = null,
    string? OrganisationCode = null,
    FindingKind? Kind = null,
    FindingStanding Standing = FindingStanding.Open,
    int? MinLevel = null,
    string? Cursor = null,
    int Take = 200) : IQuery<ListPage<FindingView>>;

/// <summary>What the register says and the logs, or the calendar, contradict.</summary>
/// <param name="Detail">What exactly: a host, an address, a document.</param>
/// <param name="NextStep">What to do, in one sentence.</param>
/// <param name="FirstSeen">UTC microseconds, as all times.</param>
/// <param name="Count">Events; 0 where the cause is that none came.</param>
/// <param name="ClosedBecause">Why its cause is gone; null while it is open.</param>
/// <param name="Reopened">How often its cause came back.</param>
/// <param name="OrganisationCode">Who has to put it right; null = the centre.</param>
/// <param name="FirstEvents">Ids of the first few events that show it.</param>
/// <param name="LastEvents">Ids of the last few.</param>
/// <param name="AlertId">The alert about the same, where there is one.</param>
public sealed record FindingView(
    long Id,
    FindingKind Kind,
    Wording Title,
    Wording Detail,
    Wording NextStep,
    Severity Severity,
    long FirstSeen,
    long LastSeen,
    long Count,
    long OpenedAt,
    long? ClosedAt,
    Wording? ClosedBecause,
    int Reopened,
    string? SystemCode,
    string? SystemName,
    int SystemLevel,
    string? OrganisationCode,
    string? OrganisationName,
    string Realm,
    string Subject,
    string? HostName,
    string? Address,
    string? SourceId,
    IReadOnlyList<string> FirstEvents,
    IReadOnlyList<string> LastEvents,
    long? AlertId);

internal sealed class ListFindingsValidator : AbstractValidator<ListFindings>
{
    public ListFindingsValidator() =>
        RuleFor(r => r.Take).InclusiveBetween(1, 500).WithMessage("mỗi trang từ 1 đến 500 dòng | a page has 1 to 500 rows");
}

internal sealed class ListFindingsHandler(OperationsDbContext database) : IRequestHandler<ListFindings, Outcome<ListPage<FindingView>>>
{
    public async Task<Outcome<ListPage<FindingView>>> Handle(ListFindings request, CancellationToken cancellationToken)
    {
        if (!Cursor.TryRead(request.Cursor, 3, out var after))
            return Faults.Cursor;
        var matching = Matching(request);
        var rest = matching;
        if (after is [var severity, var lastSeen, var id])
        {
            var worst = (Severity)severity;
            rest = matching.Where(f => f.Severity < worst || (f.Severity == worst && (f.LastSeen < lastSeen || (f.LastSeen == lastSeen && f.Id < id))));
        }

        var rows = await FindingRows.WorstFirst(rest).Take(request.Take + 1).ToListAsync(cancellationToken);
        var shown = rows.Take(request.Take).ToList();
        return new ListPage<FindingView>(
            await FindingRows.ViewsAsync(database, shown, cancellationToken),
            rows.Count > shown.Count ? Cursor.Write((long)shown[^1].Severity, shown[^1].LastSeen, shown[^1].Id) : null,
            await matching.CountUpToCapAsync(cancellationToken),
            await database.Findings.CountUpToCapAsync(cancellationToken));
    }

    private IQueryable<FindingRecord> Matching(ListFindings request)
    {
        IQueryable<FindingRecord> findings = database.Findings;
        if (request.Standing != FindingStanding.All)
            findings = request.Standing == FindingStanding.Open ? findings.Where(f => f.ClosedAt == null) : findings.Where(f => f.ClosedAt != null);
        if (request.SystemCode is { } system)
            findings = findings.Where(f => f.SystemCode == system);
        if (request.OrganisationCode is { } organisation)
            findings = findings.Where(f => f.OrganisationCode == organisation);
        if (request.Kind is { } kind)
            findings = findings.Where(f => f.Kind == kind);
        if (request.MinLevel is { } level)
            findings = findings.Where(f => f.SystemLevel >= level);
        return findings;
    }
}

internal static class FindingRows
{
    private const int Most = 200;

    /// <summary>All open ones within reach, worst first, at most 200.</summary>
    public static async Task<IReadOnlyList<FindingView>> OpenAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        await ViewsAsync(database, await WorstFirst(database.Findings.Where(f => f.ClosedAt == null)).Take(Most).ToListAsync(cancellationToken), cancellationToken);

    public static IQueryable<FindingRecord> WorstFirst(IQueryable<FindingRecord> findings) =>
        findings.OrderByDescending(f => f.Severity).ThenByDescending(f => f.LastSeen).ThenByDescending(f => f.Id);

    public static async Task<IReadOnlyList<FindingView>> ViewsAsync(OperationsDbContext database, IReadOnlyList<FindingRecord> findings, CancellationToken cancellationToken)
    {
        if (findings.Count == 0)
            return [];
        var systems = await database.Systems.Select(s => new { s.Code, s.Name }).ToDictionaryAsync(s => s.Code, s => s.Name, StringComparer.Ordinal, cancellationToken);
        var organisations = await database.Organisations.Select(o => new { o.Code, o.Name }).ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        return [.. findings.Select(View)];

        FindingView View(FindingRecord f) => new(
            f.Id, f.Kind, FindingWords.Title(f.Kind), f.Detail, FindingWords.NextStep(f.Kind), f.Severity, f.FirstSeen, f.LastSeen, f.Count, f.OpenedAt, f.ClosedAt,
            f.IsOpen ? null : f.ClosedBecause, f.Reopened, f.SystemCode, Name(systems, f.SystemCode), f.SystemLevel, f.OrganisationCode,
            Name(organisations, f.OrganisationCode), f.Realm, f.Subject, f.HostName, f.Address, f.SourceId, f.FirstEvents, f.LastEvents, f.AlertId);
    }

    private static string? Name(Dictionary<string, string> names, string? code) => code is null ? null : names.GetValueOrDefault(code, code);
}
