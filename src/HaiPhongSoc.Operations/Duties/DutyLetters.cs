using System.Globalization;
using System.Text;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>
/// Writes to the people in charge what a turn of the clock reminded of and told upwards: one letter a person and turn, whatever number of duties is in it.
/// Works inside the caller's transaction, so that a duty is not told without its letter, nor twice. Without a mail server nothing is written.
/// </summary>
internal sealed class DutyLetters(OperationsDbContext database, CityTime time, IOptions<OperationsOptions> options)
{
    // A letter that nobody scrolls through; the page has the rest.
    private const int MostNamed = 100;
    private const int SubjectsNamed = 10;

    private static readonly Wording Unwritten = new(
        "không gửi được thư: không ai chịu trách nhiệm về việc này có địa chỉ thư", "no letter could be written: nobody who answers for it has a mail address");

    private readonly List<(DutyRecord Duty, LegalRole? To)> _told = [];

    /// <param name="duty">What it is about.</param>
    /// <param name="to">Whom it is told beside who owes it; null = a reminder.</param>
    public void Add(DutyRecord duty, LegalRole? to)
    {
        if (options.Value.Mail.IsOn)
            _told.Add((duty, to));
    }

    public async Task WriteAsync(long now, CancellationToken cancellationToken)
    {
        if (_told.Count == 0)
            return;
        var book = await AddressBook.ReadAsync(database, time.DayOf(now), options.Value.Mail.City, cancellationToken);
        var letters = new Dictionary<string, (string Name, HashSet<DutyRecord> Duties)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (duty, to) in _told)
        {
            var addresses = book.Of(duty, to).ToList();
            if (addresses.Count == 0)
                database.Add(HistoryRecord.Of(duty.Subject, now, Actor.Program, Unwritten));
            foreach (var (address, name) in addresses)
            {
                if (!letters.TryGetValue(address, out var letter))
                    letters[address] = letter = (name, []);
                letter.Duties.Add(duty);
            }
        }

        foreach (var (address, (name, duties)) in letters)
            database.Add(Write(address, name, [.. duties.OrderBy(d => d.DueAt).ThenBy(d => d.Id)], now));
        _told.Clear();
    }

    private Letter Write(string address, string name, IReadOnlyList<DutyRecord> duties, long now)
    {
        var late = duties.Count(d => d.DueAt <= now);
        var soon = duties.Count - late;
        var counts = new List<string>();
        if (late > 0)
            counts.Add($"{late} nghĩa vụ đã quá hạn");
        if (soon > 0)
            counts.Add($"{soon} nghĩa vụ sắp đến hạn");
        return new Letter
        {
            To = address,
            ToName = PlainText.OneLine(name),
            Subject = $"[SOC] {string.Join(", ", counts)}",
            Body = Body(duties, now),
            WrittenAt = now,
            NextTryAt = now,
        };
    }

    // Vietnamese, then the same in English; dates as the city writes them. What is due of one kind on one day is one entry.
    private string Body(IReadOnlyList<DutyRecord> duties, long now)
    {
        var falling = duties.GroupBy(d => (d.DueAt, d.Kind)).Select(g => g.ToList()).ToList();
        var text = new StringBuilder();
        text.Append("Kính gửi người phụ trách,\n\nTheo quy định, các việc sau đây đến hạn hoặc đã quá hạn:\n\n");
        foreach (var (first, subjects) in falling.Take(MostNamed).Select(f => (f[0], Subjects(f))))
            text.Append(CultureInfo.InvariantCulture, $"- {Day(first)} ({(first.DueAt <= now ? "QUÁ HẠN" : $"còn {DaysLeft(first, now)} ngày")}): {PlainText.OneLine(first.Title.Vi)} — {subjects}. Căn cứ: {PlainText.OneLine(first.Basis)}.\n");
        Append(text, falling.Count > MostNamed ? $"… và {falling.Count - MostNamed} việc khác.\n" : "", "Xem và ghi nhận việc đã làm tại");
        text.Append("\nThư này do chương trình gửi; không trả lời thư này.\n\n-- \nThe following is due or overdue by regulation:\n\n");
        foreach (var (first, subjects) in falling.Take(MostNamed).Select(f => (f[0], Subjects(f))))
            text.Append(CultureInfo.InvariantCulture, $"- {Day(first)} ({(first.DueAt <= now ? "OVERDUE" : $"{DaysLeft(first, now)} days left")}): {PlainText.OneLine(first.Title.En)} — {subjects}.\n");
        Append(text, falling.Count > MostNamed ? $"… and {falling.Count - MostNamed} more.\n" : "", "See them, and record what is done, at");
        return text.ToString();
    }

    private static string Subjects(List<DutyRecord> duties) =>
        PlainText.OneLine(string.Join("; ", duties.Take(SubjectsNamed).Select(d => d.SubjectName))) + (duties.Count > SubjectsNamed ? $"; … (+{duties.Count - SubjectsNamed})" : "");

    private void Append(StringBuilder text, string rest, string where)
    {
        text.Append(rest);
        if (options.Value.Mail.ConsoleUrl.TrimEnd('/') is { Length: > 0 } console)
            text.Append(CultureInfo.InvariantCulture, $"\n{where} {console}/nghia-vu\n");
    }

    private string Day(DutyRecord duty) => time.DayOf(duty.DueAt - 1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static long DaysLeft(DutyRecord duty, long now) => (duty.DueAt - now) / 86_400_000_000;
}
