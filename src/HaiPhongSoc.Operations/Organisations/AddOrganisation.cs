using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <param name="Code">Lower-case letters, digits and dashes; stays for ever.</param>
/// <param name="ParentCode">Whom it stands under; null = nobody.</param>
/// <param name="ValidFrom">Its first day.</param>
public sealed record AddOrganisation(
    Actor Actor, string Code, string Name, OrganisationKind Kind, string? ParentCode, string? Phone, DateOnly? ValidFrom) : ICommand<OrganisationVersion>;

/// <summary>The new state of a changed organisation: pass <paramref name="Version"/> with the next change.</summary>
public sealed record OrganisationVersion(string Code, long Version);

internal sealed class AddOrganisationValidator : AbstractValidator<AddOrganisation>
{
    public AddOrganisationValidator()
    {
        RuleFor(r => r.Code).Must(Codes.Is).WithMessage(Codes.Wanted);
        RuleFor(r => r.Name).Filled(300).WithMessage("ghi tên cơ quan (nhiều nhất 300 ký tự) | give the organisation's name (300 characters at most)");
        RuleFor(r => r.Kind).IsInEnum().WithMessage("chọn loại cơ quan | choose the kind of organisation");
        RuleFor(r => r.Phone).MaximumLength(50).WithMessage("số điện thoại nhiều nhất 50 ký tự | a telephone number has 50 characters at most");
    }
}

internal sealed class AddOrganisationHandler(OperationsDbContext database, OrganisationChanges changes, CityTime time)
    : IRequestHandler<AddOrganisation, Outcome<OrganisationVersion>>
{
    public async Task<Outcome<OrganisationVersion>> Handle(AddOrganisation request, CancellationToken cancellationToken)
    {
        if (!database.Reach.IsCity)
            return Faults.Forbidden;
        if (await database.Organisations.AnyAsync(o => o.Code == request.Code, cancellationToken))
            return Faults.Refused("organisation.code", $"mã {request.Code} đã có cơ quan dùng: chọn mã khác", $"the code {request.Code} is taken: choose another");
        if (await changes.CheckParentAsync(request.Code, request.ParentCode, cancellationToken) is { } fault)
            return fault;
        var organisation = new OrganisationRecord { Code = request.Code, Name = request.Name.Trim(), ValidFrom = request.ValidFrom ?? time.DayOf(time.Now) };
        (organisation.Kind, organisation.ParentCode, organisation.Phone) = (request.Kind, request.ParentCode, request.Phone?.Trim());
        organisation.RefreshSearchText();
        database.Add(organisation);
        await changes.TellAsync(request.Actor, organisation, new Wording("thêm cơ quan", "added"), cancellationToken);
        return new OrganisationVersion(organisation.Code, organisation.Version);
    }
}
