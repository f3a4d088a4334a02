using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>Rút lại: what was entered wrongly no longer counts, and duties that it closed are owed again. It stays readable, with the reason.</summary>
public sealed record WithdrawArrangement(Actor Actor, long Id, long Version, string Reason) : ICommand<Changed>;

/// <summary>Takes a withdrawal back.</summary>
public sealed record RestoreArrangement(Actor Actor, long Id, long Version) : ICommand<Changed>;

internal sealed class WithdrawArrangementValidator : AbstractValidator<WithdrawArrangement>
{
    public WithdrawArrangementValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do rút lại (nhiều nhất 1.000 ký tự) | say why it is withdrawn (1,000 characters at most)");
}

internal sealed class WithdrawArrangementHandler(ArrangementChanges changes, CityTime time) : IRequestHandler<WithdrawArrangement, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(WithdrawArrangement request, CancellationToken cancellationToken)
    {
        var found = await changes.FindStandingAsync(request.Id, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var record = found.Value;
        (record.WithdrawnAt, record.WithdrawnBy, record.WithdrawReason) = (time.Now, request.Actor.Name, request.Reason.Trim());
        record.Version++;
        await changes.TellAsync(request.Actor, record, new Wording($"rút lại — {record.WithdrawReason}", $"withdrawn — {record.WithdrawReason}"), cancellationToken);
        return new Changed(record.Id, record.Version);
    }
}

internal sealed class RestoreArrangementHandler(ArrangementChanges changes) : IRequestHandler<RestoreArrangement, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(RestoreArrangement request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Id, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var record = found.Value;
        if (record.WithdrawnAt is null)
            return Faults.Refused("arrangement.stands", "văn bản này chưa bị rút lại", "this document was not withdrawn");
        (record.WithdrawnAt, record.WithdrawnBy, record.WithdrawReason) = (null, null, null);
        record.Version++;
        await changes.TellAsync(request.Actor, record, new Wording("lấy lại", "restored"), cancellationToken);
        return new Changed(record.Id, record.Version);
    }
}
