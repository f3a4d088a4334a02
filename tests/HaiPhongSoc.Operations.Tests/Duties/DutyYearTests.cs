using System.Globalization;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Duties;

/// <summary>
/// A year of the sample city, with a system of level 4 and one of level 5 besides its own: what is owed, reminded of, told upwards and closed on which day, and what
/// falls due later. <c>year-2027.approved.txt</c> is for a lawyer to read;
/// written anew by <c>SOC_WRITE_GOLDEN=1 dotnet test --project tests/HaiPhongSoc.Operations.Tests/HaiPhongSoc.Operations.Tests.csproj --filter-class '*DutyYearTests'</c>.
/// </summary>
public sealed class DutyYearTests
{
    private const int Year = 2027;
    private const int RestartEvery = 90;
    private static readonly TimeSpan Zone = TimeSpan.FromHours(7);
    private static readonly string Golden = RepositoryRoot.Of("tests", "HaiPhongSoc.Operations.Tests", "Duties", "year-2027.approved.txt");
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly long End = UtcMicroseconds.From(new DateTimeOffset(Year + 1, 1, 20, 0, 0, 0, Zone));

    // No system of the city is of these levels.
    private const string HighLevels = """
        systems:
          - {code: gia-dinh-4, name: Hệ thống giả định cấp độ 4, level: {approved: 4, basis: giả định, decision: Quyết định 9104/QĐ-UBND (minh họa), decided_on: 2026-10-05}, owner: so-ct, status: in-operation, has_real_data: true, conclusion: {document: Kết luận 9204/KL-CAHP (minh họa), on: 2026-10-12}}
          - {code: gia-dinh-5, name: Hệ thống giả định cấp độ 5, level: {approved: 5, basis: giả định, decision: Quyết định 9105/QĐ-UBND (minh họa), decided_on: 2026-10-05}, owner: ca-tp, status: in-operation, has_real_data: true, conclusion: {document: Kết luận 9205/KL-CAHP (minh họa), on: 2026-10-12}}
        """;

    [Fact]
    public async Task A_year_of_the_sample_city_is_told_on_the_right_working_days_through_restarts()
    {
        Assert.SkipWhen(
            TestDatabase.IsPostgreSql && Environment.GetEnvironmentVariable("SOC_DUTY_YEAR") != "1", "calendar and rows are the same there, and a year takes long: set SOC_DUTY_YEAR=1 to pass it");
        await using var world = await OperationsWorld.StartAsync(
            w => w.RegisterFile = RepositoryRoot.Of("deploy", "sample-city", "register.yml"), new DateTimeOffset(2026, 12, 1, 9, 0, 0, Zone));
        world.Ready!.Systems.ShouldBe(30);
        (await world.WithDatabaseAsync(database => database.Organisations.CountAsync(o => o.ValidTo == null))).ShouldBe(40);
        (await world.Operations.SendAsync(new ImportRegister(world.Administrator, HighLevels, "them.yml"))).Require();
        await PassAsync(world);

        var calendar = world.Services.GetRequiredService<Rulebook>().WorkingDays;
        var duties = await world.WithDatabaseAsync(database => database.Duties.AsNoTracking().ToListAsync());
        var history = await world.WithDatabaseAsync(database => database.History.AsNoTracking().Where(h => h.Subject.StartsWith("duty:")).OrderBy(h => h.Id).ToListAsync());
        duties.Select(d => d.Key).ShouldBeUnique(StringComparer.Ordinal);
        duties.Where(d => d.IsOpen && d.DueAt < End).Select(d => d.Key).ShouldBeEmpty();
        duties.ShouldAllBe(d => calendar.IsWorkingDay(DayOf(d.DueAt - 1)));
        duties.Select(d => d.Kind).Distinct(StringComparer.Ordinal).ShouldBe(DutyKinds.Of(world.Services.GetRequiredService<Rulebook>().Regulation), ignoreOrder: true);
        history.Where(h => h.What.Vi.StartsWith("nhắc", StringComparison.Ordinal) || h.What.Vi.StartsWith("quá hạn, báo", StringComparison.Ordinal))
            .ShouldAllBe(h => calendar.IsWorkingDay(DayOf(h.At)) || h.At < UtcMicroseconds.From(new DateTimeOffset(2026, 12, 2, 0, 0, 0, Zone)));

        var told = Book(duties, history.ToLookup(h => h.Subject, StringComparer.Ordinal));
        if (Environment.GetEnvironmentVariable("SOC_WRITE_GOLDEN") == "1")
            await File.WriteAllTextAsync(Golden, told);
        told.ShouldBe(await File.ReadAllTextAsync(Golden));
    }

