using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Duties.Feeds;

/// <summary>Whose duties a calendar program may read. Safe for concurrent use.</summary>
public interface ICalendarFeeds
{
    /// <summary>
    /// The feed of a link's text; null where it is no link of ours, its secret is wrong, it expired or was revoked, or its person may not sign in any more:
    /// never which of them. Nothing is kept in memory, so whatever changes counts at the next reading.
    /// </summary>
    /// <param name="text">The link's secret.</param>
    /// <param name="address">Where the request came from; goes into <see cref="Actor.Address"/>.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    Task<OpenCalendarFeed?> FindAsync(string text, string address, CancellationToken cancellationToken = default);
}

/// <param name="Actor">The person as of now: what was taken from the person since is not shown.</param>
public sealed record OpenCalendarFeed(string Id, Actor Actor, string Name, string? OwedBy, string? SystemCode, string Language, long IssuedAt, long ExpiresAt);

internal sealed class CalendarFeeds(IServiceScopeFactory scopes, OperationsDatabase store, CityTime time, AccountPolicy policy) : ICalendarFeeds
{
    public async Task<OpenCalendarFeed?> FindAsync(string text, string address, CancellationToken cancellationToken = default)
    {
        if (!TokenText.TryReadId(text, TokenText.Calendar, out var id))
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var feed = await database.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancellationToken);
        if (!TokenText.Matches(TokenText.Hash(text), feed is { Hash.Length: > 0 } ? feed.Hash : null) || feed is null || !feed.IsInForce(time.Now))
            return null;
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await accounts.FindByIdAsync(feed.AccountId) is not { } account || policy.IsDisabled(account))
            return null;
        var actor = new Actor(account.Id, account.DisplayName, [.. await accounts.GetRolesAsync(account)]) { OrganisationCode = account.OrganisationCode, Address = address };
        await NoteUseAsync(feed, cancellationToken);
        return new OpenCalendarFeed(feed.Id, actor, feed.Name, feed.OwedBy, feed.SystemCode, feed.Language, feed.IssuedAt, feed.ExpiresAt);
    }

    // Once a day: a write a reading would make every calendar program a writer.
    private async Task NoteUseAsync(CalendarFeed feed, CancellationToken cancellationToken)
    {
        var today = time.StartOf(time.DayOf(time.Now));
        if (feed.LastUsedOn >= today)
            return;
        await store.AloneAsync(
            async ct =>
            {
                await using var scope = scopes.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<OperationsDbContext>().CalendarFeeds.Where(f => f.Id == feed.Id)
                    .ExecuteUpdateAsync(update => update.SetProperty(f => f.LastUsedOn, today), ct);
            },
            cancellationToken);
    }
}
