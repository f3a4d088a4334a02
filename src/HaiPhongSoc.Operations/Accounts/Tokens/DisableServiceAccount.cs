using FluentValidation;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>None of the account's tokens is good for anything until it is enabled again (<see cref="EnableServiceAccount"/>).</summary>
public sealed record DisableServiceAccount(Actor Actor, string Id, long Version, string Reason) : ICommand<ServiceAccountCreated>;

internal sealed class DisableServiceAccountValidator : AbstractValidator<DisableServiceAccount>
{
    public DisableServiceAccountValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
}

internal sealed class DisableServiceAccountHandler(OperationsDbContext database, ApiTokens tokens, AfterCommit afterCommit, CityTime time)
    : IRequestHandler<DisableServiceAccount, Outcome<ServiceAccountCreated>>
{
    public async Task<Outcome<ServiceAccountCreated>> Handle(DisableServiceAccount request, CancellationToken cancellationToken)
    {
        var account = await database.ServiceAccounts.SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken);
        if (account is null)
            return Faults.NotFound("tài khoản dịch vụ này", "this service account");
        if (account.Version != request.Version)
            return Faults.Conflict;
        if (account.Disabled)
            return Faults.Refused("service-account.disabled", "tài khoản dịch vụ đã ngừng", "the service account is disabled already");
        account.Disabled = true;
        account.Version++;
        var reason = request.Reason.Trim();
        database.Add(HistoryRecord.Of(account.Subject, time.Now, request.Actor, new Wording($"ngừng — {reason}", $"disabled — {reason}")));
        afterCommit.Add(_ => tokens.ForgetAsync());
        return new ServiceAccountCreated(account.Id, account.Version);
    }
}

/// <summary>Its tokens that are still in force are good again.</summary>
public sealed record EnableServiceAccount(Actor Actor, string Id, long Version, string Reason) : ICommand<ServiceAccountCreated>, INeedsApproval;

internal sealed class EnableServiceAccountValidator : AbstractValidator<EnableServiceAccount>
{
    public EnableServiceAccountValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
}

internal sealed class EnableServiceAccountHandler(OperationsDbContext database, ServiceAccountChecks checks, CityTime time)
    : IRequestHandler<EnableServiceAccount, Outcome<ServiceAccountCreated>>
{
    public async Task<Outcome<ServiceAccountCreated>> Handle(EnableServiceAccount request, CancellationToken cancellationToken)
    {
        var account = await database.ServiceAccounts.SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken);
        if (account is null)
            return Faults.NotFound("tài khoản dịch vụ này", "this service account");
        if (account.Version != request.Version)
            return Faults.Conflict;
        if (!account.Disabled)
            return Faults.Refused("service-account.enabled", "tài khoản dịch vụ đang hoạt động", "the service account is enabled already");
        if (checks.MayGrant(request.Actor, account.Roles, account.OrganisationCode) is { } fault)
            return fault;
        account.Disabled = false;
        account.Version++;
        var reason = request.Reason.Trim();
        database.Add(HistoryRecord.Of(account.Subject, time.Now, request.Actor, new Wording($"cho hoạt động lại — {reason}", $"enabled again — {reason}")));
        return new ServiceAccountCreated(account.Id, account.Version);
    }
}

internal sealed class EnableServiceAccountCase(OperationsDbContext database, ServiceAccountChecks checks) : IApprovalCase<EnableServiceAccount>
{
    public async Task<Outcome<ApprovalCase>> OfAsync(EnableServiceAccount command, CancellationToken cancellationToken)
    {
        if (await database.ServiceAccounts.SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } account)
            return Faults.NotFound("tài khoản dịch vụ này", "this service account");
        if (account.Version != command.Version)
            return Faults.Conflict;
        if (!account.Disabled)
            return Faults.Refused("service-account.enabled", "tài khoản dịch vụ đang hoạt động", "the service account is enabled already");
        if (checks.MayGrant(command.Actor, account.Roles, account.OrganisationCode) is { } fault)
            return fault;
        return new ApprovalCase(
            new Wording($"cho tài khoản dịch vụ {account.Name} hoạt động lại", $"enable the service account {account.Name} again"),
            account.Subject,
            account.Version,
            account.OwnerId == command.Actor.AccountId ? [] : [account.OwnerId],
            Administration.Protected.Is(account.Roles));
    }
}
