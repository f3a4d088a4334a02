using System.Globalization;
using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>
/// Replaces the actor's own password; clears <see cref="Account.MustChangePassword"/>. The policy is data of the regulation profile. A wrong current
/// password counts like a failed sign-in and may lock the account (<c>account.locked</c>).
/// </summary>
public sealed record ChangePassword(Actor Actor, string CurrentPassword, string NewPassword) : ICommand<Changed>
{
    // Passwords stay out of logs.
    public override string ToString() => $"ChangePassword {{ Actor = {Actor.AccountId} }}";
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    // More is no safer, and every character of it has to be hashed.
    private const int Longest = 256;

    public ChangePasswordValidator()
    {
        RuleFor(r => r.CurrentPassword).MaximumLength(Longest).WithMessage("mật khẩu hiện tại không đúng | the current password is wrong");
        RuleFor(r => r.NewPassword).MaximumLength(Longest).WithMessage("mật khẩu dài nhất 256 ký tự | a password has 256 characters at most");
        RuleFor(r => r.NewPassword).NotEqual(r => r.CurrentPassword)
            .WithMessage("mật khẩu mới phải khác mật khẩu cũ | the new password must differ from the old one");
    }
}

internal sealed class ChangePasswordHandler(
    UserManager<Account> accounts, OperationsDbContext database, AccountPolicy policy, CityTime time, AfterRefusal afterRefusal)
    : IRequestHandler<ChangePassword, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByIdAsync(request.Actor.AccountId);
        if (account is null)
            return Faults.NotFound("tài khoản này", "this account");
        if (policy.IsLocked(account))
        {
            return Faults.Refused(
                "account.locked", "tài khoản tạm khóa vì nhiều lần sai mật khẩu: thử lại sau", "the account is locked after wrong passwords: try again later");
        }

        var old = account.PasswordHash;
        var rule = policy.Rules.For(await accounts.GetRolesAsync(account));
        var hasFactor = await PasswordLength.HasFactorAsync(accounts, account);
        var result = await accounts.ChangePasswordAsync(account, request.CurrentPassword, request.NewPassword);
        if (!result.Succeeded)
        {
            if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
                afterRefusal.Add(ct => CountAsync(account.Id, ct));
            return Refusal(result, hasFactor);
        }

        if (await WasBeforeAsync(account, request.NewPassword, rule.PasswordHistory, cancellationToken))
            return Faults.Invalid("account.password", Told(rule.PasswordHistory).Vi, Told(rule.PasswordHistory).En);
        if (old is not null)
            database.Add(new PastPassword { AccountId = account.Id, Hash = old, EndedAt = time.Now });
        account.PasswordChangedAt = time.Now;

        account.MustChangePassword = false;
        account.AccessFailedCount = 0;
        var saved = await accounts.UpdateAsync(account);
        if (!saved.Succeeded)
            return Refusal(saved, hasFactor);
        database.Add(HistoryRecord.Of(
            $"account:{account.Id}", time.Now, request.Actor, new Wording("đổi mật khẩu", "changed the password")));
        return new Changed(0, 0);
    }

    private async Task<bool> WasBeforeAsync(Account account, string password, int history, CancellationToken cancellationToken)
    {
        if (history == 0)
            return false;
        // The one in use was the last of them, and is not it: the validator has compared the two.
        var past = await database.PastPasswords.Where(p => p.AccountId == account.Id).OrderByDescending(p => p.EndedAt).Take(history - 1).ToListAsync(cancellationToken);
        return past.Exists(p => accounts.PasswordHasher.VerifyHashedPassword(account, p.Hash, password) != PasswordVerificationResult.Failed);
    }

    private static Wording Told(int history) => new(
        string.Create(CultureInfo.InvariantCulture, $"mật khẩu mới phải khác {history} mật khẩu gần nhất"),
        string.Create(CultureInfo.InvariantCulture, $"the new password must differ from the last {history}"));

    // Whoever sits at a console left open may not guess without end.
    private async Task CountAsync(string id, CancellationToken cancellationToken)
    {
        if (await database.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken) is { } account)
            policy.CountFailure(account);
    }

    private Fault Refusal(IdentityResult result, bool hasFactor)
    {
        var words = result.Errors.Select(e => PasswordWords.Of(e, policy.Rules, hasFactor)).ToList();
        return new Fault(
            FaultKind.Invalid,
            "account.password",
            new Wording(string.Join("; ", words.Select(w => w.Vi)), string.Join("; ", words.Select(w => w.En))));
    }
}
