using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Mail;

/// <summary>Who is written to about which duty, once and together with its being told; and what becomes of a letter on its way.</summary>
public sealed class LetterTests
{
    private const string Register = """
        organisations:
          - {code: city, name: Thành phố}
          - {code: health, name: Sở Y tế, parent: city}
          - {code: centre, name: Trung tâm, parent: city}
          - {code: other, name: Sở Khác, parent: city}
        systems:
          - {code: his, name: Hệ thống bệnh viện, level: {proposed: 3, basis: b}, owner: health, operator: centre, status: in-operation, conclusion: {document: k, on: 2026-01-05}, has_real_data: true}
        """;

    [Fact]
    public async Task One_letter_a_person_and_turn_names_what_is_owed_by_its_organisation_and_what_is_told_to_its_role()
    {
        await using var world = await WithMailAsync(city: "SOC <soc@city.example>");
        await NameAsync(world, "centre", "contact-point", "truc@centre.example");
        await NameAsync(world, "health", "owner", "chu-quan@health.example");
        await NameAsync(world, "other", "owner", "chu-quan@other.example");
        var told = await TurnUntilAsync(world, d => d.SystemCode == "his" && d.EscalatedTo.Vi.StartsWith("Chủ quản", StringComparison.Ordinal));

        var letters = (await LettersAsync(world)).Where(l => l.WrittenAt == told.At).ToList();
        letters.GroupBy(l => l.To, StringComparer.Ordinal).ShouldAllBe(g => g.Count() == 1);
        letters.Where(l => l.To == "chu-quan@other.example").ShouldAllBe(l => !l.Body.Contains("Hệ thống bệnh viện", StringComparison.Ordinal));
        foreach (var to in new[] { "truc@centre.example", "chu-quan@health.example" })
        {
            var letter = letters.Single(l => l.To == to);
            letter.Subject.ShouldContain("đã quá hạn");
            letter.Body.ShouldContain($"(QUÁ HẠN): {told.Duty.Title.Vi} — Hệ thống bệnh viện. Căn cứ: {told.Duty.Basis}.");
            letter.Body.ShouldContain($"(OVERDUE): {told.Duty.Title.En} — Hệ thống bệnh viện.");
            letter.Body.ShouldContain("https://soc.example/nghia-vu");
        }
    }

