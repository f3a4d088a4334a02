using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Duties;

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
