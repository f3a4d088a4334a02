using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// Moves a system on in its life. Into operation only with the conclusion "đủ điều kiện đưa vào vận hành" (Plan 40, principle 1), which the city's
/// specialised unit records; what stops or restricts a system its owner says too.
/// </summary>
/// <param name="Document">Of the conclusion: number and issuer. For <see cref="SystemStatus.InOperation"/> only.</param>
/// <param name="ConcludedOn">Its date.</param>
/// <param name="Reason">For every other state.</param>
public sealed record ChangeSystemStatus(
    Actor Actor, string Code, long Version, SystemStatus Status, string? Document, DateOnly? ConcludedOn, string? Reason) : ICommand<SystemVersion>;

internal sealed class ChangeSystemStatusValidator : AbstractValidator<ChangeSystemStatus>
{
    public ChangeSystemStatusValidator()
    {
        RuleFor(r => r.Status).IsInEnum().WithMessage("chọn trạng thái | choose the state");
        RuleFor(r => r.Document!).Filled(300).When(r => r.Status == SystemStatus.InOperation)
            .WithMessage("ghi số, cơ quan ban hành văn bản kết luận đủ điều kiện (nhiều nhất 300 ký tự) | give the number and issuer of the conclusion (300 characters at most)");
        RuleFor(r => r.ConcludedOn).Must(day => day is { Year: >= 1990 and <= 2200 }).When(r => r.Status == SystemStatus.InOperation)
            .WithMessage("ghi ngày kết luận | give the conclusion's date");
        RuleFor(r => r.Reason!).Filled(1_000).When(r => r.Status != SystemStatus.InOperation)
            .WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
    }
}

internal sealed class ChangeSystemStatusHandler(OperationsDbContext database, SystemChanges changes, CityTime time) : IRequestHandler<ChangeSystemStatus, Outcome<SystemVersion>>
{
    public async Task<Outcome<SystemVersion>> Handle(ChangeSystemStatus request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var system = found.Value;
        if (Decide(system, request, database.Reach.IsCity, time.DayOf(time.Now)) is { } fault)
            return fault;
        system.Status = request.Status;
        if (request.Status == SystemStatus.InOperation)
            (system.Conclusion, system.ConcludedOn) = (request.Document!.Trim(), request.ConcludedOn);
        else if (request.Status == SystemStatus.NotConcludedSecure)
            (system.Conclusion, system.ConcludedOn) = (null, null);
        changes.Changed(system, request.Actor, Said(system, request));
        await changes.SaveAsync(cancellationToken);
        return new SystemVersion(system.Code, system.Version);
    }

    internal static Fault? Decide(SystemRecord system, ChangeSystemStatus request, bool isCity, DateOnly today)
    {
        if (request.Status != SystemStatus.InOperation)
        {
            return system.Status == request.Status
                ? Faults.Refused("system.status", "hệ thống đã ở trạng thái này", "the system is in that state already")
                : null;
        }

        if (!isCity)
        {
            return Faults.Refused(
                "system.conclusion",
                "kết luận đủ điều kiện đưa vào vận hành do đơn vị chuyên trách của thành phố ghi: gửi văn bản kết luận cho Trung tâm",
                "the conclusion that it may be in operation is recorded by the city's specialised unit: send it to the centre");
        }

        if (system.EffectiveLevel == 0)
            return Faults.Refused("system.no-level", "chưa xác định cấp độ: xác định cấp độ trước khi đưa vào vận hành", "it has no level yet: determine it before it goes into operation");
        return request.ConcludedOn > today
            ? SystemChanges.Of("system.concluded-on", nameof(request.ConcludedOn), new Wording("ngày kết luận còn ở phía trước", "the conclusion's date lies ahead"))
            : null;
    }

    private static Wording Said(SystemRecord system, ChangeSystemStatus request)
    {
        var status = StatusWords.Of(request.Status);
        return request.Status == SystemStatus.InOperation
            ? new Wording(
                FormattableString.Invariant($"{status.Vi}: kết luận đủ điều kiện {system.Conclusion} ngày {system.ConcludedOn:dd/MM/yyyy}"),
                FormattableString.Invariant($"{status.En}: concluded secure by {system.Conclusion} of {system.ConcludedOn:yyyy-MM-dd}"))
            : new Wording($"{status.Vi} — {request.Reason!.Trim()}", $"{status.En} — {request.Reason!.Trim()}");
    }
}

internal static class StatusWords
{
    public static Wording Of(SystemStatus status) => status switch
    {
        SystemStatus.InOperation => new Wording("đưa vào vận hành", "put into operation"),
        SystemStatus.Test => new Wording("chuyển sang thử nghiệm", "put on trial"),
        SystemStatus.NotConcludedSecure => new Wording("chưa kết luận bảo đảm an toàn", "not concluded secure"),
        _ => new Wording("ngừng vận hành", "retired"),
    };
}
