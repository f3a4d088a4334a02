using FluentValidation;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Duties.Feeds;

/// <summary>A link to the own duties for a calendar program, as long as <see cref="TokenOptions.LongestDays"/>.</summary>
public sealed record IssueCalendarFeed(Actor Actor, CalendarFeedDraft Draft) : ICommand<IssuedCalendarFeed>;

/// <summary>The link is good for nothing from now on, and cannot be brought back.</summary>
public sealed record RevokeCalendarFeed(Actor Actor, string Id) : ICommand<TokenRevoked>;

/// <param name="Name">Where it is read.</param>
/// <param name="OwedBy">An organisation's code or <see cref="City"/>; null = whoever owes.</param>
/// <param name="SystemCode">Null = of any system and of none.</param>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
public sealed record CalendarFeedDraft(string Name, string? OwedBy = null, string? SystemCode = null, string Language = "vi")
{
    /// <summary>Stands for the city itself where an organisation is named.</summary>
    public const string City = "-";
}

/// <param name="Text">The link's secret: show it once.</param>
public sealed record IssuedCalendarFeed(string Id, string Text, long ExpiresAt)
{
    public override string ToString() => $"IssuedCalendarFeed {{ Id = {Id} }}";
}

internal sealed class IssueCalendarFeedValidator : AbstractValidator<IssueCalendarFeed>
{
    public IssueCalendarFeedValidator()
    {
        RuleFor(r => r.Draft.Name).Filled(100).WithMessage("ghi nơi xem lịch (nhiều nhất 100 ký tự) | say where the calendar is read (100 characters at most)");
        RuleFor(r => r.Draft.Language).Must(language => language is "vi" or "en").WithMessage("ngôn ngữ là vi hoặc en | the language is vi or en");
    }
}

internal sealed class IssueCalendarFeedHandler(OperationsDbContext database, CityTime time, IOptions<OperationsOptions> options)
    : IRequestHandler<IssueCalendarFeed, Outcome<IssuedCalendarFeed>>
{
    public async Task<Outcome<IssuedCalendarFeed>> Handle(IssueCalendarFeed request, CancellationToken cancellationToken)
    {
        var (draft, now, bounds) = (request.Draft, time.Now, options.Value.Tokens);
        if (draft.SystemCode is { } system && !await database.Systems.AnyAsync(s => s.Code == system, cancellationToken))
            return Faults.NotFound($"hệ thống {system}", $"the system {system}");
        if (draft.OwedBy is { } owing && owing != CalendarFeedDraft.City && !await database.Organisations.AnyAsync(o => o.Code == owing, cancellationToken))
            return Faults.NotFound($"đơn vị {owing}", $"organisation {owing}");
        if (await database.CalendarFeeds.CountAsync(f => f.AccountId == request.Actor.AccountId && f.RevokedAt == null && f.ExpiresAt > now, cancellationToken) >= bounds.MostPerAccount)
            return Faults.Refused("calendar-feed.too-many", "bạn đã có quá nhiều đường dẫn lịch: thu hồi bớt đường dẫn không dùng", "you have too many calendar links: revoke those that nobody uses");

        var id = TokenText.NewId();
        var text = TokenText.Write(TokenText.Calendar, id);
        var feed = new CalendarFeed
        {
            Id = id,
            AccountId = request.Actor.AccountId,
            Name = draft.Name.Trim(),
            Hash = TokenText.Hash(text),
            OwedBy = draft.OwedBy,
            SystemCode = draft.SystemCode,
            Language = draft.Language,
            IssuedAt = now,
            ExpiresAt = now + TimeSpan.FromDays(bounds.LongestDays).Microseconds(),
        };
        database.Add(feed);
        database.Add(HistoryRecord.Of($"account:{feed.AccountId}", now, request.Actor, new Wording($"tạo đường dẫn lịch {id} «{feed.Name}»", $"made the calendar link {id} “{feed.Name}”")));
        return new IssuedCalendarFeed(id, text, feed.ExpiresAt);
    }
}

internal sealed class RevokeCalendarFeedHandler(OperationsDbContext database, CityTime time) : IRequestHandler<RevokeCalendarFeed, Outcome<TokenRevoked>>
{
    public async Task<Outcome<TokenRevoked>> Handle(RevokeCalendarFeed request, CancellationToken cancellationToken)
    {
        if (await database.CalendarFeeds.SingleOrDefaultAsync(f => f.Id == request.Id && f.AccountId == request.Actor.AccountId, cancellationToken) is not { } feed)
            return Faults.NotFound("đường dẫn lịch này", "this calendar link");
        if (feed.RevokedAt is not null)
            return Faults.Refused("calendar-feed.revoked", "đường dẫn lịch đã bị thu hồi", "the calendar link is revoked already");
        feed.Revoke(time.Now);
        database.Add(HistoryRecord.Of($"account:{feed.AccountId}", time.Now, request.Actor, new Wording($"thu hồi đường dẫn lịch {feed.Id} «{feed.Name}»", $"revoked the calendar link {feed.Id} “{feed.Name}”")));
        return new TokenRevoked(feed.Id);
    }
}
