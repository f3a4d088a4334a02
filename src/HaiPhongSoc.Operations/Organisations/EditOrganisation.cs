using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>Changes what is known of an organisation. With another name the one of before stays known, with the day and the decision of the change.</summary>
/// <param name="Organisation">Its code.</param>
/// <param name="RenamedOn">The first day of another name; null = today, and used only where the name is another.</param>
/// <param name="Decision">The decision behind another name.</param>
public sealed record EditOrganisation(
    Actor Actor, string Organisation, long Version, string Name, OrganisationKind Kind, string? ParentCode, string? Phone, DateOnly? RenamedOn, string? Decision) : ICommand<OrganisationVersion>;

/// <summary>Ends an organisation (sáp nhập, giải thể): it owes nothing from then on, and its records stay readable.</summary>
/// <param name="LastDay">Its last day.</param>
/// <param name="Successor">Code of who took over its work; null = nobody.</param>
public sealed record EndOrganisation(Actor Actor, string Organisation, long Version, DateOnly LastDay, string? Successor, string Decision) : ICommand<OrganisationVersion>;

/// <summary>Takes an end back that was entered wrongly.</summary>
public sealed record ReviveOrganisation(Actor Actor, string Organisation, long Version, string Reason) : ICommand<OrganisationVersion>;

internal sealed class EditOrganisationValidator : AbstractValidator<EditOrganisation>
{
    public EditOrganisationValidator()
    {
        RuleFor(r => r.Name).Filled(300).WithMessage("ghi tên cơ quan (nhiều nhất 300 ký tự) | give the organisation's name (300 characters at most)");
        RuleFor(r => r.Kind).IsInEnum().WithMessage("chọn loại cơ quan | choose the kind of organisation");
        RuleFor(r => r.Phone).MaximumLength(50).WithMessage("số điện thoại nhiều nhất 50 ký tự | a telephone number has 50 characters at most");
        RuleFor(r => r.Decision).MaximumLength(300).WithMessage("số quyết định nhiều nhất 300 ký tự | a decision has 300 characters at most");
    }
}

internal sealed class EndOrganisationValidator : AbstractValidator<EndOrganisation>
{
    public EndOrganisationValidator()
    {
        RuleFor(r => r.Decision).Filled(300).WithMessage("ghi số, ngày quyết định (nhiều nhất 300 ký tự) | give the decision's number and date (300 characters at most)");
        RuleFor(r => r.LastDay).Must(day => day.Year is >= 1990 and <= 2200).WithMessage("ghi ngày hoạt động cuối cùng | give its last day");
    }
}

internal sealed class ReviveOrganisationValidator : AbstractValidator<ReviveOrganisation>
{
    public ReviveOrganisationValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
}

internal sealed class EditOrganisationHandler(OrganisationChanges changes, CityTime time) : IRequestHandler<EditOrganisation, Outcome<OrganisationVersion>>
{
    public async Task<Outcome<OrganisationVersion>> Handle(EditOrganisation request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Organisation, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var organisation = found.Value;
        if (await changes.CheckParentAsync(organisation.Code, request.ParentCode, cancellationToken) is { } fault)
            return fault;
        var before = organisation.Name;
        var isRenamed = organisation.Rename(request.Name.Trim(), request.RenamedOn ?? time.DayOf(time.Now), request.Decision?.Trim());
        (organisation.Kind, organisation.ParentCode, organisation.Phone) = (request.Kind, request.ParentCode, request.Phone?.Trim());
        organisation.Version++;
        var what = isRenamed
            ? new Wording($"đổi tên: «{before}» → «{organisation.Name}»", $"renamed: “{before}” → “{organisation.Name}”")
            : new Wording("sửa thông tin cơ quan", "details edited");
        await changes.TellAsync(request.Actor, organisation, what, cancellationToken);
        return new OrganisationVersion(organisation.Code, organisation.Version);
    }
}

internal sealed class EndOrganisationHandler(OperationsDbContext database, OrganisationChanges changes) : IRequestHandler<EndOrganisation, Outcome<OrganisationVersion>>
{
    public async Task<Outcome<OrganisationVersion>> Handle(EndOrganisation request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Organisation, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var organisation = found.Value;
        var successor = request.Successor is { Length: > 0 } code ? await database.Organisations.SingleOrDefaultAsync(o => o.Code == code, cancellationToken) : null;
        if (Decide(organisation, request, successor) is { } fault)
            return fault;
        (organisation.ValidTo, organisation.SuccessorCode, organisation.EndDecision) = (request.LastDay, successor?.Code, request.Decision.Trim());
        organisation.Version++;
        await changes.TellAsync(
            request.Actor,
            organisation,
            new Wording(
                $"kết thúc hoạt động{(successor is null ? "" : $", {successor.Name} kế thừa")} — {organisation.EndDecision}",
                $"ended{(successor is null ? "" : $", succeeded by {successor.Name}")} — {organisation.EndDecision}"),
            cancellationToken);
        return new OrganisationVersion(organisation.Code, organisation.Version);
    }

    internal static Fault? Decide(OrganisationRecord organisation, EndOrganisation request, OrganisationRecord? successor)
    {
        if (organisation.ValidTo is not null)
            return OrganisationFaults.Ended;
        if (request.LastDay < organisation.ValidFrom)
            return Faults.Invalid("organisation.last-day", "ngày cuối trước ngày bắt đầu hoạt động", "the last day is before its first");
        if (string.IsNullOrEmpty(request.Successor))
            return null;
        return successor is null || successor.Code == organisation.Code || successor.ValidTo <= request.LastDay
            ? Faults.Invalid("organisation.successor", "cơ quan kế thừa phải là một cơ quan khác còn hoạt động", "the successor is another organisation that goes on")
            : null;
    }
}

internal sealed class ReviveOrganisationHandler(OrganisationChanges changes) : IRequestHandler<ReviveOrganisation, Outcome<OrganisationVersion>>
{
    public async Task<Outcome<OrganisationVersion>> Handle(ReviveOrganisation request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Organisation, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var organisation = found.Value;
        if (organisation.ValidTo is null)
            return Faults.Refused("organisation.goes-on", "cơ quan này đang hoạt động", "this organisation goes on");
        (organisation.ValidTo, organisation.SuccessorCode, organisation.EndDecision) = (null, null, null);
        organisation.Version++;
        await changes.TellAsync(request.Actor, organisation, new Wording($"hoạt động trở lại — {request.Reason.Trim()}", $"goes on again — {request.Reason.Trim()}"), cancellationToken);
        return new OrganisationVersion(organisation.Code, organisation.Version);
    }
}
