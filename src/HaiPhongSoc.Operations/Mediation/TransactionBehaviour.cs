using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>
/// Innermost: a command runs in one transaction of <see cref="SerialWork"/>, so that what it read still holds when it writes; where another's crossed
/// it, the door sends it again in a new scope. A refusal rolls back, then runs what it must leave behind. What a command did is told to the feed after
/// the commit.
/// </summary>
internal sealed class TransactionBehaviour<TRequest, TResponse>(
    OperationsDbContext database, OperationsDatabase store, FactsToTell facts, AfterCommit afterCommit, AfterRefusal afterRefusal, OperationsFeed feed,
    AuditTrail audit, OnceScope once)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : class, IOutcome<TResponse>
{
    private static readonly bool IsCommand =
        typeof(TRequest).GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>));

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (!IsCommand)
        {
            database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            return await OnOneConnectionAsync(next, cancellationToken);
        }

        try
        {
            var outcome = await InTransactionAsync(request, next, cancellationToken);
            if (outcome.Fault is not null)
            {
                await LeaveBehindAsync(request, outcome.Fault);
                return outcome;
            }

            await afterCommit.RunAsync(CancellationToken.None);
            feed.Tell(facts.Take());
            return outcome;
        }
        catch (DbUpdateConcurrencyException)
        {
            return TResponse.Of(Faults.Conflict);
        }
    }

    // A page asks a dozen questions: each would open the connection and set it up again.
    private async Task<TResponse> OnOneConnectionAsync(RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            return await next();
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
    }

    private async Task<TResponse> InTransactionAsync(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        audit.Begin();
        if (await once.FindAsync<TResponse>(((IAsked)request).Actor, cancellationToken) is { } before)
            return before;
        var outcome = await next();
        if (outcome.Fault is not null)
            return outcome;
        once.Keep(((IAsked)request).Actor, outcome);
        await database.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(request, fault: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    private async Task LeaveBehindAsync(TRequest request, Fault fault)
    {
        // Each by itself: a step that is done may not be done again because the next one was crossed.
        foreach (var step in afterRefusal.Steps)
            await store.AloneAsync(ct => LeaveBehindAsync(request, fault, step, ct), CancellationToken.None);
    }

    private async Task<bool> LeaveBehindAsync(TRequest request, Fault fault, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        audit.Begin();
        await step(cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(request, fault, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
