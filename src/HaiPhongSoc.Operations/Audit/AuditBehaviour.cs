using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Outside the permissions: what they refuse is an entry, and so is every reading of personal data. Commands that were done write their own (<see cref="AuditTrail"/>).</summary>
internal sealed class AuditBehaviour<TRequest, TResponse>(Readings readings, TimeProvider clock) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    private static readonly string Action = ActionNames.Of(typeof(TRequest));

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var outcome = await next();
        if (request is not IAsked { Actor: var actor })
            return outcome;
        if (outcome.Fault is { Kind: FaultKind.Forbidden } fault)
        {
            await readings.RecordAsync(new Reading(UtcMicroseconds.Now(clock), actor, Action, fault.Code, RequestSubjects.Of(request) ?? "")
            {
                Details = fault.Message,
                IsTold = true,
            });
        }
        else if (outcome.Fault is null && request is IReadsPersonalData reads)
        {
            await readings.RecordAsync(new Reading(UtcMicroseconds.Now(clock), actor, Action, Fault: "", reads.ReadSubject ?? ""));
        }

        return outcome;
    }
}
