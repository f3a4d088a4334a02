using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Accounts.Sessions;

internal sealed class SignInTickets(IServiceScopeFactory scopes, TimeProvider clock) : ISignInTickets
{
    public async Task<string> IssueAsync(string purpose, string accountId, string state, TimeSpan life, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var now = UtcMicroseconds.Now(clock);
        await database.SignInTickets.Where(t => t.EndsAt <= now).ExecuteDeleteAsync(cancellationToken);
        var ticket = new SignInTicket { Id = StartSessionHandler.NewId(), Purpose = purpose, AccountId = accountId, State = state, EndsAt = now + life.Microseconds() };
        database.Add(ticket);
        await database.SaveChangesAsync(cancellationToken);
        return ticket.Id;
    }

    public async Task<bool> StandsAsync(string purpose, string accountId, string id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Standing(scope.ServiceProvider.GetRequiredService<OperationsDbContext>(), purpose, accountId, id).AnyAsync(cancellationToken);
    }

    public async Task<string?> TakeAsync(string purpose, string accountId, string id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var state = await Standing(database, purpose, accountId, id).Select(t => t.State).FirstOrDefaultAsync(cancellationToken);

        // The one whose delete finds the row has it.
        return state is not null && await Standing(database, purpose, accountId, id).ExecuteDeleteAsync(cancellationToken) == 1 ? state : null;
    }

    private IQueryable<SignInTicket> Standing(OperationsDbContext database, string purpose, string accountId, string id)
    {
        var now = UtcMicroseconds.Now(clock);
        return database.SignInTickets.Where(t => t.Id == id && t.Purpose == purpose && t.AccountId == accountId && t.EndsAt > now);
    }
}
