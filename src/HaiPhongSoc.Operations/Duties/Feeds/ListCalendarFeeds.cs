using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Duties.Feeds;

/// <summary>The asker's own links that are in force, the newest first.</summary>
public sealed record ListCalendarFeeds(Actor Actor) : IQuery<IReadOnlyList<CalendarFeedRow>>;

/// <param name="OwedBy">The name of the organisation whose duties it shows, <see cref="CalendarFeedDraft.City"/>, or null.</param>
/// <param name="System">The name of the system whose duties it shows, or null.</param>
/// <param name="LastUsedOn">Start of the day on which it was last read; null = not yet. UTC microseconds, as all times here.</param>
public sealed record CalendarFeedRow(string Id, string Name, string? OwedBy, string? System, long IssuedAt, long ExpiresAt, long? LastUsedOn);

internal sealed class ListCalendarFeedsHandler(OperationsDbContext database, CityTime time) : IRequestHandler<ListCalendarFeeds, Outcome<IReadOnlyList<CalendarFeedRow>>>
{
    public async Task<Outcome<IReadOnlyList<CalendarFeedRow>>> Handle(ListCalendarFeeds request, CancellationToken cancellationToken)
    {
        var now = time.Now;
        return await database.CalendarFeeds
            .Where(f => f.AccountId == request.Actor.AccountId && f.RevokedAt == null && f.ExpiresAt > now)
            .OrderByDescending(f => f.IssuedAt).ThenBy(f => f.Id)
            .Select(f => new CalendarFeedRow(
                f.Id, f.Name,
                database.Organisations.Where(o => o.Code == f.OwedBy).Select(o => o.Name).FirstOrDefault() ?? f.OwedBy,
                database.Systems.Where(s => s.Code == f.SystemCode).Select(s => s.Name).FirstOrDefault() ?? f.SystemCode,
                f.IssuedAt, f.ExpiresAt, f.LastUsedOn))
            .ToListAsync(cancellationToken);
    }
}
