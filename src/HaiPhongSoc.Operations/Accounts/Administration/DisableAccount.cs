using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Accounts.Administration;

/// <summary>Nobody signs in to the account any more, and its sessions end at once.</summary>
public sealed record DisableAccount(Actor Actor, string Id, long Version, string Reason) : ICommand<AccountVersion>;

/// <summary>The person may sign in again; being idle for too long counts from now.</summary>
public sealed record EnableAccount(Actor Actor, string Id, long Version) : ICommand<AccountVersion>;

/// <summary>Forgets the wrong passwords that locked the account.</summary>
public sealed record UnlockAccount(Actor Actor, string Id, long Version) : ICommand<AccountVersion>;

/// <summary>A password that is shown once and must be changed; the account's sessions end.</summary>
public sealed record GiveNewPassword(Actor Actor, string Id, long Version) : ICommand<OneTimePassword>;

internal sealed class DisableAccountValidator : AbstractValidator<DisableAccount>
{
    public DisableAccountValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
}

internal sealed class DisableAccountHandler(AccountChanges changes, CityTime time) : IRequestHandler<DisableAccount, Outcome<AccountVersion>>
{
    public async Task<Outcome<AccountVersion>> Handle(DisableAccount request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Actor, request.Id, request.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        if (account.DisabledAt is not null)
            return Faults.Refused("account.disabled", "tài khoản đã bị vô hiệu hóa", "the account is disabled already");
        var roles = await changes.RolesOfAsync(account);
        if (changes.MayGrant(request.Actor, roles, account.OrganisationCode) is { } notYours)
            return notYours;
        if (roles.Contains(RoleNames.Administrator) && await changes.LastAdministratorAsync(account, cancellationToken) is { } last)
            return last;
        account.DisabledAt = time.Now;
        var reason = request.Reason.Trim();
        await changes.KeepAsync(request.Actor, account, new Wording($"vô hiệu hóa — {reason}", $"disabled — {reason}"), endSessions: true, cancellationToken);
        return new AccountVersion(account.Id, account.Version);
    }
}

internal sealed class EnableAccountHandler(AccountChanges changes, AccountPolicy policy, CityTime time) : IRequestHandler<EnableAccount, Outcome<AccountVersion>>
{
    public async Task<Outcome<AccountVersion>> Handle(EnableAccount request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Actor, request.Id, request.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        if (!policy.IsDisabled(account))
            return Faults.Refused("account.enabled", "tài khoản đang hoạt động", "the account is enabled already");
        if (changes.MayGrant(request.Actor, await changes.RolesOfAsync(account), account.OrganisationCode) is { } notYours)
            return notYours;
        (account.DisabledAt, account.LastSignInAt) = (null, time.Now);
        await changes.KeepAsync(request.Actor, account, new Wording("cho hoạt động lại", "enabled again"), endSessions: false, cancellationToken);
        return new AccountVersion(account.Id, account.Version);
    }
}

internal sealed class UnlockAccountHandler(AccountChanges changes) : IRequestHandler<UnlockAccount, Outcome<AccountVersion>>
{
    public async Task<Outcome<AccountVersion>> Handle(UnlockAccount request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Actor, request.Id, request.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        await changes.KeepAsync(request.Actor, account, new Wording("mở khóa đăng nhập", "unlocked"), endSessions: false, cancellationToken);
        return new AccountVersion(account.Id, account.Version);
    }
}

internal sealed class GiveNewPasswordHandler(AccountChanges changes, AccountReset reset) : IRequestHandler<GiveNewPassword, Outcome<OneTimePassword>>
{
    public async Task<Outcome<OneTimePassword>> Handle(GiveNewPassword request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Actor, request.Id, request.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        if (account.DisabledAt is not null)
            return Faults.Refused("account.disabled", "tài khoản bị vô hiệu hóa: cho hoạt động lại trước", "the account is disabled: enable it first");
        if (changes.MayGrant(request.Actor, await changes.RolesOfAsync(account), account.OrganisationCode) is { } notYours)
            return notYours;
        var password = await reset.ReplacePasswordAsync(account, cancellationToken);
        await changes.KeepAsync(request.Actor, account, new Wording("cấp lại mật khẩu dùng một lần", "gave a one-time password"), endSessions: false, cancellationToken);
        return new OneTimePassword(password);
    }
}
