using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>Names who acts for an organisation in a role of the law.</summary>
/// <param name="Organisation">Its code.</param>
public sealed record NamePersonInCharge(Actor Actor, string Organisation, PersonEntry Entry) : ICommand<Changed>;

public sealed record EditPersonInCharge(Actor Actor, long Id, long Version, PersonEntry Entry) : ICommand<Changed>;

/// <summary>Rút lại: no longer named; stays readable, with the reason.</summary>
public sealed record WithdrawPersonInCharge(Actor Actor, long Id, long Version, string Reason) : ICommand<Changed>;

/// <summary>Takes a withdrawal back.</summary>
public sealed record RestorePersonInCharge(Actor Actor, long Id, long Version) : ICommand<Changed>;

internal sealed class NamePersonInChargeValidator : AbstractValidator<NamePersonInCharge>
{
    public NamePersonInChargeValidator() => RuleFor(r => r.Entry).SetValidator(new PersonEntryValidator());
}

internal sealed class EditPersonInChargeValidator : AbstractValidator<EditPersonInCharge>
{
    public EditPersonInChargeValidator() => RuleFor(r => r.Entry).SetValidator(new PersonEntryValidator());
}

internal sealed class WithdrawPersonInChargeValidator : AbstractValidator<WithdrawPersonInCharge>
{
    public WithdrawPersonInChargeValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do rút lại (nhiều nhất 1.000 ký tự) | say why it is withdrawn (1,000 characters at most)");
}

internal sealed class NamePersonInChargeHandler(OperationsDbContext database, PeopleChanges changes, CityTime time) : IRequestHandler<NamePersonInCharge, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(NamePersonInCharge request, CancellationToken cancellationToken)
    {
        if (await database.ReachedOrganisationAsync(request.Organisation, cancellationToken) is not { } organisation)
            return OrganisationFaults.NotFound(request.Organisation);
        if (!organisation.ExistsOn(time.DayOf(time.Now)))
            return OrganisationFaults.Ended;
        if (await changes.CheckAsync(organisation.Code, request.Entry, cancellationToken) is { } fault)
            return fault;
        var person = new PersonInCharge { OrganisationCode = organisation.Code };
        PeopleChanges.Fill(person, request.Entry);
        database.Add(person);
        await changes.TellAsync(request.Actor, person, new Wording("phân công", "named"), cancellationToken);
        return new Changed(person.Id, person.Version);
    }
}

internal sealed class EditPersonInChargeHandler(PeopleChanges changes) : IRequestHandler<EditPersonInCharge, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(EditPersonInCharge request, CancellationToken cancellationToken)
    {
        var found = await changes.FindStandingAsync(request.Id, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var person = found.Value;
        if (await changes.CheckAsync(person.OrganisationCode, request.Entry, cancellationToken) is { } fault)
            return fault;
        PeopleChanges.Fill(person, request.Entry);
        person.Version++;
        await changes.TellAsync(request.Actor, person, new Wording("sửa", "edited"), cancellationToken);
        return new Changed(person.Id, person.Version);
    }
}

internal sealed class WithdrawPersonInChargeHandler(PeopleChanges changes, CityTime time) : IRequestHandler<WithdrawPersonInCharge, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(WithdrawPersonInCharge request, CancellationToken cancellationToken)
    {
        var found = await changes.FindStandingAsync(request.Id, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var person = found.Value;
        (person.WithdrawnAt, person.WithdrawnBy, person.WithdrawReason) = (time.Now, request.Actor.Name, request.Reason.Trim());
        person.Version++;
        await changes.TellAsync(request.Actor, person, new Wording($"rút lại — {person.WithdrawReason}", $"withdrawn — {person.WithdrawReason}"), cancellationToken);
        return new Changed(person.Id, person.Version);
    }
}

internal sealed class RestorePersonInChargeHandler(PeopleChanges changes) : IRequestHandler<RestorePersonInCharge, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RestorePersonInCharge request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Id, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var person = found.Value;
        if (person.WithdrawnAt is null)
            return Faults.Refused("person.stands", "phân công này chưa bị rút lại", "this was not withdrawn");
        (person.WithdrawnAt, person.WithdrawnBy, person.WithdrawReason) = (null, null, null);
        person.Version++;
        await changes.TellAsync(request.Actor, person, new Wording("lấy lại", "restored"), cancellationToken);
        return new Changed(person.Id, person.Version);
    }
}