    // The clock hops from one moment that the rows name to the next. People work at 15:00: most on the last day, some only when it was told upwards.
    private static async Task PassAsync(OperationsWorld world)
    {
        for (var hops = 1; ; hops++)
        {
            var next = await world.Services.GetRequiredService<DutyTick>().RunAsync(default);
            await WorkAsync(world);
            if (next >= End)
            {
                // What was entered last is read once more.
                await world.Services.GetRequiredService<DutyTick>().RunAsync(default);
                return;
            }

            next.ShouldBeGreaterThan(world.Now);
            world.Clock.SetUtcNow(UtcMicroseconds.ToDateTimeOffset(next));
            if (hops % RestartEvery == 0)
                await world.RestartAsync();
        }
    }

    private static Task<int> WorkAsync(OperationsWorld world) => world.WithDatabaseAsync(async database =>
    {
        await using var transaction = await database.BeginSerialAsync(default);
        var now = UtcMicroseconds.From(new DateTimeOffset(DayOf(world.Now).ToDateTime(new TimeOnly(15, 0)), Zone));
        var open = await database.Duties.Where(d => (d.State == DutyState.Due && d.DueAt - now < 10 * 3_600_000_000L) || d.State == DutyState.Overdue).ToListAsync();
        foreach (var duty in open)
        {
            if (duty.State == DutyState.Overdue && duty.EscalatedTo.Vi.StartsWith("Đơn vị chuyên trách", StringComparison.Ordinal))
                Done(database, duty, now);
            else if (duty.State == DutyState.Due && IsWaived(duty))
                WaiveDutyHandler.Waive(duty, new WaiveDuty(new Actor("tc", "Trưởng ca", []), duty.Id, duty.Version, "Quyết định 7/QĐ-UBND (minh họa)"), now);
            else if (duty.State == DutyState.Due && !IsLate(duty))
                Done(database, duty, now);
        }

        await database.SaveChangesAsync();
        await transaction.CommitAsync();
        return open.Count;
    });

    private static void Done(OperationsDbContext database, DutyRecord duty, long now)
    {
        if (duty.Part == DutyBook.ArrangementPart)
        {
            Enter(database, duty, now);
            return;
        }

        CompleteDutyHandler.Decide(duty, new CompleteDuty(new Actor("cq", "Người phụ trách", []), duty.Id, duty.Version, "Biên bản (minh họa)"), now).ShouldBeNull();
        database.Add(HistoryRecord.Of(duty.Subject, now, Actor.Program, new Wording("hoàn thành", "done")));
    }

    // The next turn of the clock closes the duty by it.
    private static void Enter(OperationsDbContext database, DutyRecord duty, long now)
    {
        // What was done on the last day is often proved later.
        var day = duty.DueAt < now ? DayOf(duty.DueAt - 1) : DayOf(now);
        var isReviewed = duty.Kind is "response-regulation" or "response-plan" or "response-team" or "response-network" or "security-regulation" or "contact-verification";
        var document = new ArrangementRecord
        {
            OrganisationCode = duty.OrganisationCode!,
            Kind = duty.Kind,
            Number = "Văn bản (minh họa)",
            Date = day,
            NextReview = isReviewed ? day.AddMonths(12) : null,
            EnteredBy = "Người phụ trách",
        };
        if (duty.Kind.StartsWith("principle-", StringComparison.Ordinal))
            document.Receipts.Add(new ArrangementReceipt { Who = "Văn phòng", ReadOn = day, AcknowledgedOn = day });
        database.Add(document);
    }

