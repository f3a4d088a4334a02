using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static HaiPhongSoc.Operations.Tests.Approvals.ApprovalTests;

namespace HaiPhongSoc.Operations.Tests.Approvals;

/// <summary>Break-glass: only where nobody can be reached, never for protected records, always reviewed.</summary>
public sealed class ActAloneTests
{
    private const string Why = "mất quyền truy cập giữa ca, tấn công đang diễn ra";

    [Theory]
    [InlineData("2026-11-24T12:00:00+07:00", true)] // a Tuesday at noon
    [InlineData("2026-11-24T07:59:59+07:00", false)]
    [InlineData("2026-11-24T08:00:00+07:00", true)]
    [InlineData("2026-11-24T17:00:00+07:00", false)]
    [InlineData("2026-11-24T23:59:59+07:00", false)]
    [InlineData("2026-11-28T10:00:00+07:00", false)] // a Saturday
    [InlineData("2026-02-17T10:00:00+07:00", false)] // Tết
    [InlineData("2026-08-22T10:00:00+07:00", true)] // a Saturday that is made up
    public async Task Within_working_hours_somebody_is_there_and_outside_only_who_is_on_call(string now, bool isThere)
    {
        await using var world = await OperationsWorld.StartAsync(now: DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var (asker, _, person) = await PeopleAsync(world);
        var answer = await world.Operations.SendAsync(new ActAlone(asker, await GrantAsync(world, asker, person), Why));
        answer.Fault?.Code.ShouldBe(isThere ? "alone.somebody-there" : null);
        (await RolesAsync(world, person)).Contains(RoleNames.ShiftLead, StringComparer.Ordinal).ShouldBe(!isThere);
    }

    [Theory]
    [InlineData("2026-11-24T23:30:00+07:00", "2026-11-25T08:00:00+07:00")]
    [InlineData("2026-11-25T00:30:00+07:00", "2026-11-25T08:00:00+07:00")]
    [InlineData("2026-11-27T22:00:00+07:00", "2026-11-30T08:00:00+07:00")] // Friday night → Monday
    [InlineData("2026-02-13T20:00:00+07:00", "2026-02-23T08:00:00+07:00")] // before Tết → after it
    [InlineData("2026-08-21T20:00:00+07:00", "2026-08-22T08:00:00+07:00")] // the next day is made up
    public async Task It_is_reviewed_on_the_next_working_morning(string now, string due)
    {
        await using var world = await OperationsWorld.StartAsync(now: DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var (asker, second, person) = await PeopleAsync(world);
        (await world.Operations.SendAsync(new ActAlone(asker, await GrantAsync(world, asker, person), Why))).IsSuccess.ShouldBeTrue();
        var review = (await world.Operations.SendAsync(new ListApprovals(second))).Require().Reviews.ShouldHaveSingleItem();
        review.DueAt.ShouldBe(UtcMicroseconds.From(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture)));
        (review.ActorName, review.Why, review.MayReview).ShouldBe(("quan-tri", Why, true));
    }

    [Fact]
    public async Task A_turn_counts_from_its_first_instant_to_before_its_last()
    {
        await using var world = await OperationsWorld.StartAsync(now: new DateTimeOffset(2026, 11, 24, 22, 0, 0, TimeSpan.FromHours(7)));
        var (asker, second, person) = await PeopleAsync(world);
        var (from, to) = (world.Now + 3_600_000_000, world.Now + 7_200_000_000);
        (await world.Operations.SendAsync(new AddOnCall(asker, second.AccountId, from, to))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new AddOnCall(asker, second.AccountId, to - 1, to + 1))).Fault?.Code.ShouldBe("on-call.overlaps");
        (await world.Operations.SendAsync(new AddOnCall(asker, person.AccountId, from, to))).Fault?.Code.ShouldBe("on-call.person");

        world.Clock.Advance(TimeSpan.FromHours(1));
        (await AloneAsync(world, asker, person)).ShouldBe("alone.somebody-there");
        var turn = (await world.Operations.SendAsync(new ListOnCall(asker))).Require().Turns.ShouldHaveSingleItem();
        (await world.Operations.SendAsync(new RemoveOnCall(asker, turn.Id, turn.Version))).Fault?.Code.ShouldBe("on-call.begun");
        world.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        (await AloneAsync(world, asker, person)).ShouldBe("alone.somebody-there");
        world.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await AloneAsync(world, asker, person)).ShouldBeNull();
    }

    [Fact]
    public async Task Protected_accounts_are_touched_by_two_whatever_the_hour()
    {
        await using var world = await OperationsWorld.StartAsync(now: Night);
        var (asker, _, person) = await PeopleAsync(world);
        foreach (var role in new[] { RoleNames.Administrator, RoleNames.Auditor })
        {
            var target = await world.AddAsync("dich-" + role, role);
            var account = await world.AccountAsync(target);
            (await world.Operations.SendAsync(new ActAlone(asker, new ResetSecondFactor(asker, account.Id, account.Version, "mất điện thoại"), Why))).Fault?.Code.ShouldBe("alone.protected");
        }

        (await world.Operations.SendAsync(new ActAlone(asker, await GrantAsync(world, asker, person, RoleNames.Administrator), Why))).Fault?.Code.ShouldBe("alone.protected");
        (await world.Operations.SendAsync(new ActAlone(asker, await GrantAsync(world, asker, person), "gấp"))).Fault?.Kind.ShouldBe(FaultKind.Invalid);
    }

    [Fact]
    public async Task It_is_shouted_and_reviewed_by_another_once()
    {
        await using var world = await OperationsWorld.StartAsync(now: Night);
        var (asker, second, person) = await PeopleAsync(world);
        using var stop = new CancellationTokenSource();
        var heard = world.Services.GetRequiredService<IOperationsFeed>().ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        (await world.Operations.SendAsync(new ActAlone(asker, await GrantAsync(world, asker, person), Why))).IsSuccess.ShouldBeTrue();
        while (await heard.MoveNextAsync() && heard.Current is not ActedAlone)
        {
        }

        heard.Current.ShouldBeOfType<ActedAlone>().ActorName.ShouldBe("quan-tri");
        await stop.CancelAsync();
        (await world.WithDatabaseAsync(database => database.AuditEntries.OrderByDescending(e => e.Id).Select(e => e.Action).Take(2).ToListAsync()))
            .ShouldBe(["alone.act", "role.grant"]);
        var counts = (await world.Operations.SendAsync(new CountApprovals(second))).Require();
        counts.Alone.ShouldHaveSingleItem();
        (await world.Operations.SendAsync(new CountApprovals(asker))).Require().Alone.ShouldBeEmpty("nobody is told of what they did themselves");
        world.Clock.Advance(TimeSpan.FromDays(3));
        (await world.Operations.SendAsync(new CountApprovals(second))).Require().Alone.ShouldHaveSingleItem("until somebody reviewed it");
        var review = (await world.Operations.SendAsync(new ListApprovals(second))).Require().Reviews.Single();
        (await world.Operations.SendAsync(new CompleteReview(asker, review.Id, review.Version, ReviewVerdict.Justified, "tốt"))).Fault?.Code.ShouldBe("review.own");
        (await world.Operations.SendAsync(new CompleteReview(person with { Roles = [RoleNames.ShiftLead] }, review.Id, review.Version, ReviewVerdict.Justified, "tốt"))).Fault?.Code.ShouldBe("review.own");
        (await world.Operations.SendAsync(new CompleteReview(second, review.Id, review.Version, ReviewVerdict.NotJustified, "có thể chờ"))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new CompleteReview(second, review.Id, review.Version, ReviewVerdict.Justified, "tốt"))).Fault?.Code.ShouldBe("review.done");
        (await world.Operations.SendAsync(new CountApprovals(second))).Require().Alone.ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_in_a_row_each_owe_a_review()
    {
        await using var world = await OperationsWorld.StartAsync(now: Night);
        var (asker, second, _) = await PeopleAsync(world);
        for (var i = 0; i < 3; i++)
        {
            var person = await world.AddAsync($"nguoi-{i}", RoleNames.Analyst);
            (await AloneAsync(world, asker, person)).ShouldBeNull();
        }

        (await world.Operations.SendAsync(new ListApprovals(second))).Require().Reviews.Count.ShouldBe(3);
    }

    private static DateTimeOffset Night { get; } = new(2026, 11, 24, 23, 0, 0, TimeSpan.FromHours(7));

    private static async Task<string?> AloneAsync(OperationsWorld world, Actor asker, Actor person) =>
        (await world.Operations.SendAsync(new ActAlone(asker, await GrantAsync(world, asker, person), Why))).Fault?.Code;
}
