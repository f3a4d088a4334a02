using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Duties;

/// <summary>The link of a calendar: whose it is, what it opens, and every way in which it ends.</summary>
public sealed class CalendarFeedTests
{
    [Fact]
    public async Task A_link_stands_for_its_person_as_of_now_and_is_kept_nowhere()
    {
        await using var world = await OperationsWorld.StartAsync();
        var lan = await world.AddAsync("lan", RoleNames.SystemOwner, RoleNames.Analyst);
        var issued = await IssueAsync(world, lan);
        issued.ToString().ShouldNotContain(issued.Text);

        var feed = (await FindAsync(world, issued.Text)).ShouldNotBeNull();
        (feed.Actor.AccountId, feed.Actor.Address, feed.Name, feed.ExpiresAt).ShouldBe((lan.AccountId, "10.0.0.9", "Điện thoại", issued.ExpiresAt));
        feed.Actor.Roles.ShouldBe([RoleNames.SystemOwner, RoleNames.Analyst], ignoreOrder: true);
        await world.WithDatabaseAsync(async database =>
        {
            var role = await database.Roles.SingleAsync(r => r.Name == RoleNames.SystemOwner);
            return await database.UserRoles.Where(r => r.UserId == lan.AccountId && r.RoleId == role.Id).ExecuteDeleteAsync();
        });
        (await FindAsync(world, issued.Text)).ShouldNotBeNull().Actor.Roles.ShouldBe([RoleNames.Analyst]);

        var secret = issued.Text[(TokenText.Calendar.Length + 13)..];
        foreach (var entry in await world.WithDatabaseAsync(database => database.AuditEntries.AsNoTracking().ToListAsync()))
            System.Text.Json.JsonSerializer.Serialize(entry).ShouldNotContain(secret);
        (await world.WithDatabaseAsync(database => database.CalendarFeeds.AsNoTracking().SingleAsync())).Hash.ShouldBe(TokenText.Hash(issued.Text));
    }

    [Fact]
    public async Task What_is_not_the_link_opens_nothing()
    {
        await using var world = await OperationsWorld.StartAsync();
        var lan = await world.AddAsync("lan", RoleNames.SystemOwner);
        var (mine, unknown) = ((await IssueAsync(world, lan)).Text, TokenText.Write(TokenText.Calendar, TokenText.NewId()));
        // Right in shape and check: another secret for the same id.
        var other = TokenText.Write(TokenText.Calendar, mine[TokenText.Calendar.Length..][..12]);
        foreach (var text in new[] { "", "x", mine[..^1], mine + "0", mine.ToUpperInvariant(), unknown, other, TokenText.Write(TokenText.Screen, TokenText.NewId()) })
            (await FindAsync(world, text)).ShouldBeNull(text);
    }

    [Fact]
    public async Task A_link_ends_when_it_is_revoked_by_its_own_person_only()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (lan, minh) = (await world.AddAsync("lan", RoleNames.SystemOwner), await world.AddAsync("minh", RoleNames.SystemOwner));
        var issued = await IssueAsync(world, lan);
        (await world.Operations.SendAsync(new ListCalendarFeeds(minh))).Require().ShouldBeEmpty();
        (await world.Operations.SendAsync(new RevokeCalendarFeed(minh, issued.Id))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await FindAsync(world, issued.Text)).ShouldNotBeNull();

