using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using MediatR;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Changes who a system belongs to, who runs it, whom to call, and whether it holds real data.</summary>
/// <param name="OperatorCode">Null = the owner itself.</param>
/// <param name="Contact">Null = nobody is named.</param>
public sealed record EditSystem(
    Actor Actor, string Code, long Version, string Name, string OwnerCode, string? OperatorCode, bool HasRealData, SystemContact? Contact) : ICommand<SystemVersion>;

internal sealed class EditSystemValidator : AbstractValidator<EditSystem>
{
    public EditSystemValidator()
    {
        RuleFor(r => r.Name).Filled(300).WithMessage("ghi tên hệ thống (nhiều nhất 300 ký tự) | give the system's name (300 characters at most)");
        RuleFor(r => r.Contact!.Name).Filled(200).When(r => r.Contact is not null)
            .WithMessage("ghi họ tên người liên hệ (nhiều nhất 200 ký tự) | give the contact's name (200 characters at most)");
        RuleFor(r => r.Contact!.Phone).MaximumLength(50).When(r => r.Contact is not null)
            .WithMessage("số điện thoại nhiều nhất 50 ký tự | a telephone number has 50 characters at most");
        RuleFor(r => r.Contact!.Email).MaximumLength(200).When(r => r.Contact is not null)
            .WithMessage("thư điện tử nhiều nhất 200 ký tự | an e-mail address has 200 characters at most");
    }
}

internal sealed class EditSystemHandler(OperationsDbContext database, SystemChanges changes, RecordBook records) : IRequestHandler<EditSystem, Outcome<SystemVersion>>
{
    public async Task<Outcome<SystemVersion>> Handle(EditSystem request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Code, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var system = found.Value;
        if (request.OwnerCode != system.OwnerCode && await changes.CheckOrganisationAsync(request.OwnerCode, nameof(request.OwnerCode), mustReach: true, cancellationToken) is { } owner)
            return owner;
        if (request.OperatorCode != system.OperatorCode && await changes.CheckOrganisationAsync(request.OperatorCode, nameof(request.OperatorCode), mustReach: false, cancellationToken) is { } unit)
            return unit;
        var said = Difference(system, request);
        (system.Name, system.OwnerCode, system.OperatorCode, system.HasRealData) = (request.Name.Trim(), request.OwnerCode, request.OperatorCode, request.HasRealData);
        (system.ContactName, system.ContactPhone, system.ContactEmail) = (request.Contact?.Name.Trim(), Text(request.Contact?.Phone), Text(request.Contact?.Email));
        system.RefreshSearchText();
        if (!database.ChangeTracker.HasChanges())
            return new SystemVersion(system.Code, system.Version);
        if (await records.CheckRolesAsync(system, nameof(request.OperatorCode), cancellationToken) is { } sameUnit)
            return sameUnit;
        changes.Changed(system, request.Actor, said);
        await changes.SaveAsync(cancellationToken);
        return new SystemVersion(system.Code, system.Version);
    }

    private static Wording Difference(SystemRecord system, EditSystem request)
    {
        List<Wording> said = [];
        if (system.Name != request.Name.Trim())
            said.Add(new Wording($"tên «{system.Name}» → «{request.Name.Trim()}»", $"name “{system.Name}” → “{request.Name.Trim()}”"));
        if (system.OwnerCode != request.OwnerCode)
            said.Add(new Wording($"chủ quản {system.OwnerCode} → {request.OwnerCode}", $"owner {system.OwnerCode} → {request.OwnerCode}"));
        if (system.OperatorCode != request.OperatorCode)
            said.Add(new Wording($"đơn vị vận hành {system.OperatorCode ?? "—"} → {request.OperatorCode ?? "—"}", $"operator {system.OperatorCode ?? "—"} → {request.OperatorCode ?? "—"}"));
        if (system.HasRealData != request.HasRealData)
            said.Add(request.HasRealData ? new Wording("có dữ liệu thật", "holds real data") : new Wording("không có dữ liệu thật", "holds no real data"));
        return said.Count == 0
            ? new Wording("sửa thông tin liên hệ", "contact edited")
            : new Wording("sửa: " + string.Join("; ", said.Select(s => s.Vi)), "edited: " + string.Join("; ", said.Select(s => s.En)));
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
