using MediatR;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>Every request says who asks: the permission table and the audit chain need to know.</summary>
public interface IAsked
{
    /// <summary>Who asks.</summary>
    Actor Actor { get; }
}

/// <summary>A request that changes something: runs in one transaction, together with its history rows; its facts are told after the commit.</summary>
public interface ICommand<T> : IRequest<Outcome<T>>, IAsked;

/// <summary>A request that changes nothing.</summary>
public interface IQuery<T> : IRequest<Outcome<T>>, IAsked;

/// <summary>
/// The one door to Operations. Every call runs in a service scope of its own, so that a long-lived Blazor circuit never shares a database context
/// between two requests. Safe for concurrent use.
/// </summary>
public interface IOperations
{
    Task<Outcome<T>> SendAsync<T>(ICommand<T> command, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="SendAsync{T}(ICommand{T}, CancellationToken)"/>, and at most once in <see cref="OnceKey.Remembered"/> per account and key: asked again
    /// the answer of before is given, also after a restart; asked twice at once the second waits. Not for commands whose answer is secret: it is stored.
    /// </summary>
    Task<OnceOutcome<T>> SendOnceAsync<T>(ICommand<T> command, OnceKey key, CancellationToken cancellationToken = default);

    Task<Outcome<T>> SendAsync<T>(IQuery<T> query, CancellationToken cancellationToken = default);
}

/// <summary>The new state of a changed record: pass <paramref name="Version"/> with the next change.</summary>
public sealed record Changed(long Id, long Version);

/// <summary>A part of a long list.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="NextCursor">Pass it to get what follows; null at the end. Opaque.</param>
/// <param name="Matching">How many records match the filter; counted up to <see cref="ListPage.CountCap"/>, one more means "more than that".</param>
/// <param name="All">How many there are without the filter; counted as far as <paramref name="Matching"/>.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? NextCursor, long Matching, long All)
{
    /// <summary>
    /// In the order of change <see cref="NextCursor"/> is always given, to be asked with later; this says whether something follows already. Counts are
    /// not made there: they would be of another moment.
    /// </summary>
    public bool HasMore { get; init; } = NextCursor is not null;
}

/// <summary>What every long list has in common.</summary>
public static class ListPage
{
    /// <summary>So far is counted exactly: nobody reads further, and counting a million records at every look costs everybody.</summary>
    public const int CountCap = 10_000;
}
