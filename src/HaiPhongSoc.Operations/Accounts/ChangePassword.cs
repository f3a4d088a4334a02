using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>Replaces the actor's own password; clears <see cref="Account.MustChangePassword"/>. The policy is data of the regulation profile.</summary>
public sealed record ChangePassword(Actor Actor, string CurrentPassword, string NewPassword) : ICommand<Changed>
{
    // Passwords stay out of logs.
    public override string ToString() => $"ChangePassword {{ Actor = {Actor.AccountId} }}";
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator() =>
        RuleFor(r => r.NewPassword).NotEqual(r => r.CurrentPassword)
            .WithMessage("mật khẩu mới phải khác mật khẩu cũ | the new password must differ from the old one");
}

internal sealed class ChangePasswordHandler(UserManager<Account> accounts, OperationsDbContext database, Rulebook rulebook, CityTime time)
    : IRequestHandler<ChangePassword, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByIdAsync(request.Actor.AccountId);
        if (account is null)
            return Faults.NotFound("tài khoản/account");
        var result = await accounts.ChangePasswordAsync(account, request.CurrentPassword, request.NewPassword);
        if (!result.Succeeded)
            return Refusal(result);
        account.MustChangePassword = false;
        await accounts.UpdateAsync(account);
        database.Add(HistoryRecord.Of(
            $"account:{account.Id}", time.Now, request.Actor, new Wording("đổi mật khẩu", "changed the password")));
        return new Changed(0, 0);
    }

    private Fault Refusal(IdentityResult result)
    {
        var words = result.Errors.Select(e => PasswordWords.Of(e, rulebook.Regulation.Accounts)).ToList();
        return new Fault(
            FaultKind.Invalid,
            "account.password",
            new Wording(string.Join("; ", words.Select(w => w.Vi)), string.Join("; ", words.Select(w => w.En))));
    }
}
