using FluentValidation;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using MediatR;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// A person decides which conditions of law the incident fulfils; clocks of these, and of what the profile says that they imply, run from T0 (or from this
/// decision, where the profile says so), clocks of the others stop. The law does not define "nghiêm trọng": the program proposes nothing here, and keeps who decided it and why. A clock that was
/// met stays as it was recorded.
/// </summary>
/// <param name="Conditions">Keys of <see cref="IncidentClockView.Condition"/> that hold, without those implied; empty = none.</param>
/// <param name="Reason">Mandatory.</param>
public sealed record ClassifyIncident(
    Actor Actor, string Number, long Version, IReadOnlyList<string> Conditions, string Reason) : ICommand<Changed>;

internal sealed class ClassifyIncidentValidator : AbstractValidator<ClassifyIncident>
{
    public ClassifyIncidentValidator()
    {
        RuleFor(r => r.Conditions).NotNull().WithMessage("thiếu danh sách điều kiện | the list of conditions is missing");
        RuleFor(r => r.Reason).Filled(4_000).WithMessage("ghi căn cứ phân loại (nhiều nhất 4.000 ký tự) | say why (4,000 characters at most)");
    }
}

internal sealed class ClassifyIncidentHandler(IncidentChanges incidents, Rulebook rulebook) : IRequestHandler<ClassifyIncident, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(ClassifyIncident request, CancellationToken cancellationToken) =>
        incidents.ChangeAsync(
            request.Actor,
            request.Number,
            request.Version,
            (incident, now) => Decide(incident, request, rulebook.Regulation, now),
            cancellationToken);

    internal static Outcome<DiaryEntry> Decide(IncidentRecord incident, ClassifyIncident request, RegulationProfile regulation, long now)
    {
        if (incident.State == IncidentState.Closed)
            return Faults.Refused("incident.closed", "sự cố đã đóng: mở lại trước", "the incident is closed: reopen it first");
        var unknown = request.Conditions.Except(incident.Clocks.Select(c => c.Condition), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            return Faults.Invalid(
                "incident.condition", $"không có điều kiện {string.Join(", ", unknown)}", $"there is no condition {string.Join(", ", unknown)}");
        }

        var (conditions, decided) = (regulation.Conditions, request.Conditions.ToHashSet(StringComparer.Ordinal));
        var implied = conditions.Where(c => decided.Contains(c.Key)).SelectMany(c => c.Implies).Except(decided, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        foreach (var clock in incident.Clocks.Where(c => c.DoneAt is null))
        {
            var runs = decided.Contains(clock.Condition) || implied.Contains(clock.Condition);
            if (runs && !clock.Running && regulation.Clocks.FirstOrDefault(r => r.Id == clock.ClockId) is { FromDecision: true } rule)
                clock.DueAt = now + rule.Limit.Microseconds();
            clock.Running = runs;
        }

        incident.Serious = conditions.Any(c => c.IsSerious && (decided.Contains(c.Key) || implied.Contains(c.Key)));
        return new DiaryEntry(TimelineKind.Classified, What(Titles(incident, decided), Titles(incident, implied), request.Reason.Trim()));
    }

    private static List<Wording> Titles(IncidentRecord incident, HashSet<string> conditions) =>
        [.. incident.Clocks.Where(c => conditions.Contains(c.Condition)).Select(c => c.AppliesWhen).Distinct()];

    private static Wording What(List<Wording> decided, List<Wording> implied, string reason)
    {
        if (decided.Count == 0)
        {
            return new Wording(
                $"phân loại: không điều kiện nào của luật được đáp ứng — {reason}", $"classified: no condition of the law holds — {reason}");
        }

        var vi = implied.Count == 0 ? "" : $" (kéo theo: {string.Join("; ", implied.Select(w => w.Vi))})";
        var en = implied.Count == 0 ? "" : $" (which implies: {string.Join("; ", implied.Select(w => w.En))})";
        return new Wording(
            $"phân loại: {string.Join("; ", decided.Select(w => w.Vi))}{vi} — {reason}",
            $"classified: {string.Join("; ", decided.Select(w => w.En))}{en} — {reason}");
    }
}
