using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>The notice or report of a running clock was sent; <paramref name="Evidence"/> says how (document number, channel).</summary>
public sealed record MeetClock(Actor Actor, string Number, long Version, long ClockId, string Evidence) : ICommand<Changed>;

internal sealed class MeetClockValidator : AbstractValidator<MeetClock>
{
    public MeetClockValidator() =>
        RuleFor(r => r.Evidence).Filled(4_000)
            .WithMessage("ghi số văn bản, kênh gửi (nhiều nhất 4.000 ký tự) | give the document's number and channel (4,000 characters at most)");
}

internal sealed class MeetClockHandler(IncidentChanges incidents) : IRequestHandler<MeetClock, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(MeetClock request, CancellationToken cancellationToken) =>
        incidents.ChangeAsync(
            request.Actor, request.Number, request.Version, (incident, now) => Decide(incident, request, now), cancellationToken);

    internal static Outcome<DiaryEntry> Decide(IncidentRecord incident, MeetClock request, long now)
    {
        var clock = incident.Clocks.Find(c => c.Id == request.ClockId);
        if (clock is null)
            return Faults.NotFound("thời hạn này", "this clock");
        if (!clock.Running)
            return Faults.Refused("clock.not-running", "thời hạn này chưa áp dụng: phân loại sự cố trước", "this clock does not run: classify the incident first");
        if (clock.DoneAt is not null)
            return Faults.Refused("clock.met", "thời hạn này đã hoàn thành", "this clock is met already");
        (clock.DoneAt, clock.DoneBy, clock.Evidence) = (now, request.Actor.Name, request.Evidence.Trim());
        var late = now > clock.DueAt;
        return new DiaryEntry(
            TimelineKind.ClockMet,
            new Wording(
                $"{clock.Title.Vi}: đã gửi{(late ? " (quá hạn)" : "")} — {request.Evidence.Trim()}",
                $"{clock.Title.En}: sent{(late ? " (late)" : "")} — {request.Evidence.Trim()}"));
    }
}
