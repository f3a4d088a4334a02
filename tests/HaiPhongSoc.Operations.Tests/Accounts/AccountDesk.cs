using System.Text;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace HaiPhongSoc.Operations.Tests.Accounts;

/// <summary>Makes accounts and plays their people's apps and keys.</summary>
internal static class AccountDesk
{
    public const string Password = "một mật khẩu đủ dài";

    public static async Task<Actor> AddAsync(this OperationsWorld world, string name, params string[] roles)
    {
        await using var scope = world.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { UserName = name, DisplayName = name, LockoutEnabled = true, CreatedAt = world.Now, PasswordChangedAt = world.Now };
        (await accounts.CreateAsync(account, Password)).Succeeded.ShouldBeTrue();
        (await accounts.AddToRolesAsync(account, roles)).Succeeded.ShouldBeTrue();
        return new Actor(account.Id, name, roles);
    }

    /// <summary>Sets up an authenticator app and gives its secret and the recovery codes.</summary>
    public static async Task<(string Secret, IReadOnlyList<string> Codes)> AddTotpAsync(this OperationsWorld world, Actor actor)
    {
        var secret = (await world.Operations.SendAsync(new BeginTotp(actor))).Require().Secret;
        var added = (await world.Operations.SendAsync(new ConfirmTotp(actor, world.Code(secret)))).Require();
        return (secret, added.RecoveryCodes);
    }

    public static string Code(this OperationsWorld world, string secret, int steps = 0) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(world.Clock.GetUtcNow().UtcDateTime.AddSeconds(30 * steps));

    public static string Wrong(this OperationsWorld world, string secret)
    {
        var right = Enumerable.Range(-2, 5).Select(step => world.Code(secret, step)).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, 10).Select(i => $"00000{i}").First(code => !right.Contains(code));
    }

    public static UserPasskeyInfo Passkey(string id, uint count = 1, bool verified = true) =>
        new(Encoding.ASCII.GetBytes(id), [1, 2, 3], DateTimeOffset.UnixEpoch, count, ["internal"], verified, isBackupEligible: false, isBackedUp: false, [4], [5]);

    public static Task<Account> AccountAsync(this OperationsWorld world, Actor actor) =>
        world.WithDatabaseAsync(database => Task.FromResult(database.Users.Single(u => u.Id == actor.AccountId)));
}