        (await world.Operations.SendAsync(new RevokeCalendarFeed(lan, issued.Id))).IsSuccess.ShouldBeTrue();
        (await FindAsync(world, issued.Text)).ShouldBeNull();
        (await world.Operations.SendAsync(new RevokeCalendarFeed(lan, issued.Id))).Fault?.Code.ShouldBe("calendar-feed.revoked");
        (await world.Operations.SendAsync(new ListCalendarFeeds(lan))).Require().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_ends_with_its_term_and_with_its_account()
    {
        await using var world = await OperationsWorld.StartAsync();
        var admin = await world.AddAsync("quan-tri", RoleNames.Administrator);
        var (lan, minh, hoa) = (await world.AddAsync("lan", RoleNames.SystemOwner), await world.AddAsync("minh", RoleNames.SystemOwner), await world.AddAsync("hoa", RoleNames.SystemOwner));
        var (ofLan, ofMinh, ofHoa) = (await IssueAsync(world, lan), await IssueAsync(world, minh), await IssueAsync(world, hoa));

        var disabled = (await world.Operations.SendAsync(new DisableAccount(admin, lan.AccountId, 1, "nghỉ việc"))).Require();
        (await FindAsync(world, ofLan.Text)).ShouldBeNull();

        // Whoever had the account may have made it: nothing of this brings one back.
        (await world.Operations.SendAsync(new EnableAccount(admin, lan.AccountId, disabled.Version))).IsSuccess.ShouldBeTrue();
        (await FindAsync(world, ofLan.Text)).ShouldBeNull();
        (await world.Operations.SendAsync(new GiveNewPassword(admin, minh.AccountId, 1))).IsSuccess.ShouldBeTrue();
        (await FindAsync(world, ofMinh.Text)).ShouldBeNull();
        (await FindAsync(world, ofHoa.Text)).ShouldNotBeNull();
        var again = await IssueAsync(world, lan);
        (await world.Operations.SendAsync(new EndAllSessions(lan))).IsSuccess.ShouldBeTrue();
        (await FindAsync(world, again.Text)).ShouldBeNull();

        world.Clock.Advance(TimeSpan.FromMicroseconds(ofHoa.ExpiresAt - world.Now - 1));
        await SignInAsync(world, hoa);
        (await FindAsync(world, ofHoa.Text)).ShouldNotBeNull();
        world.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await FindAsync(world, ofHoa.Text)).ShouldBeNull();
        (await world.Operations.SendAsync(new ListCalendarFeeds(hoa))).Require().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_has_a_bounded_number_of_links_and_sees_when_each_was_read()
    {
        await using var world = await OperationsWorld.StartAsync();
        var lan = await world.AddAsync("lan", RoleNames.SystemOwner);
        var issued = new List<IssuedCalendarFeed>();
        for (var i = 0; i < new TokenOptions().MostPerAccount; i++)
            issued.Add(await IssueAsync(world, lan));
        (await world.Operations.SendAsync(new IssueCalendarFeed(lan, new CalendarFeedDraft("thêm")))).Fault?.Code.ShouldBe("calendar-feed.too-many");
        (await world.Operations.SendAsync(new RevokeCalendarFeed(lan, issued[0].Id))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new IssueCalendarFeed(lan, new CalendarFeedDraft("thêm")))).IsSuccess.ShouldBeTrue();

        await FindAsync(world, issued[1].Text);
        var rows = (await world.Operations.SendAsync(new ListCalendarFeeds(lan))).Require();
        rows.Where(r => r.LastUsedOn is not null).ShouldHaveSingleItem().Id.ShouldBe(issued[1].Id);
    }

    [Fact]
    public async Task A_link_is_refused_that_names_what_is_not_there_or_nobody_may_have()
    {
        await using var world = await OperationsWorld.StartAsync();
        var lan = await world.AddAsync("lan", RoleNames.SystemOwner);
        (await world.Operations.SendAsync(new IssueCalendarFeed(lan, new CalendarFeedDraft(" ")))).Fault?.Kind.ShouldBe(FaultKind.Invalid);
        (await world.Operations.SendAsync(new IssueCalendarFeed(lan, new CalendarFeedDraft("x", Language: "fr")))).Fault?.Kind.ShouldBe(FaultKind.Invalid);
        (await world.Operations.SendAsync(new IssueCalendarFeed(lan, new CalendarFeedDraft("x", SystemCode: "khong-co")))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new IssueCalendarFeed(lan, new CalendarFeedDraft("x", OwedBy: "khong-co")))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new IssueCalendarFeed(world.Administrator, new CalendarFeedDraft("x")))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
    }

    private static async Task<IssuedCalendarFeed> IssueAsync(OperationsWorld world, Actor actor) =>
        (await world.Operations.SendAsync(new IssueCalendarFeed(actor, new CalendarFeedDraft("Điện thoại")))).Require();

    private static Task<OpenCalendarFeed?> FindAsync(OperationsWorld world, string text) =>
        world.Services.GetRequiredService<ICalendarFeeds>().FindAsync(text, "10.0.0.9");

    private static Task<int> SignInAsync(OperationsWorld world, Actor actor) => world.WithDatabaseAsync(database =>
        database.Users.Where(u => u.Id == actor.AccountId).ExecuteUpdateAsync(update => update.SetProperty(u => u.LastSignInAt, world.Now)));
}
