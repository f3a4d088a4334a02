using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Accounts.Screens;

/// <summary>Whether a wall screen may still show. Safe for concurrent use.</summary>
public interface IKioskScreens
{
    /// <summary>The screen as an actor; null where it was revoked or expired, or the stamp is not its own. At most half a minute old.</summary>
    Task<Actor?> FindAsync(string id, string stamp, string address, CancellationToken cancellationToken = default);
}

internal sealed class KioskScreens(IServiceScopeFactory scopes, CityTime time, IOptions<OperationsOptions> options) : IKioskScreens
{
    private readonly ConcurrentDictionary<string, (KioskScreen Screen, long KeptUntil)> _known = new(StringComparer.Ordinal);

    public async Task<Actor?> FindAsync(string id, string stamp, string address, CancellationToken cancellationToken = default)
    {
        var now = time.Now;
        var screen = _known.TryGetValue(id, out var kept) && now < kept.KeptUntil ? kept.Screen : await LoadAsync(id, now, cancellationToken);
        if (screen is not { RevokedAt: null, Stamp: { } own } || now >= screen.ExpiresAt)
            return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(own), Encoding.UTF8.GetBytes(stamp))
            ? Actor.Kiosk(screen.Subject, screen.Name) with { Address = address }
            : null;
    }

    public Task ForgetAsync()
    {
        _known.Clear();
        return Task.CompletedTask;
    }

    private async Task<KioskScreen?> LoadAsync(string id, long now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        if (await database.KioskScreens.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } screen)
            return null;
        if (_known.Count >= options.Value.Tokens.CacheEntries)
            _known.Clear();
        _known[id] = (screen, now + TimeSpan.FromSeconds(options.Value.Tokens.CacheSeconds).Microseconds());
        return screen;
    }
}
