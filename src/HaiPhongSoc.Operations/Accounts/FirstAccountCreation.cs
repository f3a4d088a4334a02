using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>The roles, and the account with which everything begins: a random password that is told once and must be changed at the first sign-in.</summary>
internal sealed class FirstAccountCreation(
    UserManager<Account> accounts, RoleManager<IdentityRole> roles, OperationsDbContext database, CityTime time, IOptions<OperationsOptions> options)
{
    // Somebody has to do every kind of work on the first day.
    private static readonly string[] FirstRoles = [RoleNames.Administrator, RoleNames.ShiftLead, RoleNames.Analyst];

    public async Task<FirstAccount?> RunAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        foreach (var role in RoleNames.All)
        {
            if (!await roles.RoleExistsAsync(role))
                Expect(await roles.CreateAsync(new IdentityRole(role)));
        }

        var first = await database.Users.AnyAsync(cancellationToken) ? null : await CreateAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return first;
    }

    private async Task<FirstAccount> CreateAsync(CancellationToken cancellationToken)
    {
        var name = options.Value.FirstAccountName;
        var password = AccountReset.NewPassword();
        var account = new Account { UserName = name, DisplayName = name, MustChangePassword = true, LockoutEnabled = true, CreatedAt = time.Now };
        Expect(await accounts.CreateAsync(account, password));
        Expect(await accounts.AddToRolesAsync(account, FirstRoles));
        var what = new Wording("tạo tài khoản đầu tiên", "first account created");
        database.Add(HistoryRecord.Of($"account:{account.Id}", time.Now, Actor.Program, what));
        database.Add((AuditEntries.Of(Actor.Program, "account.create", time.Now) with
        {
            Subjects = [$"account:{account.Id}"],
            Details = [what, new Wording($"{name}: {string.Join(", ", FirstRoles)}", $"{name}: {string.Join(", ", FirstRoles)}")],
        }).ToRow());
        await database.SaveChangesAsync(cancellationToken);
        return new FirstAccount(name, password);
    }

    private static void Expect(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new OperationsConfigurationException($"the first account cannot be created: {string.Join("; ", result.Errors.Select(e => e.Description))}");
    }
}
