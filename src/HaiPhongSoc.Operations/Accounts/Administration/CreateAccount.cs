using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts.Administration;

/// <summary>A new account with a password that is shown once and must be changed. Roles that take two people are granted afterwards (<see cref="GrantRole"/>).</summary>
/// <param name="OrganisationCode">Null = the whole city.</param>
public sealed record CreateAccount(Actor Actor, string UserName, string DisplayName, string? OrganisationCode, IReadOnlyList<string> Roles) : ICommand<AccountCreated>;

/// <param name="Password">Shown once, kept nowhere.</param>
public sealed record AccountCreated(string Id, string Password)
{
    public override string ToString() => $"AccountCreated {{ Id = {Id} }}";
}

internal sealed class CreateAccountValidator : AbstractValidator<CreateAccount>
{
    public CreateAccountValidator()
    {
        RuleFor(r => r.UserName).Matches(@"\A[a-z0-9][a-z0-9._-]{1,62}\z")
            .WithMessage("tên đăng nhập gồm chữ thường không dấu, số, dấu chấm, gạch; từ 2 đến 63 ký tự | a sign-in name has lower-case letters, digits, dots and dashes; 2 to 63 characters");
        RuleFor(r => r.DisplayName).Filled(120).WithMessage("ghi họ tên (nhiều nhất 120 ký tự) | give the name (120 characters at most)");
        RuleFor(r => r.Roles).Must(roles => !roles.Intersect(RoleRules.NeedSecondPerson, StringComparer.Ordinal).Any())
            .WithMessage("vai trò cần hai người duyệt được đề nghị sau khi tạo tài khoản | roles that take two people are asked for once the account stands");
    }
}

internal sealed class CreateAccountHandler(UserManager<Account> accounts, AccountChanges changes, OperationsDbContext database, CityTime time)
    : IRequestHandler<CreateAccount, Outcome<AccountCreated>>
{
    public async Task<Outcome<AccountCreated>> Handle(CreateAccount request, CancellationToken cancellationToken)
    {
        var roles = request.Roles.Distinct(StringComparer.Ordinal).ToList();
        if ((RoleRules.Conflict(roles) ?? changes.MayGrant(request.Actor, roles.Count == 0 ? [RoleNames.Analyst] : roles, request.OrganisationCode)
            ?? await changes.OrganisationFaultAsync(request.OrganisationCode, cancellationToken)) is { } fault)
        {
            return fault;
        }

        if (await accounts.FindByNameAsync(request.UserName) is not null)
            return Faults.Refused("account.name", $"tên đăng nhập {request.UserName} đã có người dùng: chọn tên khác", $"the sign-in name {request.UserName} is taken: choose another");
        var password = AccountReset.NewPassword();
        var account = new Account
        {
            UserName = request.UserName,
            DisplayName = request.DisplayName.Trim(),
            OrganisationCode = request.OrganisationCode,
            MustChangePassword = true,
            LockoutEnabled = true,
            CreatedAt = time.Now,
            PasswordChangedAt = time.Now,
        };
        AccountChanges.Expect(await accounts.CreateAsync(account, password));
        if (roles.Count > 0)
            AccountChanges.Expect(await accounts.AddToRolesAsync(account, roles));
        var words = RoleWords.Of(roles);
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, request.Actor, new Wording(
            $"tạo tài khoản {account.DisplayName} ({account.UserName}): {words.Vi}", $"created the account {account.DisplayName} ({account.UserName}): {words.En}")));
        return new AccountCreated(account.Id, password);
    }
}
