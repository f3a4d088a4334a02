using System.Collections.Concurrent;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>
/// Looks tokens up and keeps the answers for a while. Only ids that exist are kept, so that whoever guesses pushes nobody out; every process keeps its own.
/// </summary>
internal sealed class ApiTokens(IServiceScopeFactory scopes, OperationsDatabase store, CityTime time, IOptions<OperationsOptions> options) : IApiTokens
{
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private long _generation;

    public async Task<Actor?> ResolveAsync(string token, string address, CancellationToken cancellationToken = default)
    {
        if (!TokenText.TryReadId(token, TokenText.Program, out var id))
            return null;
        var shown = TokenText.Hash(token);
        var now = time.Now;
        var known = _known.TryGetValue(id, out var kept) && now < kept.KeptUntil ? kept : await LoadAsync(id, now, cancellationToken);
        if (!TokenText.Matches(shown, known?.Hash) || known is null || !known.IsGood(now))
            return null;
        await NoteUseAsync(known, now, cancellationToken);
        return known.Actor with { Address = address };
    }

    /// <summary>What was kept may no longer hold: everything is looked up again.</summary>
    public Task ForgetAsync()
    {
        Interlocked.Increment(ref _generation);
        _known.Clear();
        return Task.CompletedTask;
    }

    private async Task<Known?> LoadAsync(string id, long now, CancellationToken cancellationToken)
    {
        var generation = Interlocked.Read(ref _generation);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var found = await database.ApiTokens.AsNoTracking().Where(t => t.Id == id)
            .Join(database.ServiceAccounts, t => t.ServiceAccountId, a => a.Id, (t, a) => new { Token = t, Account = a })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var known = new Known(found.Token, found.Account, now + TimeSpan.FromSeconds(options.Value.Tokens.CacheSeconds).Microseconds());

        // What was read before somebody revoked it is not kept.
        if (generation == Interlocked.Read(ref _generation))
            Keep(id, known, now);
        return known;
    }

    private void Keep(string id, Known known, long now)
    {
        if (_known.Count >= options.Value.Tokens.CacheEntries)
        {
            foreach (var (old, entry) in _known)
            {
                if (entry.KeptUntil <= now)
                    _known.TryRemove(old, out _);
            }

            if (_known.Count >= options.Value.Tokens.CacheEntries)
                _known.Clear();
        }

        _known[id] = known;
    }

    // Once a day: a write a call would make every reader a writer.
    private async Task NoteUseAsync(Known known, long now, CancellationToken cancellationToken)
    {
        var today = time.StartOf(time.DayOf(now));
        if (!known.IsFirstUseOf(today))
            return;
        await store.AloneAsync(
            async ct =>
            {
                await using var scope = scopes.CreateAsyncScope();
                var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
                return await database.ApiTokens.Where(t => t.Id == known.Id && (t.LastUsedOn == null || t.LastUsedOn < today))
                    .ExecuteUpdateAsync(token => token.SetProperty(t => t.LastUsedOn, today), ct);
            },
            cancellationToken);
    }

    private sealed class Known(ApiToken token, ServiceAccount account, long keptUntil)
    {
        private long _lastUsedOn = token.LastUsedOn ?? long.MinValue;

        public string Id => token.Id;

        public byte[] Hash => token.Hash;

        public long KeptUntil => keptUntil;

        public Actor Actor { get; } = Actor.Service(
            account.Id, account.Name, [.. token.Roles.Intersect(account.Roles, StringComparer.Ordinal)], [.. token.Scopes]) with
        { OrganisationCode = account.OrganisationCode };

        public bool IsGood(long now) => !account.Disabled && token.IsInForce(now);

        /// <summary>True for one caller a day.</summary>
        public bool IsFirstUseOf(long today)
        {
            var last = Interlocked.Read(ref _lastUsedOn);
            return last < today && Interlocked.CompareExchange(ref _lastUsedOn, today, last) == last;
        }
    }
}