    [Fact]
    public async Task What_is_told_to_a_role_that_one_unit_has_for_the_city_reaches_it_wherever_it_stands_and_nobody_else()
    {
        await using var world = await WithMailAsync(city: "SOC <soc@city.example>");
        await NameAsync(world, "other", "specialised-unit", "pa05@other.example");
        await NameAsync(world, "other", "owner", "chu-quan@other.example");
        var told = await TurnUntilAsync(world, d => d.SystemCode == "his" && d.EscalatedTo.Vi.StartsWith("Đơn vị chuyên trách", StringComparison.Ordinal));
        var of = (await LettersAsync(world)).Where(l => l.WrittenAt == told.At && l.Body.Contains($"{told.Duty.Title.Vi} — Hệ thống bệnh viện", StringComparison.Ordinal)).Select(l => l.To).ToList();
        of.ShouldContain("pa05@other.example", StringComparer.Ordinal);
        of.ShouldNotContain("chu-quan@other.example", StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_reminder_goes_to_who_owes_it_and_what_the_city_owes_to_the_citys_address()
    {
        await using var world = await WithMailAsync(city: "SOC <soc@city.example>");
        await NameAsync(world, "centre", "contact-point", "truc@centre.example");
        await NameAsync(world, "health", "owner", "chu-quan@health.example");
        var told = await TurnUntilAsync(world, d => d is { SystemCode: "his", State: DutyState.DueSoon } && d.RemindedAt is not null);
        var letters = (await LettersAsync(world)).Where(l => l.WrittenAt == told.At && l.Body.Contains($"{told.Duty.Title.Vi} — Hệ thống bệnh viện", StringComparison.Ordinal)).ToList();
        letters.ShouldHaveSingleItem().To.ShouldBe("truc@centre.example");

        var ofCity = await TurnUntilAsync(world, d => d is { SystemCode: null, OrganisationCode: null } && d.RemindedAt is not null && d.RemindedAt > told.At);
        (await LettersAsync(world)).ShouldContain(l => l.WrittenAt == ofCity.At && l.To == "soc@city.example" && l.Body.Contains(ofCity.Duty.Title.Vi, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_duty_is_told_together_with_its_letter_or_not_at_all_and_without_a_server_without_one()
    {
        await using var world = await WithMailAsync();
        await NameAsync(world, "centre", "contact-point", "truc@centre.example");
        world.Commits.IsArmed = true;
        await Should.ThrowAsync<Exception>(() => Tick(world).RunAsync(default));
        world.Commits.IsArmed = false;
        (await LettersAsync(world)).ShouldBeEmpty();
        (await DutiesAsync(world)).Where(d => d.SystemCode == "his").ShouldAllBe(d => d.StepsTold == 0);
        await Tick(world).RunAsync(default);
        (await LettersAsync(world)).ShouldNotBeEmpty();
        var written = (await LettersAsync(world)).Count;
        await Tick(world).RunAsync(default);
        (await LettersAsync(world)).Count.ShouldBe(written);

        await using var quiet = await StartAsync(_ => { });
        await NameAsync(quiet, "centre", "contact-point", "truc@centre.example");
        await Tick(quiet).RunAsync(default);
        (await DutiesAsync(quiet)).ShouldContain(d => d.EscalatedAt != null);
        (await LettersAsync(quiet)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_letter_can_reach_anybody_the_duty_and_the_organisation_say_so()
    {
        await using var world = await WithMailAsync();
        await Tick(world).RunAsync(default);
        (await UnwrittenAsync(world)).ShouldAllBe(d => d.SaysSo);
        (await IsUnreachableAsync(world, "centre")).ShouldBeTrue();

        await using var reached = await WithMailAsync();
        await NameAsync(reached, "centre", "contact-point", "truc@centre.example");
        await Tick(reached).RunAsync(default);
        (await UnwrittenAsync(reached)).Where(d => d.Duty.OrganisationCode == "centre").ShouldAllBe(d => !d.SaysSo);
        (await IsUnreachableAsync(reached, "centre")).ShouldBeFalse();
        (await IsUnreachableAsync(reached, "health")).ShouldBeTrue();

        await using var quiet = await StartAsync(_ => { });
        await Tick(quiet).RunAsync(default);
        (await UnwrittenAsync(quiet)).ShouldAllBe(d => !d.SaysSo);
        (await IsUnreachableAsync(quiet, "centre")).ShouldBeFalse();
    }

    internal static Task<OperationsWorld> WithMailAsync(int port = 25, string city = "") => StartAsync(options =>
    {
        (options.Mail.Host, options.Mail.Port, options.Mail.Security, options.Mail.From) = ("127.0.0.1", port, "none", "soc@haiphong.example");
        (options.Mail.City, options.Mail.ConsoleUrl) = (city, "https://soc.example/");
    });

    internal static Task<IReadOnlyList<Letter>> LettersAsync(OperationsWorld world) => world.WithDatabaseAsync<IReadOnlyList<Letter>>(
        async database => await database.Letters.AsNoTracking().OrderBy(l => l.Id).ToListAsync());

    private static async Task<OperationsWorld> StartAsync(Action<OperationsOptions> configure)
    {
        var world = await OperationsWorld.StartAsync(w => w.Configure = configure);
        (await world.Operations.SendAsync(new ImportRegister(world.Administrator, Register, "register.yml"))).Require();
        return world;
    }

    // What was told of the system's duties, and whether its history says that no letter went out.
    private static async Task<IReadOnlyList<(DutyRecord Duty, bool SaysSo)>> UnwrittenAsync(OperationsWorld world)
    {
        var saying = await world.WithDatabaseAsync(async database => (await database.History.AsNoTracking().ToListAsync())
            .Where(h => h.What.Vi.StartsWith("không gửi được thư", StringComparison.Ordinal)).Select(h => h.Subject).ToHashSet(StringComparer.Ordinal));
        var told = (await DutiesAsync(world)).Where(d => d.SystemCode == "his" && (d.RemindedAt != null || d.EscalatedAt != null)).Select(d => (d, saying.Contains(d.Subject))).ToList();
        told.ShouldNotBeEmpty();
        return told;
    }

    private static async Task<bool> IsUnreachableAsync(OperationsWorld world, string organisation) =>
        (await world.Operations.SendAsync(new GetOrganisation(world.Administrator, organisation))).Require().IsUnreachableByMail;

    private static async Task NameAsync(OperationsWorld world, string organisation, string role, string email) => (await world.Operations.SendAsync(
        new NamePersonInCharge(world.Other, organisation, new PersonEntry(role, "Minh Họa", null, null, email, null, false, false, null, null, null, null, null)))).Require();

    // Hops from one turn to the next until one tells such a duty, and gives that turn's time.
    private static async Task<(long At, DutyRecord Duty)> TurnUntilAsync(OperationsWorld world, Func<DutyRecord, bool> isIt)
    {
        for (var turns = 0; turns < 400; turns++)
        {
            var now = world.Now;
            var next = await Tick(world).RunAsync(default);
            if ((await DutiesAsync(world)).FirstOrDefault(d => isIt(d) && (d.EscalatedAt == now || d.RemindedAt == now)) is { } duty)
                return (now, duty);
            world.Clock.Advance(TimeSpan.FromMicroseconds(Math.Max(1, next - world.Now)));
        }

        throw new ShouldAssertException("no turn told such a duty");
    }

    private static DutyTick Tick(OperationsWorld world) => world.Services.GetRequiredService<DutyTick>();

    private static Task<List<DutyRecord>> DutiesAsync(OperationsWorld world) => world.WithDatabaseAsync(database => database.Duties.AsNoTracking().ToListAsync());
}
