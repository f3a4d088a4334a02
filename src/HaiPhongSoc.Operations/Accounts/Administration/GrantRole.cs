using FluentValidation;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Administration;

/// <summary>Gives one of <see cref="RoleRules.NeedSecondPerson"/>.</summary>
public sealed record GrantRole(Actor Actor, string Id, long Version, string Role, string Reason) : ICommand<AccountVersion>, INeedsApproval;

/// <summary>Takes all second factors off somebody's account; new ones are set up at the next sign-in.</summary>
public sealed record ResetSecondFactor(Actor Actor, string Id, long Version, string Reason) : ICommand<AccountVersion>, INeedsApproval;

internal sealed class GrantRoleValidator : AbstractValidator<GrantRole>
{
    public GrantRoleValidator()
    {
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
        RuleFor(r => r.Role).Must(role => RoleRules.NeedSecondPerson.Contains(role, StringComparer.Ordinal))
            .WithMessage("vai trò này cấp trực tiếp ở trang tài khoản | this role is given on the account's page");
    }
}

internal sealed class ResetSecondFactorValidator : AbstractValidator<ResetSecondFactor>
{
    public ResetSecondFactorValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
}

internal sealed class GrantRoleCase(AccountChanges changes) : IApprovalCase<GrantRole>
{
    public async Task<Outcome<ApprovalCase>> OfAsync(GrantRole command, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(command.Actor, command.Id, command.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        var held = await changes.RolesOfAsync(account);
        if (held.Contains(command.Role))
            return Faults.Refused("account.has-role", "tài khoản đã có vai trò này", "the account has this role already");
        if ((RoleRules.Conflict([.. held, command.Role]) ?? changes.MayGrant(command.Actor, [command.Role], account.OrganisationCode)) is { } fault)
            return fault;
        var word = RoleWords.Of(command.Role);
        return new ApprovalCase(
            new Wording($"cấp vai trò {word.Vi} cho {account.DisplayName} ({account.UserName})", $"give {account.DisplayName} ({account.UserName}) the role {word.En}"),
            $"account:{account.Id}",
            account.Version,
            [account.Id],
            Protected.Is([.. held, command.Role]));
    }
}

internal sealed class ResetSecondFactorCase(AccountChanges changes) : IApprovalCase<ResetSecondFactor>
{
    public async Task<Outcome<ApprovalCase>> OfAsync(ResetSecondFactor command, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(command.Actor, command.Id, command.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        var held = await changes.RolesOfAsync(account);
        if (changes.MayGrant(command.Actor, held, account.OrganisationCode) is { } fault)
            return fault;
        return new ApprovalCase(
            new Wording($"gỡ xác thực hai lớp của {account.DisplayName} ({account.UserName})", $"take the second factors off {account.DisplayName} ({account.UserName})"),
            $"account:{account.Id}",
            account.Version,
            [account.Id],
            Protected.Is(held));
    }
}

/// <summary>Whoever could undo every other control: nobody touches such an account alone.</summary>
internal static class Protected
{
    public static bool Is(IEnumerable<string> roles) => roles.Any(role => role is RoleNames.Administrator or RoleNames.Auditor);
}

internal sealed class GrantRoleHandler(UserManager<Account> accounts, AccountChanges changes) : IRequestHandler<GrantRole, Outcome<AccountVersion>>
{
    public async Task<Outcome<AccountVersion>> Handle(GrantRole request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Actor, request.Id, request.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        AccountChanges.Expect(await accounts.AddToRoleAsync(account, request.Role));
        var word = RoleWords.Of(request.Role);
        await changes.KeepAsync(
            request.Actor, account, new Wording($"cấp vai trò {word.Vi} — {request.Reason.Trim()}", $"gave the role {word.En} — {request.Reason.Trim()}"), endSessions: true, cancellationToken);
        return new AccountVersion(account.Id, account.Version);
    }
}

internal sealed class ResetSecondFactorHandler(AccountChanges changes, AccountReset reset) : IRequestHandler<ResetSecondFactor, Outcome<AccountVersion>>
{
    public async Task<Outcome<AccountVersion>> Handle(ResetSecondFactor request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Actor, request.Id, request.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        var disabled = account.DisabledAt;
        await reset.ClearFactorsAsync(account, cancellationToken);
        account.DisabledAt = disabled;
        await changes.KeepAsync(request.Actor, account, new Wording(
            $"gỡ xác thực hai lớp — {request.Reason.Trim()}", $"took off the second factors — {request.Reason.Trim()}"), endSessions: false, cancellationToken);
        return new AccountVersion(account.Id, account.Version);
    }
}
