using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Sessions;

/// <summary>The own session under a new name, where what it may do has changed; the old name opens nothing any more. Its length does not begin anew.</summary>
/// <param name="Method">What was proved since, to be added to the session's methods; null = nothing.</param>
public sealed record RotateSession(Actor Actor, string SessionId, string? Method = null) : ICommand<StartedSession>;

internal sealed class RotateSessionHandler(OperationsDbContext database, CityTime time) : IRequestHandler<RotateSession, Outcome<StartedSession>>
{
    public async Task<Outcome<StartedSession>> Handle(RotateSession request, CancellationToken cancellationToken)
    {
        var old = await database.Sessions.FirstOrDefaultAsync(
            s => s.Id == request.SessionId && s.AccountId == request.Actor.AccountId && s.EndedAt == null && s.EndsAt > time.Now, cancellationToken);
        if (old is null)
            return Faults.NotFound("phiên này", "this session");
        var methods = old.Methods.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var session = new SessionRecord
        {
            Id = StartSessionHandler.NewId(),
            AccountId = old.AccountId,
            StartedAt = old.StartedAt,
            SeenAt = time.Now,
            EndsAt = old.EndsAt,
            Idle = old.Idle,
            Methods = string.Join(' ', request.Method is { } method && !methods.Contains(method, StringComparer.Ordinal) ? [.. methods, method] : methods),
            Address = AuditText.Bounded(request.Actor.Address, 64),
            Agent = old.Agent,
        };
        database.Add(session);
        (old.EndedAt, old.FollowedBy) = (time.Now, session.Id);
        return new StartedSession(session.Id, session.EndsAt);
    }
}
