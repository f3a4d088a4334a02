using FluentValidation;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Accounts.Screens;

/// <summary>A link for a wall screen: opens once, within a day; the screen then shows for so many days.</summary>
public sealed record IssueKiosk(Actor Actor, string Name, int Days) : ICommand<IssuedKiosk>;

/// <param name="Text">The link's secret: show it once.</param>
public sealed record IssuedKiosk(string Id, string Text, long ExpiresAt)
{
    public override string ToString() => $"IssuedKiosk {{ Id = {Id} }}";
}

/// <summary>The screen goes dark within half a minute.</summary>
public sealed record RevokeKiosk(Actor Actor, string Id, string Reason) : ICommand<TokenRevoked>;

/// <summary>The link is opened on a screen, once; asked by the console itself for whoever holds it.</summary>
/// <param name="Text">The link's secret.</param>
public sealed record OpenKiosk(Actor Actor, string Text, string Address) : ICommand<KioskOpened>
{
    public override string ToString() => nameof(OpenKiosk);
}

/// <param name="Stamp">Keep it in the screen's cookie.</param>
public sealed record KioskOpened(string Id, string Name, string Stamp, long ExpiresAt)
{
    public override string ToString() => $"KioskOpened {{ Id = {Id} }}";
}

/// <summary>All wall screens, the newest first.</summary>
public sealed record ListKiosks(Actor Actor) : IQuery<ListPage<KioskRow>>;

/// <summary>How a wall screen stands.</summary>
public enum KioskState
{
    /// <summary>Its link was not opened yet.</summary>
    Waiting = 1,
    Showing = 2,
    Expired = 3,
    Revoked = 4,
}

public sealed record KioskRow(
    string Id, string Name, KioskState State, long IssuedAt, string IssuedBy, long OpenUntil, long ExpiresAt, long? OpenedAt, string? OpenedFrom, long? RevokedAt, string? RevokedBy);

internal sealed class IssueKioskValidator : AbstractValidator<IssueKiosk>
{
    public IssueKioskValidator(IOptions<OperationsOptions> options)
    {
        var longest = options.Value.Tokens.LongestDays;
        RuleFor(r => r.Name).Filled(100).WithMessage("ghi nơi đặt màn hình (nhiều nhất 100 ký tự) | say where the screen hangs (100 characters at most)");
        RuleFor(r => r.Days).InclusiveBetween(1, longest).WithMessage($"thời hạn từ 1 đến {longest} ngày | a screen shows for 1 to {longest} days");
    }
}

internal sealed class RevokeKioskValidator : AbstractValidator<RevokeKiosk>
{
    public RevokeKioskValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do thu hồi (nhiều nhất 1.000 ký tự) | say why it is revoked (1,000 characters at most)");
}

internal sealed class IssueKioskHandler(OperationsDbContext database, CityTime time) : IRequestHandler<IssueKiosk, Outcome<IssuedKiosk>>
{
    private static readonly long OneDay = TimeSpan.FromDays(1).Microseconds();

    public Task<Outcome<IssuedKiosk>> Handle(IssueKiosk request, CancellationToken cancellationToken)
    {
        if (!database.Reach.IsCity)
            return Task.FromResult<Outcome<IssuedKiosk>>(Faults.Forbidden);
        var now = time.Now;
        var id = TokenText.NewId();
        var text = TokenText.Write(TokenText.Screen, id);
        var screen = new KioskScreen
        {
            Id = id,
            Name = request.Name.Trim(),
            Hash = TokenText.Hash(text),
            IssuedAt = now,
            IssuedBy = request.Actor.Name,
            OpenUntil = now + OneDay,
            ExpiresAt = now + request.Days * OneDay,
        };
        database.Add(screen);
        database.Add(HistoryRecord.Of(screen.Subject, now, request.Actor, new Wording($"cấp đường dẫn bảng trực «{screen.Name}»", $"issued a link for the wall screen “{screen.Name}”")));
        return Task.FromResult<Outcome<IssuedKiosk>>(new IssuedKiosk(id, text, screen.ExpiresAt));
    }
}

