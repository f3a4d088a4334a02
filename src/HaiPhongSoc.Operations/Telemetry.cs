using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HaiPhongSoc.Operations;

/// <summary>Names of this module's traces and measures.</summary>
internal static class Telemetry
{
    public const string Name = "HaiPhongSoc.Operations";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> RequestSeconds = Meter.CreateHistogram<double>("soc.operations.request.duration", "s");

    /// <summary>Tag <c>outcome</c>: taken, ignored.</summary>
    public static readonly Counter<long> Hits = Meter.CreateCounter<long>("soc.operations.hits");

    /// <summary>Reports of anti-malware agents of hosts that no system owns, beyond the most that are kept.</summary>
    public static readonly Counter<long> AgentsLeftOut = Meter.CreateCounter<long>("soc.operations.antimalware.left_out");

    public static readonly Counter<long> AlertsRaised = Meter.CreateCounter<long>("soc.operations.alerts.raised");

    public static readonly Counter<long> IncidentsOpened = Meter.CreateCounter<long>("soc.operations.incidents.opened");

    /// <summary>Work that was begun again because another's crossed it (PostgreSQL).</summary>
    public static readonly Counter<long> Reruns = Meter.CreateCounter<long>("soc.operations.reruns");

    public static readonly Counter<long> FactsDropped = Meter.CreateCounter<long>("soc.operations.facts.dropped");

    /// <summary>Events of sources and strangers beyond the bound of memory.</summary>
    public static readonly Counter<long> PresenceLeftOut = Meter.CreateCounter<long>("soc.operations.presence.left_out");

    /// <summary>Causes that found no room among the open findings of their kind.</summary>
    public static readonly Counter<long> FindingsLeftOut = Meter.CreateCounter<long>("soc.operations.findings.left_out");

    /// <summary>Readings and refusals that could not be kept for the audit chain.</summary>
    public static readonly Counter<long> AuditLeftOut = Meter.CreateCounter<long>("soc.operations.audit.left_out");

    /// <summary>Anchors that did not leave the machine. Tag <c>way</c>: file, syslog, mail.</summary>
    public static readonly Counter<long> AnchorsFailed = Meter.CreateCounter<long>("soc.operations.audit.anchors.failed");
}
