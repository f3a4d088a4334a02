using FluentValidation;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>An administrator names the people of a restricted incident, without reading it: where those who were named are gone.</summary>
public sealed record OpenIncidentTo(Actor Actor, string Number, IReadOnlyList<string> AccountIds, string Reason) : ICommand<Changed>, INeedsApproval;

internal sealed class OpenIncidentToValidator : AbstractValidator<OpenIncidentTo>
{
    public OpenIncidentToValidator()
    {
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
        RuleFor(r => r.AccountIds).Must(ids => ids.Count is > 0 and <= 50).WithMessage("chọn từ 1 đến 50 người | choose 1 to 50 people");
    }
}

internal sealed class OpenIncidentToHandler(OperationsDbContext database, RestrictIncidentHandler restrict) : IRequestHandler<OpenIncidentTo, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(OpenIncidentTo request, CancellationToken cancellationToken)
    {
        if (!database.Reach.IsCity)
            return Faults.Forbidden;

        // Naming people is all that is done here: the incident is not shown by it.
        database.Reach = Reach.Program;
        var version = await database.Incidents.Where(i => i.Number == request.Number && i.Restricted).Select(i => (long?)i.Version).SingleOrDefaultAsync(cancellationToken);
        if (version is null)
            return Faults.NotFound($"sự cố hạn chế {request.Number}", $"restricted incident {request.Number}");
        return await restrict.Handle(new RestrictIncident(request.Actor, request.Number, version.Value, request.AccountIds, request.Reason), cancellationToken);
    }
}

internal sealed class OpenIncidentToCase(OperationsDbContext database) : IApprovalCase<OpenIncidentTo>
{
    public async Task<Outcome<ApprovalCase>> OfAsync(OpenIncidentTo command, CancellationToken cancellationToken)
    {
        if (!database.Reach.IsCity)
            return Faults.Forbidden;
        var incident = await database.Incidents.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(i => i.Number == command.Number && i.Restricted, cancellationToken);
        if (incident is null)
            return Faults.NotFound($"sự cố hạn chế {command.Number}", $"restricted incident {command.Number}");
        var names = await database.Users.Where(u => command.AccountIds.Contains(u.Id)).OrderBy(u => u.DisplayName).Select(u => u.DisplayName).ToListAsync(cancellationToken);
        if (names.Count != command.AccountIds.Distinct(StringComparer.Ordinal).Count())
            return Faults.Invalid("incident.no-account", "có người không còn tài khoản: tải lại danh sách", "somebody named has no account any more: load the list again");
        var people = string.Join(", ", names);
        return new ApprovalCase(
            new Wording($"mở sự cố hạn chế {incident.Number} cho {people}", $"open restricted incident {incident.Number} to {people}"),
            $"incident:{incident.Number}",
            incident.Version,
            command.AccountIds,
            IsProtected: false);
    }
}
