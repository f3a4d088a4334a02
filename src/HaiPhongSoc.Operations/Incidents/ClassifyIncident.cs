using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// A person decides which conditions of law the incident fulfils; clocks of these run from T0, clocks of the others stop. The law does not define
/// "nghiêm trọng": the program proposes nothing here, and keeps who decided it and why. A clock that was met stays as it was recorded.
/// </summary>
/// <param name="Conditions">Keys of <see cref="IncidentClockView.Condition"/> that hold; empty = none.</param>
/// <param name="Reason">Mandatory.</param>
public sealed record ClassifyIncident(
    Actor Actor, string Number, long Version, IReadOnlyList<string> Conditions, string Reason) : ICommand<Changed>;

internal sealed class ClassifyIncidentValidator : AbstractValidator<ClassifyIncident>
{
    public ClassifyIncidentValidator()
    {
        RuleFor(r => r.Conditions).NotNull().WithMessage("thiếu danh sách điều kiện | the list of conditions is missing");
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(4_000).WithMessage("ghi căn cứ phân loại (nhiều nhất 4.000 ký tự) | say why (4,000 characters at most)");
    }
}

internal sealed class ClassifyIncidentHandler(IncidentChanges incidents, Rulebook rulebook) : IRequestHandler<ClassifyIncident, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(ClassifyIncident request, CancellationToken cancellationToken)
    {
        var serious = rulebook.Regulation.Clocks.Where(c => c.IsSerious).Select(c => c.Condition).ToHashSet(StringComparer.Ordinal);
        return incidents.ChangeAsync(
            request.Actor, request.Number, request.Version, (incident, _) => Decide(incident, request, serious), cancellationToken);
    }

    internal static Outcome<DiaryEntry> Decide(IncidentRecord incident, ClassifyIncident request, IReadOnlySet<string> serious)
    {
        if (incident.State == IncidentState.Closed)
            return Faults.Refused("incident.closed", "sự cố đã đóng: mở lại trước", "the incident is closed: reopen it first");
        var unknown = request.Conditions.Except(incident.Clocks.Select(c => c.Condition), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            return Faults.Invalid(
                "incident.condition", $"không có điều kiện {string.Join(", ", unknown)}", $"there is no condition {string.Join(", ", unknown)}");
        }

        foreach (var clock in incident.Clocks.Where(c => c.DoneAt is null))
            clock.Running = request.Conditions.Contains(clock.Condition, StringComparer.Ordinal);
        incident.Serious = request.Conditions.Any(serious.Contains);
        var holding = incident.Clocks.Where(c => request.Conditions.Contains(c.Condition, StringComparer.Ordinal)).Select(c => c.AppliesWhen).Distinct().ToList();
        var (vi, en) = holding.Count == 0
            ? ("không điều kiện nào của luật được đáp ứng", "no condition of the law holds")
            : (string.Join("; ", holding.Select(h => h.Vi)), string.Join("; ", holding.Select(h => h.En)));
        return new DiaryEntry(
            TimelineKind.Classified, new Wording($"phân loại: {vi} — {request.Reason.Trim()}", $"classified: {en} — {request.Reason.Trim()}"));
    }
}