    private static bool IsLate(DutyRecord duty) => duty.OrganisationCode is "xa-kien-thuy" or "so-yt" || duty.Kind == "scan-and-hunt";

    private static bool IsWaived(DutyRecord duty) => duty.OrganisationCode == "dk-bach-long-vi";

    private static string Book(List<DutyRecord> duties, ILookup<string, HistoryRecord> history)
    {
        var (past, later) = (duties.Where(d => d.DueAt < End).ToList(), duties.Where(d => d.DueAt >= End).ToList());
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"Nghĩa vụ của thành phố mẫu (30 hệ thống, 40 cơ quan, đơn vị; thêm một hệ thống cấp độ 4 và một hệ thống cấp độ 5) từ 01/12/2026 đến hết năm {Year}: {past.Count} dòng\n"));
        foreach (var duty in Heads(text, past))
        {
            foreach (var course in duty.GroupBy(d => Course(d, history[d.Subject]), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {course.Key}:\n");
                foreach (var who in course.Select(d => d.SystemCode is null ? d.SubjectName : $"{d.SubjectName} ({d.OwedBy})").Order(StringComparer.Ordinal))
                    text.Append(CultureInfo.InvariantCulture, $"    - {who}\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"\nĐến hạn về sau: {later.Count} dòng (lịch nghỉ lễ từ năm {Year + 1} chưa có: ngày còn thay đổi)\n");
        foreach (var duty in Heads(text, later))
            text.Append(CultureInfo.InvariantCulture, $"  {string.Join(", ", duty.GroupBy(Whose, StringComparer.Ordinal).Select(g => g.Key == "thành phố" ? g.Key : $"{g.Count()} {g.Key}"))}\n");
        return text.ToString();
    }

    private static string Whose(DutyRecord duty) => duty switch
    {
        { SystemCode: not null } => "hệ thống",
        { OrganisationCode: not null } => "cơ quan, đơn vị",
        _ => "thành phố",
    };

    private static IEnumerable<IEnumerable<DutyRecord>> Heads(StringBuilder text, List<DutyRecord> duties)
    {
        foreach (var duty in duties.GroupBy(d => (d.DueAt, d.Kind, d.Title.Vi, d.Basis, d.Confidence)).OrderBy(g => g.Key.DueAt).ThenBy(g => g.Key.Kind, StringComparer.Ordinal))
        {
            var day = DayOf(duty.Key.DueAt - 1);
            text.Append(CultureInfo.InvariantCulture, $"\nHạn {day.ToString("dddd", Vietnamese)} {day:dd/MM/yyyy} · {duty.Key.Vi} [{duty.Key.Kind}]\n")
                .Append(CultureInfo.InvariantCulture, $"  Căn cứ: {duty.Key.Basis} ({duty.Key.Confidence})\n");
            yield return duty;
        }
    }

    private static string Course(DutyRecord duty, IEnumerable<HistoryRecord> history)
    {
        var reminders = history.Where(h => h.What.Vi.StartsWith("nhắc", StringComparison.Ordinal)).Select(h => Day(h.At)).ToList();
        var told = history.Where(h => h.What.Vi.StartsWith("quá hạn, báo", StringComparison.Ordinal)).Select(h => $"{h.What.Vi} {Day(h.At)}");
        var end = duty switch
        {
            { WaivedAt: { } at } => $"được miễn {Day(at)}",
            { DoneAt: { } at, DoneBy: "soc" } => $"hoàn thành theo sổ hệ thống {Day(at)}",
            { DoneAt: { } at } => $"hoàn thành {Day(at)}",
            _ => "không còn áp dụng",
        };
        return string.Join("; ", [.. reminders.Count == 0 ? [] : new[] { $"nhắc {string.Join(", ", reminders)}" }, .. told, end]);
    }

    private static DateOnly DayOf(long at) => DateOnly.FromDateTime(UtcMicroseconds.ToDateTimeOffset(at).ToOffset(Zone).DateTime);

    private static string Day(long at) => DayOf(at).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
