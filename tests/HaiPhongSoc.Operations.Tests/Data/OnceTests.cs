using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Data;

/// <summary>A command with a key is done once, whatever dies and whoever asks at the same time.</summary>
public sealed class OnceTests
{
    private static readonly OnceKey Key = new("5d1f", "note: hello");

    [Fact]
    public async Task Asked_again_it_answers_as_before_and_does_nothing()
    {
        await using var world = await WithIncidentAsync();
        var first = await NoteAsync(world, Key);
        var again = await NoteAsync(world, Key);

        (first.Replayed, again.Replayed).ShouldBe((false, true));
        again.Outcome.Require().ShouldBe(first.Outcome.Require());
        (await NotesAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task The_answer_that_was_lost_is_given_after_a_restart()
    {
        await using var world = await WithIncidentAsync();
        var lost = await NoteAsync(world, Key);
        await world.RestartAsync();

        var again = await NoteAsync(world, Key);

        again.Replayed.ShouldBeTrue();
        again.Outcome.Require().ShouldBe(lost.Outcome.Require());
        (await NotesAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task What_died_before_its_commit_is_done_when_asked_again()
    {
        await using var world = await WithIncidentAsync();
        world.Commits.IsArmed = true;
        await Should.ThrowAsync<IOException>(() => NoteAsync(world, Key));
        world.Commits.IsArmed = false;

        (await NoteAsync(world, Key)).Replayed.ShouldBeFalse();
        (await NotesAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task Asked_many_times_at_once_it_is_done_once()
    {
        await using var world = await WithIncidentAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => NoteAsync(world, Key))));

        answers.Count(a => !a.Replayed).ShouldBe(1);
        answers.Select(a => a.Outcome.Require()).Distinct().ShouldHaveSingleItem();
        (await NotesAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_refused()
    {
        await using var world = await WithIncidentAsync();
        await NoteAsync(world, Key);

        (await NoteAsync(world, Key with { Fingerprint = "note: other" })).Outcome.Fault?.Code.ShouldBe("request.key-used");
        (await NotesAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task Keys_are_each_accounts_own()
    {
        await using var world = await WithIncidentAsync();
        await NoteAsync(world, Key);

        (await world.Operations.SendOnceAsync(new AddNote(world.Other, Number, "x"), Key)).Replayed.ShouldBeFalse();
        (await NotesAsync(world)).ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_is_decided_anew()
    {
        await using var world = await WithIncidentAsync();
        (await world.Operations.SendOnceAsync(new TakeIncident(world.Analyst, Number, 99), Key)).Outcome.Fault?.Kind.ShouldBe(FaultKind.Conflict);
        (await world.Operations.SendOnceAsync(new TakeIncident(world.Analyst, Number, 1), Key)).Outcome.IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_lost_the_permission_is_not_told_what_was_answered_before()
    {
        await using var world = await WithIncidentAsync();
        await NoteAsync(world, Key);

        var answer = await world.Operations.SendOnceAsync(new AddNote(world.Analyst with { Roles = [] }, Number, "x"), Key);

        answer.Outcome.Fault?.Kind.ShouldBe(FaultKind.Forbidden);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_its_time()
    {
        await using var world = await WithIncidentAsync();
        await NoteAsync(world, Key);
        world.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        (await NoteAsync(world, Key)).Replayed.ShouldBeFalse();
        (await NotesAsync(world)).ShouldBe(2);

        world.Clock.Advance(TimeSpan.FromHours(25));
        (await world.Services.GetRequiredService<OnceUpkeepWorker>().ForgetAsync(default)).ShouldBe(1);
        (await world.WithDatabaseAsync(database => database.DoneOnce.CountAsync())).ShouldBe(0);
    }

    private const string Number = "SC-2026-000001";

    private static async Task<OperationsWorld> WithIncidentAsync()
    {
        var world = await OperationsWorld.StartAsync();
        await world.Intake.CommitAsync([Hit(1, level: Severity.Critical, attack: ["T1110"])], new EventId(0, 1), default);
        return world;
    }

    private static Task<OnceOutcome<Changed>> NoteAsync(OperationsWorld world, OnceKey key) =>
        world.Operations.SendOnceAsync(new AddNote(world.Analyst, Number, "xin chào"), key);

    private static async Task<int> NotesAsync(OperationsWorld world) =>
        (await world.Operations.SendAsync(new GetIncident(world.Analyst, Number))).Require().Timeline.Count(t => t.Kind == TimelineKind.Note);
}
