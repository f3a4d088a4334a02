using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>What people say of a service account.</summary>
/// <param name="OwnerId">The account of the person who answers for it.</param>
/// <param name="Roles">What its tokens can be issued for; the issuer must be able to grant each.</param>
/// <param name="OrganisationCode">Null = the whole city.</param>
public sealed record ServiceAccountDraft(string Name, string Purpose, string OwnerId, IReadOnlyList<string> Roles, string? OrganisationCode = null);

/// <summary>A new service account; it has no token yet, so it can do nothing.</summary>
public sealed record CreateServiceAccount(Actor Actor, ServiceAccountDraft Draft) : ICommand<ServiceAccountCreated>;

public sealed record ServiceAccountCreated(string Id, long Version);

internal sealed class CreateServiceAccountValidator : AbstractValidator<CreateServiceAccount>
{
    public CreateServiceAccountValidator() => RuleFor(r => r.Draft).SetValidator(new ServiceAccountDraftValidator());
}

internal sealed class ServiceAccountDraftValidator : AbstractValidator<ServiceAccountDraft>
{
    public ServiceAccountDraftValidator()
    {
        RuleFor(d => d.Name).Filled(100)
            .WithMessage("đặt tên cho tài khoản dịch vụ (nhiều nhất 100 ký tự) | name the service account (100 characters at most)");
        RuleFor(d => d.Purpose).Filled(1_000)
            .WithMessage("ghi mục đích sử dụng (nhiều nhất 1.000 ký tự) | say what it is for (1,000 characters at most)");
        RuleFor(d => d.OwnerId).NotEmpty().WithMessage("chọn người chịu trách nhiệm | choose who answers for it");
        RuleFor(d => d.Roles).NotEmpty().WithMessage("chọn ít nhất một vai trò | choose one role at least");
    }
}

internal sealed class CreateServiceAccountHandler(OperationsDbContext database, ServiceAccountChecks checks, CityTime time)
    : IRequestHandler<CreateServiceAccount, Outcome<ServiceAccountCreated>>
{
    public async Task<Outcome<ServiceAccountCreated>> Handle(CreateServiceAccount request, CancellationToken cancellationToken)
    {
        if (await checks.FaultOfAsync(request.Actor, request.Draft, except: null, cancellationToken) is { } fault)
            return fault;
        var account = new ServiceAccount { Id = "sa-" + TokenText.NewId(), CreatedAt = time.Now };
        ServiceAccountChecks.Write(account, request.Draft);
        database.Add(account);
        database.Add(HistoryRecord.Of(
            account.Subject, time.Now, request.Actor, new Wording($"tạo tài khoản dịch vụ {account.Name}", $"created service account {account.Name}")));
        return new ServiceAccountCreated(account.Id, account.Version);
    }
}

/// <summary>What holds for a service account whoever writes it.</summary>
internal sealed class ServiceAccountChecks(OperationsDbContext database)
{
    public async Task<Fault?> FaultOfAsync(Actor actor, ServiceAccountDraft draft, string? except, CancellationToken cancellationToken)
    {
        var name = draft.Name.Trim();
        if (await database.ServiceAccounts.IgnoreQueryFilters().AnyAsync(a => a.Name == name && a.Id != except, cancellationToken))
            return Faults.Refused("service-account.name", $"đã có tài khoản dịch vụ tên {name}: đặt tên khác", $"there is a service account {name} already: choose another name");
        if (!await database.Users.AnyAsync(u => u.Id == draft.OwnerId, cancellationToken))
            return Faults.Invalid("service-account.owner", "người chịu trách nhiệm không còn tài khoản: chọn người khác", "who answers for it has no account any more: choose somebody else");
        if (draft.OrganisationCode is { } code && !await database.Organisations.AnyAsync(o => o.Code == code, cancellationToken))
            return Faults.NotFound($"đơn vị {code}", $"organisation {code}");
        return RoleRules.Conflict(draft.Roles) ?? MayGrant(actor, draft.Roles, draft.OrganisationCode);
    }

    public Fault? MayGrant(Actor actor, IEnumerable<string> roles, string? organisation) =>
        roles.FirstOrDefault(role => !RoleRules.MayGrant(actor, role, organisation, database.Reach.Organisations)) is null
            ? null
            : new Fault(FaultKind.Forbidden, "account.role-not-yours", new Wording(
                "bạn không được cấp vai trò này ở phạm vi này: chọn đơn vị của bạn hoặc hỏi quản trị viên thành phố",
                "you cannot grant this role so far: choose your organisation, or ask an administrator of the city"));

    public static void Write(ServiceAccount account, ServiceAccountDraft draft)
    {
        account.Name = draft.Name.Trim();
        account.Purpose = draft.Purpose.Trim();
        account.OwnerId = draft.OwnerId;
        account.Roles = [.. draft.Roles.Distinct(StringComparer.Ordinal)];
        account.OrganisationCode = draft.OrganisationCode;
        account.KeepSearchable();
    }
}
