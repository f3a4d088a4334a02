using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// Đăng ký hệ thống thông tin: it stands in the register from then on, without a conclusion that it is secure, so that it may not be in use yet
/// (Plan 40, principle 1).
/// </summary>
/// <param name="Code">Lower-case letters, digits and dashes; stays for ever.</param>
/// <param name="OwnerCode">Chủ quản: code of an organisation.</param>
/// <param name="OperatorCode">Đơn vị vận hành; null = the owner itself.</param>
/// <param name="HasRealData">It holds real data, also while it is tried.</param>
public sealed record AddSystem(Actor Actor, string Code, string Name, string OwnerCode, string? OperatorCode, bool HasRealData) : ICommand<SystemVersion>;

/// <summary>The new state of a changed system: pass <paramref name="Version"/> with the next change.</summary>
public sealed record SystemVersion(string Code, long Version);

internal sealed class AddSystemValidator : AbstractValidator<AddSystem>
{
    public AddSystemValidator()
    {
        RuleFor(r => r.Code).Must(Codes.Is).WithMessage(Codes.Wanted);
        RuleFor(r => r.Name).Filled(300).WithMessage("ghi tên hệ thống (nhiều nhất 300 ký tự) | give the system's name (300 characters at most)");
    }
}

internal sealed class AddSystemHandler(OperationsDbContext database, SystemChanges changes) : IRequestHandler<AddSystem, Outcome<SystemVersion>>
{
    public async Task<Outcome<SystemVersion>> Handle(AddSystem request, CancellationToken cancellationToken)
    {
        if (await database.Systems.IgnoreQueryFilters().AnyAsync(s => s.Code == request.Code, cancellationToken))
        {
            return SystemChanges.Of("system.code", nameof(request.Code), new Wording(
                $"mã {request.Code} đã có hệ thống dùng: chọn mã khác", $"the code {request.Code} is taken: choose another"));
        }

        if (await changes.CheckOrganisationAsync(request.OwnerCode, nameof(request.OwnerCode), mustReach: true, cancellationToken) is { } owner)
            return owner;
        if (await changes.CheckOrganisationAsync(request.OperatorCode, nameof(request.OperatorCode), mustReach: false, cancellationToken) is { } unit)
            return unit;
        var system = new SystemRecord
        {
            Code = request.Code,
            Name = request.Name.Trim(),
            OwnerCode = request.OwnerCode,
            OperatorCode = request.OperatorCode,
            Status = SystemStatus.NotConcludedSecure,
            HasRealData = request.HasRealData,
        };
        system.RefreshSearchText();
        database.Add(system);
        changes.Tell(system, request.Actor, new Wording("đăng ký hệ thống", "registered"));
        await changes.SaveAsync(cancellationToken);
        return new SystemVersion(system.Code, system.Version);
    }
}
