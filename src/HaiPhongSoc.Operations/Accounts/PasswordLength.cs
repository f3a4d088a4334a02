using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>A password that stands alone is longer than one beside a second factor, which Identity's own check knows.</summary>
internal sealed class PasswordLength(AccountPolicy policy) : IPasswordValidator<Account>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        password is { Length: var length } && length >= policy.Rules.PasswordLengthWithFactor && length < policy.Rules.PasswordLength && !await HasFactorAsync(manager, user)
            ? IdentityResult.Failed(manager.ErrorDescriber.PasswordTooShort(policy.Rules.PasswordLength))
            : IdentityResult.Success;

    public static async Task<bool> HasFactorAsync(UserManager<Account> manager, Account account) =>
        account.TotpSecret is not null || (await manager.GetPasskeysAsync(account)).Count > 0;
}
