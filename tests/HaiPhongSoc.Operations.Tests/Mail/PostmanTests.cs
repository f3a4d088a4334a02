using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Mail;

/// <summary>A letter's way from the outbox to a mail server, through everything that goes wrong on it.</summary>
public sealed class PostmanTests
{
    [Fact]
    public async Task A_letter_is_sent_once_and_says_what_it_is()
    {
        await using var smtp = new MailBox();
        await using var world = await LetterTests.WithMailAsync(smtp.Port);
        await WriteAsync(world, "lan@a.example", name: "Nguyễn Thị Lan");
        (await Postman(world).TurnAsync(default)).ShouldBe(1);
        (await Postman(world).TurnAsync(default)).ShouldBe(0);

        var message = smtp.Messages.ShouldHaveSingleItem();
        (message.Subject, message.To.ToString(), message.Headers["Auto-Submitted"]).ShouldBe(("Nhắc việc", "\"Nguyễn Thị Lan\" <lan@a.example>", "auto-generated"));
        message.MessageId.ShouldBe($"letter-1-{world.Now}@haiphong.example");
        message.TextBody.ShouldNotBeNull().Trim().ShouldBe("Kính gửi");
        var row = (await ListAsync(world)).Items.ShouldHaveSingleItem();
        (row.State, row.SentAt, row.Attempts).ShouldBe((LetterState.Sent, world.Now, 1));
    }