internal sealed class RevokeKioskHandler(OperationsDbContext database, KioskScreens screens, AfterCommit afterCommit, CityTime time)
    : IRequestHandler<RevokeKiosk, Outcome<TokenRevoked>>
{
    public async Task<Outcome<TokenRevoked>> Handle(RevokeKiosk request, CancellationToken cancellationToken)
    {
        if (await database.KioskScreens.SingleOrDefaultAsync(s => s.Id == request.Id, cancellationToken) is not { } screen)
            return Faults.NotFound("bảng trực này", "this wall screen");
        if (screen.RevokedAt is not null)
            return Faults.Refused("kiosk.revoked", "bảng trực đã bị thu hồi", "the wall screen is revoked already");
        (screen.RevokedAt, screen.RevokedBy, screen.Hash, screen.Stamp) = (time.Now, request.Actor.Name, [], null);
        screen.Version++;
        var reason = request.Reason.Trim();
        database.Add(HistoryRecord.Of(screen.Subject, time.Now, request.Actor, new Wording($"thu hồi — {reason}", $"revoked — {reason}")));
        afterCommit.Add(_ => screens.ForgetAsync());
        return new TokenRevoked(screen.Id);
    }
}

internal sealed class OpenKioskHandler(OperationsDbContext database, KioskScreens screens, AfterCommit afterCommit, CityTime time)
    : IRequestHandler<OpenKiosk, Outcome<KioskOpened>>
{
    private static readonly Fault Shut = Faults.Refused(
        "kiosk.link", "đường dẫn đã dùng, đã hết hạn hoặc không đúng: xin quản trị viên đường dẫn mới", "the link was used, has expired or is wrong: ask an administrator for a new one");

    public async Task<Outcome<KioskOpened>> Handle(OpenKiosk request, CancellationToken cancellationToken)
    {
        if (!TokenText.TryReadId(request.Text, TokenText.Screen, out var id))
            return Shut;
        var shown = TokenText.Hash(request.Text);
        var screen = await database.KioskScreens.SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        var now = time.Now;
        if (!TokenText.Matches(shown, screen is { Hash.Length: 32 } ? screen.Hash : null) || screen is null || screen.RevokedAt is not null || now >= screen.OpenUntil)
            return Shut;
        var stamp = TokenText.NewId() + TokenText.NewId();
        (screen.Hash, screen.Stamp, screen.OpenedAt, screen.OpenedFrom) = ([], stamp, now, request.Address);
        screen.Version++;
        database.Add(HistoryRecord.Of(screen.Subject, now, request.Actor, new Wording($"mở trên màn hình, từ {request.Address}", $"opened on a screen, from {request.Address}")));
        afterCommit.Add(_ => screens.ForgetAsync());
        return new KioskOpened(screen.Id, screen.Name, stamp, screen.ExpiresAt);
    }
}

internal sealed class ListKiosksHandler(OperationsDbContext database, CityTime time) : IRequestHandler<ListKiosks, Outcome<ListPage<KioskRow>>>
{
    public async Task<Outcome<ListPage<KioskRow>>> Handle(ListKiosks request, CancellationToken cancellationToken)
    {
        var screens = await database.KioskScreens.OrderByDescending(s => s.IssuedAt).ThenBy(s => s.Id).Take(200).ToListAsync(cancellationToken);
        var now = time.Now;
        return new ListPage<KioskRow>(screens.ConvertAll(s => Of(s, now)), null, screens.Count, await database.KioskScreens.LongCountAsync(cancellationToken));
    }

    private static KioskRow Of(KioskScreen s, long now) => new(
        s.Id, s.Name, StateOf(s, now), s.IssuedAt, s.IssuedBy, s.OpenUntil, s.ExpiresAt, s.OpenedAt, s.OpenedFrom, s.RevokedAt, s.RevokedBy);

    private static KioskState StateOf(KioskScreen s, long now) => s switch
    {
        { RevokedAt: not null } => KioskState.Revoked,
        { OpenedAt: null } when now >= s.OpenUntil => KioskState.Expired,
        _ when now >= s.ExpiresAt => KioskState.Expired,
        { OpenedAt: null } => KioskState.Waiting,
        _ => KioskState.Showing,
    };
}
