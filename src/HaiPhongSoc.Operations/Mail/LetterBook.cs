using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Mail;

/// <summary>Which letters are to be sent now, and what became of each. Safe for two nodes on one database: a letter is taken by one of them.</summary>
internal sealed class LetterBook(IServiceScopeFactory scopes, OperationsDatabase store, CityTime time, IOptions<OperationsOptions> options)
{
    // Longer than an attempt can take: whoever took a letter and was killed leaves it to the next.
    private static readonly long Lease = TimeSpan.FromMinutes(10).Microseconds();

    // A mail server that is down over a long weekend loses nothing.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), .. Enumerable.Repeat(TimeSpan.FromHours(1), 120),
    ];

    /// <summary>The oldest letter that is due, as the asker's own for a while (<see cref="Letter.NextTryAt"/> says until when); null = none is due.</summary>
    public Task<Letter?> TakeAsync(CancellationToken cancellationToken) => WithAsync<Letter?>(
        async (database, ct) =>
        {
            var now = time.Now;
            while (await database.Letters.AsNoTracking().Where(l => l.NextTryAt <= now).OrderBy(l => l.Id).FirstOrDefaultAsync(ct) is { } letter)
            {
                if (await database.Letters.Where(l => l.Id == letter.Id && l.NextTryAt == letter.NextTryAt).ExecuteUpdateAsync(set => set.SetProperty(l => l.NextTryAt, now + Lease), ct) == 0)
                    continue;
                letter.NextTryAt = now + Lease;
                return letter;
            }

            return null;
        },
        cancellationToken);

    public Task SentAsync(Letter letter, CancellationToken cancellationToken) => WithAsync(
        (database, ct) => Own(database, letter).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.SentAt, time.Now).SetProperty(l => l.NextTryAt, (long?)null).SetProperty(l => l.Attempts, letter.Attempts + 1).SetProperty(l => l.LastError, ""), ct),
        cancellationToken);

    /// <param name="letter">As it was taken.</param>
    /// <param name="error">What to tell whoever looks after the mail.</param>
    /// <param name="isFinal">The address is refused: trying again changes nothing.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task FailedAsync(Letter letter, string error, bool isFinal, CancellationToken cancellationToken)
    {
        long? next = isFinal || letter.Attempts >= Pauses.Length ? null : time.Now + Pauses[letter.Attempts].Microseconds();
        return WithAsync(
            (database, ct) => Own(database, letter).ExecuteUpdateAsync(
                set => set.SetProperty(l => l.NextTryAt, next).SetProperty(l => l.Attempts, letter.Attempts + 1).SetProperty(l => l.LastError, error), ct),
            cancellationToken);
    }

    /// <summary>Letters that are over and old go.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = time.Now - TimeSpan.FromDays(options.Value.Mail.KeepDays).Microseconds();
        return WithAsync((database, ct) => database.Letters.Where(l => l.NextTryAt == null && l.WrittenAt < before).ExecuteDeleteAsync(ct), cancellationToken);
    }

    // Whoever took longer than the lease says nothing any more of a letter that another has taken.
    private static IQueryable<Letter> Own(OperationsDbContext database, Letter letter) => database.Letters.Where(l => l.Id == letter.Id && l.NextTryAt == letter.NextTryAt);

    private Task<T> WithAsync<T>(Func<OperationsDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => store.AloneAsync(
        async ct =>
        {
            await using var scope = scopes.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<OperationsDbContext>(), ct);
        },
        cancellationToken);
}
