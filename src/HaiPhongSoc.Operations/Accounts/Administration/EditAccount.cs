using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Administration;

/// <summary>
/// Name, organisation and the whole set of roles. Roles that take two people can be taken away here, not given; the organisation of whoever holds one
/// stays. Where roles or organisation change, the account's sessions end.
/// </summary>
public sealed record EditAccount(Actor Actor, string Id, long Version, string DisplayName, string? OrganisationCode, IReadOnlyList<string> Roles) : ICommand<AccountVersion>;

public sealed record AccountVersion(string Id, long Version);

internal sealed class EditAccountValidator : AbstractValidator<EditAccount>
{
    public EditAccountValidator() =>
        RuleFor(r => r.DisplayName).Filled(120).WithMessage("ghi họ tên (nhiều nhất 120 ký tự) | give the name (120 characters at most)");
}

internal sealed class EditAccountHandler(UserManager<Account> accounts, AccountChanges changes) : IRequestHandler<EditAccount, Outcome<AccountVersion>>
{
    public async Task<Outcome<AccountVersion>> Handle(EditAccount request, CancellationToken cancellationToken)
    {
        var found = await changes.FindAsync(request.Actor, request.Id, request.Version, cancellationToken);
        if (found.Value is not { } account)
            return found.Fault!;
        var held = await changes.RolesOfAsync(account);
        var wanted = request.Roles.Distinct(StringComparer.Ordinal).ToList();
        var (added, removed) = (wanted.Except(held, StringComparer.Ordinal).ToList(), held.Except(wanted, StringComparer.Ordinal).ToList());
        var moved = account.OrganisationCode != request.OrganisationCode;
        if (await FaultOfAsync(request, account, wanted, added, removed, moved, cancellationToken) is { } fault)
            return fault;

        (account.DisplayName, account.OrganisationCode) = (request.DisplayName.Trim(), request.OrganisationCode);
        if (removed.Count > 0)
            AccountChanges.Expect(await accounts.RemoveFromRolesAsync(account, removed));
        if (added.Count > 0)
            AccountChanges.Expect(await accounts.AddToRolesAsync(account, added));
        await changes.KeepAsync(request.Actor, account, What(added, removed), moved || added.Count + removed.Count > 0, cancellationToken);
        return new AccountVersion(account.Id, account.Version);
    }

    private async Task<Fault?> FaultOfAsync(
        EditAccount request, Account account, List<string> wanted, List<string> added, List<string> removed, bool moved, CancellationToken cancellationToken)
    {
        if (added.Intersect(RoleRules.NeedSecondPerson, StringComparer.Ordinal).Any())
            return Faults.Refused("approval.needed", "vai trò này cần người thứ hai phê duyệt: gửi đề nghị", "a second person must approve this role: ask for it");
        if (moved && wanted.Intersect(RoleRules.NeedSecondPerson, StringComparer.Ordinal).Any())
            return Faults.Refused("account.sensitive-role", "tài khoản giữ vai trò cần hai người duyệt: gỡ vai trò đó trước khi đổi đơn vị", "the account holds a role that takes two people: take it away before the organisation changes");

        // What is new must be the actor's to give; where the organisation changes, everything is new.
        if ((RoleRules.Conflict(wanted) ?? changes.MayGrant(request.Actor, moved ? wanted : added, request.OrganisationCode)
            ?? changes.MayGrant(request.Actor, removed, account.OrganisationCode)) is { } fault)
        {
            return fault;
        }

        return await changes.OrganisationFaultAsync(request.OrganisationCode, cancellationToken)
            ?? (removed.Contains(RoleNames.Administrator, StringComparer.Ordinal) ? await changes.LastAdministratorAsync(account, cancellationToken) : null);
    }

    private static Wording What(List<string> added, List<string> removed)
    {
        var (plus, minus) = (RoleWords.Of(added), RoleWords.Of(removed));
        return new Wording(
            "sửa tài khoản" + (added.Count > 0 ? $"; thêm vai trò {plus.Vi}" : "") + (removed.Count > 0 ? $"; bỏ vai trò {minus.Vi}" : ""),
            "edited the account" + (added.Count > 0 ? $"; gave {plus.En}" : "") + (removed.Count > 0 ? $"; took {minus.En}" : ""));
    }
}
