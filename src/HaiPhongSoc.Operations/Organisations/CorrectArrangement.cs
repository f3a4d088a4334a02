using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>Corrects what was entered of a document: before and after stand on the audit chain.</summary>
public sealed record CorrectArrangement(Actor Actor, long Id, long Version, ArrangementEntry Entry) : ICommand<Changed>;

internal sealed class CorrectArrangementValidator : AbstractValidator<CorrectArrangement>
{
    public CorrectArrangementValidator() => RuleFor(r => r.Entry).SetValidator(new ArrangementEntryValidator());
}

internal sealed class CorrectArrangementHandler(ArrangementChanges changes, CityTime time) : IRequestHandler<CorrectArrangement, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(CorrectArrangement request, CancellationToken cancellationToken)
    {
        var found = await changes.FindStandingAsync(request.Id, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var record = found.Value;
        if (changes.Rule(record.Kind) is { } rule && ArrangementEntries.Check(request.Entry, rule, time.DayOf(time.Now)) is { } fault)
            return fault;
        ArrangementEntries.Fill(record, request.Entry);
        record.Version++;
        await changes.TellAsync(request.Actor, record, new Wording("sửa", "corrected"), cancellationToken);
        return new Changed(record.Id, record.Version);
    }
}
