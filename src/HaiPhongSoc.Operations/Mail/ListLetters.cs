using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Mail;

/// <summary>The outbox, the newest first.</summary>
/// <param name="State">Null = all.</param>
public sealed record ListLetters(Actor Actor, LetterState? State = null) : IQuery<LetterList>;

/// <summary>A letter that was given up is tried again, as if it were new.</summary>
public sealed record RetryLetter(Actor Actor, long Id) : ICommand<LetterRow>;

/// <summary>How a letter stands.</summary>
public enum LetterState
{
    /// <summary>Chờ gửi: not tried yet, or tried and to be tried again.</summary>
    Waiting = 1,

    /// <summary>Đã gửi: the mail server took it.</summary>
    Sent = 2,

    /// <summary>Không gửi được: the address is refused, or nobody took it for days.</summary>
    GivenUp = 3,
}

/// <param name="Server">The mail server; null = none is configured, so no letter is written.</param>
/// <param name="From">What letters come from.</param>
/// <param name="City">Who is written to about what the city owes; empty = nobody.</param>
/// <param name="Items">The newest of those asked for.</param>
/// <param name="Matching">How many there are of those asked for.</param>
public sealed record LetterList(string? Server, string From, string City, IReadOnlyList<LetterRow> Items, int Matching, int Waiting, int GivenUp);

/// <summary>Times are UTC microseconds.</summary>
public sealed record LetterRow(
    long Id, string To, string ToName, string Subject, LetterState State, long WrittenAt, int Attempts, long? NextTryAt, long? SentAt, string LastError);

internal sealed class ListLettersHandler(OperationsDbContext database, IOptions<OperationsOptions> options) : IRequestHandler<ListLetters, Outcome<LetterList>>
{
    private const int Most = 200;

    public async Task<Outcome<LetterList>> Handle(ListLetters request, CancellationToken cancellationToken)
    {
        var asked = request.State switch
        {
            LetterState.Waiting => database.Letters.Where(l => l.NextTryAt != null),
            LetterState.Sent => database.Letters.Where(l => l.SentAt != null),
            LetterState.GivenUp => database.Letters.Where(l => l.NextTryAt == null && l.SentAt == null),
            _ => database.Letters,
        };
        var mail = options.Value.Mail;
        return new LetterList(
            mail.IsOn ? mail.Host : null,
            mail.From,
            mail.City,
            (await asked.AsNoTracking().OrderByDescending(l => l.WrittenAt).ThenByDescending(l => l.Id).Take(Most).ToListAsync(cancellationToken)).ConvertAll(Of),
            await asked.CountAsync(cancellationToken),
            await database.Letters.CountAsync(l => l.NextTryAt != null, cancellationToken),
            await database.Letters.CountAsync(l => l.NextTryAt == null && l.SentAt == null, cancellationToken));
    }

    internal static LetterRow Of(Letter l) => new(
        l.Id, l.To, l.ToName, l.Subject, l.SentAt is not null ? LetterState.Sent : l.NextTryAt is not null ? LetterState.Waiting : LetterState.GivenUp,
        l.WrittenAt, l.Attempts, l.NextTryAt, l.SentAt, l.LastError);
}

internal sealed class RetryLetterHandler(OperationsDbContext database, CityTime time) : IRequestHandler<RetryLetter, Outcome<LetterRow>>
{
    public async Task<Outcome<LetterRow>> Handle(RetryLetter request, CancellationToken cancellationToken)
    {
        if (await database.Letters.SingleOrDefaultAsync(l => l.Id == request.Id, cancellationToken) is not { } letter)
            return Faults.NotFound("thư này", "this letter");
        if (letter.SentAt is not null)
            return Faults.Refused("letter.sent", "thư đã gửi rồi", "the letter was sent already");
        if (letter.NextTryAt is not null)
            return Faults.Refused("letter.waiting", "thư đang chờ gửi", "the letter waits to be sent");
        (letter.NextTryAt, letter.Attempts) = (time.Now, 0);
        return ListLettersHandler.Of(letter);
    }
}
