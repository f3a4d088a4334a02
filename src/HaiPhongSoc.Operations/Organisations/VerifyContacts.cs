using System.Globalization;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>
/// Everybody who is to be reached at any hour was called and answered: all of the organisation's contacts are verified of today, and the duty behind it is
/// done until the profile asks again.
/// </summary>
/// <param name="Organisation">Its code.</param>
public sealed record VerifyContacts(Actor Actor, string Organisation) : ICommand<Changed>;

internal sealed class VerifyContactsHandler(OperationsDbContext database, ArrangementChanges changes, CityTime time) : IRequestHandler<VerifyContacts, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(VerifyContacts request, CancellationToken cancellationToken)
    {
        if (await database.ReachedOrganisationAsync(request.Organisation, cancellationToken) is not { } organisation)
            return OrganisationFaults.NotFound(request.Organisation);
        var today = time.DayOf(time.Now);
        var people = await database.PeopleInCharge.Where(p => p.OrganisationCode == organisation.Code && p.IsRoundTheClock && p.WithdrawnAt == null).ToListAsync(cancellationToken);
        var contacts = people.Where(p => p.ActsOn(today)).ToList();
        if (contacts.Count == 0)
            return Faults.Refused("contacts.none", "chưa có đầu mối trực 24/7: phân công trước rồi kiểm tra lại", "nobody is named who is reached at any hour: name them first");
        if (changes.Contacts is not { ReviewMonths: { } months } rule)
            return Faults.Refused("contacts.not-asked", "quy định đang dùng không yêu cầu kiểm tra đầu mối", "the profile does not ask for contacts to be verified");
        foreach (var person in contacts)
        {
            (person.VerifiedOn, person.VerifiedBy) = (today, request.Actor.Name);
            person.Version++;
        }

        var record = new ArrangementRecord
        {
            OrganisationCode = organisation.Code,
            Kind = rule.Id,
            Number = string.Create(CultureInfo.InvariantCulture, $"Kiểm tra {contacts.Count} đầu mối"),
            Date = today,
            NextReview = today.AddMonths(months),
            Note = string.Join("; ", contacts.Select(c => c.Name)) is var names && names.Length > 2_000 ? names[..2_000] : names,
            EnteredAt = time.Now,
            EnteredBy = request.Actor.Name,
        };
        database.Add(record);
        await changes.TellAsync(request.Actor, record, new Wording("đã kiểm tra lại", "verified"), cancellationToken);
        return new Changed(record.Id, record.Version);
    }
}