    [Fact]
    public async Task A_receiver_that_is_refused_is_given_up_the_others_get_theirs_and_a_person_tries_again()
    {
        await using var smtp = new MailBox { Refusal = command => command.Contains("gone@", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null };
        await using var world = await LetterTests.WithMailAsync(smtp.Port);
        foreach (var to in new[] { "one@a.example", "gone@a.example", "two@a.example" })
            await WriteAsync(world, to);
        (await Postman(world).TurnAsync(default)).ShouldBe(2);
        var list = await ListAsync(world, LetterState.GivenUp);
        var row = list.Items.ShouldHaveSingleItem();
        (row.To, list.GivenUp, list.Waiting).ShouldBe(("gone@a.example", 1, 0));
        row.LastError.ShouldContain("no such user");

        world.Clock.Advance(TimeSpan.FromDays(1));
        (await Postman(world).TurnAsync(default)).ShouldBe(0);
        smtp.Refusal = _ => null;
        (await world.Operations.SendAsync(new RetryLetter(world.Administrator, row.Id))).Require().State.ShouldBe(LetterState.Waiting);
        (await Postman(world).TurnAsync(default)).ShouldBe(1);
        (await world.Operations.SendAsync(new RetryLetter(world.Administrator, row.Id))).Fault?.Code.ShouldBe("letter.sent");
        smtp.Messages.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_receiver_that_is_refused_for_now_and_a_server_that_is_down_are_tried_again_ever_later()
    {
        await using var smtp = new MailBox { Refusal = _ => "451 4.3.0 later" };
        await using var world = await LetterTests.WithMailAsync(smtp.Port);
        await WriteAsync(world, "lan@a.example");
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            (await Postman(world).TurnAsync(default)).ShouldBe(0);
            var pause = TimeSpan.FromMicroseconds((await ListAsync(world)).Items[0].NextTryAt!.Value - world.Now);
            pauses.Add(pause);
            world.Clock.Advance(pause - TimeSpan.FromMicroseconds(1));
            (await Postman(world).TurnAsync(default)).ShouldBe(0);
            (await ListAsync(world)).Items[0].Attempts.ShouldBe(i + 1, "not before its time");
            world.Clock.Advance(TimeSpan.FromMicroseconds(1));
        }

        pauses.ShouldBe([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(1)]);
        smtp.Refusal = _ => null;
        (await Postman(world).TurnAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_killed_node_took_is_sent_by_the_next_after_the_lease_and_two_at_once_send_each_letter_once()
    {
        await using var smtp = new MailBox();
        await using var world = await LetterTests.WithMailAsync(smtp.Port);
        for (var i = 0; i < 20; i++)
            await WriteAsync(world, $"r{i}@a.example");
        var book = world.Services.GetRequiredService<LetterBook>();
        var killed = new List<Letter>();
        for (var i = 0; i < 5; i++)
            killed.Add((await book.TakeAsync(default)).ShouldNotBeNull());
        await Task.WhenAll(Postman(world).TurnAsync(default), Postman(world).TurnAsync(default));
        smtp.Messages.Select(m => m.To.ToString()).Distinct(StringComparer.Ordinal).Count().ShouldBe(15);
        smtp.Messages.Count.ShouldBe(15);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        (await Postman(world).TurnAsync(default)).ShouldBe(5);

        // It was only slow: what it says now of letters that another sent counts for nothing.
        foreach (var late in killed)
            await book.FailedAsync(late, "too late", isFinal: false, default);
        (await Postman(world).TurnAsync(default)).ShouldBe(0);
        (await ListAsync(world)).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_relay_that_does_not_know_us_gives_up_no_letter()
    {
        await using var smtp = new MailBox { Refusal = _ => "550 5.7.1 relaying denied" };
        await using var world = await LetterTests.WithMailAsync(smtp.Port);
        await WriteAsync(world, "lan@a.example");
        (await Postman(world).TurnAsync(default)).ShouldBe(0);
        var row = (await ListAsync(world)).Items.ShouldHaveSingleItem();
        (row.State, row.LastError).ShouldBe((LetterState.Waiting, "5.7.1 relaying denied"));
        (await world.Operations.SendAsync(new RetryLetter(world.Administrator, row.Id))).Fault?.Code.ShouldBe("letter.waiting");
    }

    [Fact]
    public async Task A_name_from_the_register_writes_no_header_of_its_own_and_what_is_no_address_is_given_up()
    {
        await using var smtp = new MailBox();
        await using var world = await LetterTests.WithMailAsync(smtp.Port);
        await WriteAsync(world, "lan@a.example", name: "Lan\r\nBcc: evil@b.example\r\n\r\nx", subject: "s\r\nX-Evil: 1");
        await WriteAsync(world, "no address\r\nat all");
        (await Postman(world).TurnAsync(default)).ShouldBe(1);
        var message = smtp.Messages.ShouldHaveSingleItem();
        message.Bcc.ShouldBeEmpty();
        message.Headers.Contains("X-Evil").ShouldBeFalse();
        (await ListAsync(world, LetterState.GivenUp)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_over_is_forgotten_after_its_days_and_what_waits_is_not()
    {
        await using var smtp = new MailBox();
        await using var world = await LetterTests.WithMailAsync(smtp.Port);
        await WriteAsync(world, "lan@a.example");
        await Postman(world).TurnAsync(default);
        await WriteAsync(world, "cho@a.example");
        var book = world.Services.GetRequiredService<LetterBook>();
        world.Clock.Advance(TimeSpan.FromDays(new MailOptions().KeepDays));
        (await book.ForgetAsync(default)).ShouldBe(0);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await book.ForgetAsync(default)).ShouldBe(1);
        (await ListAsync(world)).Items.ShouldHaveSingleItem().To.ShouldBe("cho@a.example");
    }

    [Fact]
    public async Task Only_an_administrator_of_the_city_sees_the_outbox()
    {
        await using var world = await LetterTests.WithMailAsync();
        (await world.Operations.SendAsync(new ListLetters(world.Other))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        (await world.Operations.SendAsync(new ListLetters(world.Administrator with { OrganisationCode = "health" }))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        (await ListAsync(world)).Server.ShouldBe("127.0.0.1");
    }

    private static Postman Postman(OperationsWorld world) => world.Services.GetRequiredService<Postman>();

    private static async Task<LetterList> ListAsync(OperationsWorld world, LetterState? state = null) => (await world.Operations.SendAsync(new ListLetters(world.Administrator, state))).Require();

    private static Task<int> WriteAsync(OperationsWorld world, string to, string name = "", string subject = "Nhắc việc") => world.WithDatabaseAsync(database =>
    {
        database.Add(new Letter { To = to, ToName = name, Subject = subject, Body = "Kính gửi", WrittenAt = world.Now, NextTryAt = world.Now });
        return database.SaveChangesAsync();
    });
}
