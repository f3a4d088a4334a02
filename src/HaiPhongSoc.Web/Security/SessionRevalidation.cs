using HaiPhongSoc.Operations.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// A circuit lives longer than its cookie's check: whoever was locked, deleted, given another password, signed out elsewhere or stayed longer than a
/// session lasts is put out within the interval.
/// </summary>
internal sealed class SessionRevalidation(ILoggerFactory logs, IServiceScopeFactory scopes, TimeProvider clock) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (SessionCheck.IsOver(authenticationState.User, clock))
            return false;
        await using var scope = scopes.CreateAsyncScope();
        return await SessionCheck.IsCurrentAsync(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), authenticationState.User);
    }
}
