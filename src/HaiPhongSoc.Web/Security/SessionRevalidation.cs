using System.Security.Claims;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Accounts.Sessions;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Web.Security;

/// <summary>
/// A circuit lives longer than its cookie's check. Whoever was disabled, deleted, given other roles or another password, or signed out elsewhere is put out
/// within the interval; whoever did nothing for too long, or stayed longer than a session lasts, finds the circuit locked (<see cref="CircuitLock"/>) until a
/// proof is shown in the page.
/// </summary>
internal sealed class SessionRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory _scopes;
    private readonly CircuitLock _door;
    private ClaimsPrincipal? _person;

    public SessionRevalidation(ILoggerFactory logs, IServiceScopeFactory scopes, CircuitLock door)
        : base(logs)
    {
        (_scopes, _door) = (scopes, door);
        AuthenticationStateChanged += Take;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        authenticationState.User.Identity?.IsAuthenticated != true || await CheckAsync(authenticationState.User, cancellationToken);

    private void Take(Task<AuthenticationState> state)
    {
        if (state is not { IsCompletedSuccessfully: true, Result.User: { Identity.IsAuthenticated: true } person })
            return;
        _person = person;
        _door.Recheck = async ct => await CheckAsync(_person, ct);
    }

    private async Task<bool> CheckAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        if (KioskSession.Is(person))
        {
            var shows = await KioskSession.IsCurrentAsync(scope.ServiceProvider.GetRequiredService<IKioskScreens>(), person, cancellationToken);
            if (shows)
                _door.Open(long.MaxValue);
            else
                _door.Close();
            return shows;
        }

        var standing = await SessionCheck.StandingAsync(scope.ServiceProvider, person, touch: false, cancellationToken);

        // Another session of the same person took its place: signed in anew in the page, or renamed.
        for (var hops = 0; standing is { FollowedBy: { } next } && hops < 32; hops++)
        {
            var account = ConsoleClaims.ActorOf(person).AccountId;
            standing = await scope.ServiceProvider.GetRequiredService<IAccountSessions>().CheckAsync(account, next, cancellationToken);
        }

        if (standing is null or { State: SessionState.Ended })
        {
            _door.Close();
            return false;
        }

        if (standing.State == SessionState.Active)
            _door.Open(standing.ActiveUntil);
        else
            _door.Close();
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= Take;
        base.Dispose(disposing);
    }
}
