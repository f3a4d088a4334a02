using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Records a duty or milestone as done; the evidence note is mandatory (document number, date, where it lies).</summary>
public sealed record CompleteDuty(Actor Actor, long Id, long Version, string EvidenceNote) : ICommand<Changed>;

internal sealed class CompleteDutyValidator : AbstractValidator<CompleteDuty>
{
    public CompleteDutyValidator() =>
        RuleFor(r => r.EvidenceNote).Filled(4_000)
            .WithMessage("ghi minh chứng: số văn bản, ngày, nơi lưu (nhiều nhất 4.000 ký tự) | give the evidence: document number, date, where it lies (4,000 characters at most)");
}

internal sealed class CompleteDutyHandler(OperationsDbContext database, FactsToTell facts, CityTime time) : IRequestHandler<CompleteDuty, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(CompleteDuty request, CancellationToken cancellationToken)
    {
        var found = await DutyChanges.FindAsync(database, request.Id, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var (duty, now) = (found.Value, time.Now);
        if (duty.Part == DutyBook.ArrangementPart)
            return Faults.Refused("duty.arrangement", "nghĩa vụ này hoàn thành khi ghi văn bản của nó ở trang của cơ quan", "enter the document of it on the organisation's page: that closes the duty");
        if (Decide(duty, request, now) is { } fault)
            return fault;
        database.Add(HistoryRecord.Of(
            duty.Subject,
            now,
            request.Actor,
            new Wording($"hoàn thành — {duty.EvidenceNote}", $"done — {duty.EvidenceNote}")));
        facts.Add(new DutyChanged(now, duty.Id));
        return new Changed(duty.Id, duty.Version);
    }

    internal static Fault? Decide(DutyRecord duty, CompleteDuty request, long now)
    {
        if (duty.State == DutyState.Done)
            return Faults.Refused("duty.done", "nghĩa vụ đã hoàn thành", "the duty is done already");
        if (duty.State == DutyState.Waived)
            return Faults.Refused("duty.waived", "nghĩa vụ đã được miễn", "the duty is waived");
        if (duty.State == DutyState.Lapsed)
            return Faults.Refused("duty.lapsed", "nghĩa vụ không còn áp dụng", "the duty is no longer asked for");
        (duty.State, duty.DoneAt, duty.DoneBy, duty.EvidenceNote) = (DutyState.Done, now, request.Actor.Name, request.EvidenceNote.Trim());
        duty.NextAt = null;
        duty.Version++;
        return null;
    }
}
