using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>
/// Hạn chế truy cập: the incident and its alerts are open to the named accounts only, whatever others' roles say. No accounts = open to everybody again.
/// Who restricts stays named; for an administrator there is <see cref="OpenIncidentTo"/>.
/// </summary>
public sealed record RestrictIncident(Actor Actor, string Number, long Version, IReadOnlyList<string> AccountIds, string Reason) : ICommand<Changed>;

internal sealed class RestrictIncidentValidator : AbstractValidator<RestrictIncident>
{
    public RestrictIncidentValidator()
    {
        RuleFor(r => r.Reason).Filled(2_000)
            .WithMessage("ghi lý do hạn chế hoặc mở lại (nhiều nhất 2.000 ký tự) | say why it is restricted or opened again (2,000 characters at most)");
        RuleFor(r => r.AccountIds).Must(ids => ids.Count <= 50)
            .WithMessage("nhiều nhất 50 người | 50 people at most");
    }
}

internal sealed class RestrictIncidentHandler(OperationsDbContext database, IncidentChanges incidents) : IRequestHandler<RestrictIncident, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(RestrictIncident request, CancellationToken cancellationToken)
    {
        return incidents.ChangeAsync(
            request.Actor, request.Number, request.Version, (incident, _) => DecideAsync(incident, request, cancellationToken), cancellationToken);
    }

    private async Task<Outcome<DiaryEntry>> DecideAsync(IncidentRecord incident, RestrictIncident request, CancellationToken cancellationToken)
    {
        var wanted = request.AccountIds.Distinct(StringComparer.Ordinal).ToList();
        var restrict = wanted.Count > 0;
        if (restrict && incident.MayRead(request.Actor.AccountId) && !wanted.Contains(request.Actor.AccountId, StringComparer.Ordinal) && !incident.Restricted)
            wanted.Add(request.Actor.AccountId);
        var names = await database.Users.Where(u => wanted.Contains(u.Id)).OrderBy(u => u.DisplayName)
            .ToDictionaryAsync(u => u.Id, u => u.DisplayName, StringComparer.Ordinal, cancellationToken);
        if (wanted.Find(id => !names.ContainsKey(id)) is not null)
            return Faults.Invalid("incident.no-account", "có người không còn tài khoản: tải lại danh sách", "somebody named has no account any more: load the list again");

        incident.Restricted = restrict;
        incident.People.RemoveAll(p => !names.ContainsKey(p.AccountId));
        incident.People.AddRange(names.Keys.Where(id => incident.People.TrueForAll(p => p.AccountId != id))
            .Select(id => new IncidentPerson { IncidentId = incident.Id, AccountId = id }).ToList());
        foreach (var alert in await database.Alerts.Where(a => a.IncidentId == incident.Id).ToListAsync(cancellationToken))
            alert.Restricted = restrict;
        var reason = request.Reason.Trim();
        var people = string.Join(", ", names.Values);
        return new DiaryEntry(
            TimelineKind.Restricted,
            restrict
                ? new Wording($"hạn chế truy cập: chỉ {people} — {reason}", $"restricted to {people} — {reason}")
                : new Wording($"bỏ hạn chế truy cập — {reason}", $"open to everybody again — {reason}"));
    }
}

/// <summary>Somebody to whom a restricted incident is open.</summary>
internal sealed class IncidentPerson : IEntityTypeConfiguration<IncidentPerson>
{
    public long IncidentId { get; init; }

    public string AccountId { get; init; } = "";

    public void Configure(EntityTypeBuilder<IncidentPerson> builder)
    {
        builder.ToTable("IncidentPeople");
        builder.HasKey(p => new { p.IncidentId, p.AccountId });
    }
}
