using System.Net;
using HaiPhongSoc.Corridor;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Demo;

/// <summary>The running demo: a host on the sample city, and the sender that knows its addresses only.</summary>
internal sealed class DemoRun(WebApplication host, DemoCity city) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly DemoSender _sender = NewSender(host, city);

    /// <summary>Sends ordinary logs until cancelled.</summary>
    public Task SendBackgroundAsync(CancellationToken ct) => _sender.SendBackgroundAsync(ct);

    public Task SendAttackAsync(CancellationToken ct) => _sender.SendAttackAsync(ct);

    /// <summary>What the organisations have made already.</summary>
    public Task EnterArrangementsAsync(CancellationToken ct)
    {
        var clock = host.Services.GetRequiredService<TimeProvider>();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(OperationsOptions.DefaultTimeZone)).DateTime);
        return SampleArrangements.EnterAsync(host.Services.GetRequiredService<IOperations>(), today, ct);
    }

    /// <summary>The worst incident once everything that was received up to now is through the corridor; null where there is none.</summary>
    public async Task<IncidentDetail?> WorstIncidentAsync(CancellationToken ct)
    {
        var received = host.Services.GetRequiredService<EventSpool>().NextOffset - 1;
        var corridor = host.Services.GetRequiredService<CorridorState>();
        while (corridor.Reached < received)
            await Task.Delay(Pause, ct);

        var operations = host.Services.GetRequiredService<IOperations>();
        var incidents = (await operations.SendAsync(new ListIncidents(Actor.Program, new IncidentFilter()), ct)).Require().Items;
        var worst = incidents.OrderByDescending(incident => incident.Severity).ThenByDescending(incident => incident.AlertCount).FirstOrDefault();
        return worst is null ? null : (await operations.SendAsync(new GetIncident(Actor.Program, worst.Number), ct)).Require();
    }

    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    private static DemoSender NewSender(WebApplication host, DemoCity city)
    {
        var endpoints = SocEndpoints.Of(host.Services);
        var syslog = city.SyslogSources
            .Zip(endpoints.SyslogTcp)
            .ToDictionary(pair => pair.First, pair => IPEndPoint.Parse(pair.Second), StringComparer.Ordinal);
        return new DemoSender(syslog, new Uri(new Uri(endpoints.Intake), "/intake/ndjson"), city.Tokens, TimeProvider.System);
    }
}
