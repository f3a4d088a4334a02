using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>Outermost: one activity and one duration a request; refusals are told at debug, they are ordinary.</summary>
internal sealed partial class TraceBehaviour<TRequest, TResponse>(ILogger<TraceBehaviour<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IOutcome
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var name = typeof(TRequest).Name;
        using var activity = Telemetry.Activities.StartActivity(name);
        var started = Stopwatch.GetTimestamp();
        var outcome = await next();
        var fault = outcome.Fault?.Code ?? "none";
        activity?.SetTag("soc.fault", fault);
        Telemetry.RequestSeconds.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            new KeyValuePair<string, object?>("request", name),
            new KeyValuePair<string, object?>("fault", fault));
        if (outcome.Fault is not null)
            LogRefused(name, fault);
        return outcome;
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Debug, Message = "{Request} was refused: {Fault}")]
    private partial void LogRefused(string request, string fault);
}
