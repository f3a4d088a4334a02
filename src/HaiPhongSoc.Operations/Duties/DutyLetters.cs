using System.Globalization;
using System.Text;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;
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
            foreach (var (address, name) in book.Of(duty, to))
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
            ToName = OneLine(name),
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
            text.Append(CultureInfo.InvariantCulture, $"- {Day(first)} ({(first.DueAt <= now ? "QUÁ HẠN" : $"còn {DaysLeft(first, now)} ngày")}): {OneLine(first.Title.Vi)} — {subjects}. Căn cứ: {OneLine(first.Basis)}.\n");
        Append(text, falling.Count > MostNamed ? $"… và {falling.Count - MostNamed} việc khác.\n" : "", "Xem và ghi nhận việc đã làm tại");
        text.Append("\nThư này do chương trình gửi; không trả lời thư này.\n\n-- \nThe following is due or overdue by regulation:\n\n");
        foreach (var (first, subjects) in falling.Take(MostNamed).Select(f => (f[0], Subjects(f))))
            text.Append(CultureInfo.InvariantCulture, $"- {Day(first)} ({(first.DueAt <= now ? "OVERDUE" : $"{DaysLeft(first, now)} days left")}): {OneLine(first.Title.En)} — {subjects}.\n");
        Append(text, falling.Count > MostNamed ? $"… and {falling.Count - MostNamed} more.\n" : "", "See them, and record what is done, at");
        return text.ToString();
    }

    private static string Subjects(List<DutyRecord> duties) =>
        OneLine(string.Join("; ", duties.Take(SubjectsNamed).Select(d => d.SubjectName))) + (duties.Count > SubjectsNamed ? $"; … (+{duties.Count - SubjectsNamed})" : "");

    private void Append(StringBuilder text, string rest, string where)
    {
        text.Append(rest);
        if (options.Value.Mail.ConsoleUrl.TrimEnd('/') is { Length: > 0 } console)
            text.Append(CultureInfo.InvariantCulture, $"\n{where} {console}/nghia-vu\n");
    }

    private string Day(DutyRecord duty) => time.DayOf(duty.DueAt - 1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static long DaysLeft(DutyRecord duty, long now) => (duty.DueAt - now) / 86_400_000_000;

    // Names are what people typed.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}

/// <summary>Who is written to about a duty.</summary>
internal sealed class AddressBook
{
    private readonly ILookup<string, PersonInCharge> _people;
    private readonly Dictionary<string, string?> _parents;
    private readonly Dictionary<string, string> _owners;
    private readonly IReadOnlyList<(string Address, string Name)> _city;

    private AddressBook(ILookup<string, PersonInCharge> people, Dictionary<string, string?> parents, Dictionary<string, string> owners, IReadOnlyList<(string Address, string Name)> city)
    {
        (_people, _parents, _owners, _city) = (people, parents, owners, city);
    }

    public static async Task<AddressBook> ReadAsync(OperationsDbContext database, DateOnly day, string city, CancellationToken cancellationToken)
    {
        var people = await database.PeopleInCharge.AsNoTracking().Where(p => p.Email != "" && p.WithdrawnAt == null).ToListAsync(cancellationToken);
        var parents = await database.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Code, o => o.ParentCode, StringComparer.Ordinal, cancellationToken);
        var owners = await database.Systems.AsNoTracking().ToDictionaryAsync(s => s.Code, s => s.OwnerCode, StringComparer.Ordinal, cancellationToken);
        var ofCity = city.Length == 0 ? [] : MimeKit.InternetAddressList.Parse(city).Mailboxes.Select(m => (m.Address, m.Name ?? "")).ToList();
        return new AddressBook(people.Where(p => p.ActsOn(day)).ToLookup(p => p.OrganisationCode, StringComparer.Ordinal), parents, owners, ofCity);
    }

    /// <summary>The people of who owes it; and where it is told upwards those in that role with it or above it, or for the whole city, or else the city's address: never another's.</summary>
    public IEnumerable<(string Address, string Name)> Of(DutyRecord duty, LegalRole? to)
    {
        var own = duty.OrganisationCode is { } debtor ? Addresses(_people[debtor].Where(p => IsOf(p, duty))) : _city;
        return to is null ? own : own.Concat(InRole(duty, to) is [_, ..] above ? Addresses(above) : _city);
    }

    private List<PersonInCharge> InRole(DutyRecord duty, LegalRole role)
    {
        var owner = duty.SystemCode is { } system ? _owners.GetValueOrDefault(system) : null;
        var near = Line(duty.OrganisationCode).Concat(Line(owner)).Distinct(StringComparer.Ordinal).SelectMany(code => _people[code])
            .Where(p => p.Role == role.Id && IsOf(p, duty)).ToList();
        return near.Count > 0 || !role.IsCityWide ? near : [.. _people.SelectMany(p => p).Where(p => p.Role == role.Id && p.SystemCode is null)];
    }

    private static IEnumerable<(string Address, string Name)> Addresses(IEnumerable<PersonInCharge> people) => people.Select(p => (p.Email, p.Name));

    // The organisation and those above it; a circle ends where it began.
    private IEnumerable<string> Line(string? code)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (; code is not null && seen.Add(code); code = _parents.GetValueOrDefault(code))
            yield return code;
    }

    private static bool IsOf(PersonInCharge person, DutyRecord duty) => person.SystemCode is null || person.SystemCode == duty.SystemCode;
}
