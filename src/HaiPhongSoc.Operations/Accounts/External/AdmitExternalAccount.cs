using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.External;

/// <summary>
/// A person whom a provider of single sign-on has proved: the account is found by issuer and subject, never by a name or an address that somebody else may
/// have. Roles, organisation and name become what the provider says now, whatever was granted here in between; a change ends the account's older sessions.
/// It proves nothing by itself: the caller has checked the token. Asked by <see cref="Actor.Program"/> only.
/// </summary>
/// <param name="Roles">What the map gave; none = may not come in, and what the account held is taken from it.</param>
/// <param name="CreateAccount">Whether somebody who is not known yet gets an account.</param>
public sealed record AdmitExternalAccount(
    Actor Actor, string Issuer, string Subject, string DisplayName, IReadOnlyList<string> Roles, string? OrganisationCode, bool CreateAccount)
    : ICommand<ExternalAdmission>;

/// <param name="AccountId">Null where there is no account.</param>
/// <param name="Refusal">Why the person may not come in; null = may. What was taken from the account stays taken.</param>
public sealed record ExternalAdmission(string? AccountId, ExternalRefusal? Refusal);

public enum ExternalRefusal
{
    /// <summary>Nothing that the provider says gives a role, or roles that one person may not hold together.</summary>
    NoRole = 1,

    /// <summary>Not known here, and accounts are not created by signing in.</summary>
    Unknown = 2,

    /// <summary>Disabled, locked or too long not used.</summary>
    Closed = 3,
}

internal sealed class AdmitExternalAccountHandler(UserManager<Account> accounts, AccountChanges changes, OperationsDbContext database, AccountPolicy policy, CityTime time)
    : IRequestHandler<AdmitExternalAccount, Outcome<ExternalAdmission>>
{
    // What Identity's keys hold at most.
    private const int LongestKey = 128;
    private const int LongestName = 128;

    private static readonly Wording BySignOn = new("cập nhật tên, vai trò, đơn vị theo tài khoản thành phố", "brought name, roles and organisation up to what the city account says");

    public async Task<Outcome<ExternalAdmission>> Handle(AdmitExternalAccount request, CancellationToken cancellationToken)
    {
        var roles = await AllowedAsync(request, cancellationToken);
        var account = await accounts.FindByLoginAsync(Key(request.Issuer), Key(request.Subject));
        if (account is null)
        {
            if (roles.Count == 0 || !request.CreateAccount)
                return new ExternalAdmission(null, roles.Count == 0 ? ExternalRefusal.NoRole : ExternalRefusal.Unknown);
            account = await CreateAsync(request);
        }
        else if (policy.IsDisabled(account) || policy.IsLocked(account))
        {
            return new ExternalAdmission(account.Id, ExternalRefusal.Closed);
        }

        await BringUpToDateAsync(account, request, roles, cancellationToken);
        return new ExternalAdmission(account.Id, roles.Count == 0 ? ExternalRefusal.NoRole : null);
    }

    // Roles that do not go together, or an organisation that is not in the register, give nothing rather than a part.
    private async Task<IReadOnlyList<string>> AllowedAsync(AdmitExternalAccount request, CancellationToken cancellationToken)
    {
        if (RoleRules.Conflict(request.Roles) is not null)
            return [];
        return request.OrganisationCode is { } code && !await database.Organisations.AnyAsync(o => o.Code == code, cancellationToken) ? [] : request.Roles;
    }

    private async Task<Account> CreateAsync(AdmitExternalAccount request)
    {
        // The name is ours: what the provider calls a person could be the name of somebody here.
        var name = "sso-" + Hash($"{request.Issuer}\n{request.Subject}")[..16];
        var account = new Account { UserName = name, DisplayName = NameOf(request, name), LockoutEnabled = true, CreatedAt = time.Now };
        AccountChanges.Expect(await accounts.CreateAsync(account));
        AccountChanges.Expect(await accounts.AddLoginAsync(account, new UserLoginInfo(Key(request.Issuer), Key(request.Subject), "OpenID Connect")));
        return account;
    }

    private async Task BringUpToDateAsync(Account account, AdmitExternalAccount request, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        var held = await accounts.GetRolesAsync(account);
        List<string> lost = [.. held.Except(roles, StringComparer.Ordinal)];
        List<string> gained = [.. roles.Except(held, StringComparer.Ordinal)];
        var moved = roles.Count > 0 && account.OrganisationCode != request.OrganisationCode;
        if (lost.Count > 0)
            AccountChanges.Expect(await accounts.RemoveFromRolesAsync(account, lost));
        if (gained.Count > 0)
            AccountChanges.Expect(await accounts.AddToRolesAsync(account, gained));
        if (moved)
            account.OrganisationCode = request.OrganisationCode;
        var isOther = lost.Count > 0 || gained.Count > 0 || moved;
        var name = NameOf(request, account.DisplayName);
        if (!isOther && name == account.DisplayName)
            return;
        account.DisplayName = name;
        await changes.KeepAsync(request.Actor, account, BySignOn, isOther, cancellationToken);
    }

    private static string NameOf(AdmitExternalAccount request, string otherwise)
    {
        var name = Audit.AuditText.Bounded(request.DisplayName.Trim(), LongestName);
        return name.Length > 0 ? name : otherwise;
    }

    private static string Key(string value) => value.Length <= LongestKey ? value : Hash(value);

    private static string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
