using EndToEnd.Tests.Browser;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Processes;

/// <summary>A person of one role, in a host of this process.</summary>
internal static class NewAccount
{
    public static async Task<Actor> AddAsync(IServiceProvider services, string name, string role)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { UserName = name, DisplayName = name, LockoutEnabled = true, CreatedAt = UtcMicroseconds.Now(TimeProvider.System) };
        (await accounts.CreateAsync(account, CityConsole.Password)).Succeeded.ShouldBeTrue();
        (await accounts.AddToRoleAsync(account, role)).Succeeded.ShouldBeTrue();
        return new Actor(account.Id, name, [role]);
    }
}
