using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using MediatR;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>Enters the document that shows an arrangement; a review or a new decision is entered again. Closes the duties that it meets.</summary>
/// <param name="Organisation">Its code.</param>
/// <param name="Kind">Id of the profile's row, for example <c>response-plan</c>.</param>
public sealed record RecordArrangement(Actor Actor, string Organisation, string Kind, ArrangementEntry Entry) : ICommand<Changed>;

internal sealed class RecordArrangementValidator : AbstractValidator<RecordArrangement>
{
    public RecordArrangementValidator() => RuleFor(r => r.Entry).SetValidator(new ArrangementEntryValidator());
}

internal sealed class RecordArrangementHandler(OperationsDbContext database, ArrangementChanges changes, CityTime time)
    : IRequestHandler<RecordArrangement, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RecordArrangement request, CancellationToken cancellationToken)
    {
        if (await database.ReachedOrganisationAsync(request.Organisation, cancellationToken) is not { } organisation)
            return OrganisationFaults.NotFound(request.Organisation);
        if (changes.Rule(request.Kind) is not { } rule)
            return Faults.NotFound($"mục {request.Kind} trong quy định", $"arrangement {request.Kind} in the profile");
        if (rule.Kind == ArrangementKind.Contacts)
            return Faults.Refused("arrangement.contacts", "mục này được ghi bằng cách kiểm tra lại đầu mối của cơ quan", "this is entered by verifying the organisation's contacts");
        if (!organisation.ExistsOn(time.DayOf(time.Now)))
            return OrganisationFaults.Ended;
        if (ArrangementEntries.Check(request.Entry, rule, time.DayOf(time.Now)) is { } fault)
            return fault;
        var record = new ArrangementRecord { OrganisationCode = organisation.Code, Kind = rule.Id, EnteredAt = time.Now, EnteredBy = request.Actor.Name };
        ArrangementEntries.Fill(record, request.Entry);
        database.Add(record);
        await changes.TellAsync(request.Actor, record, new Wording("ghi nhận", "recorded"), cancellationToken);
        return new Changed(record.Id, record.Version);
    }
}
