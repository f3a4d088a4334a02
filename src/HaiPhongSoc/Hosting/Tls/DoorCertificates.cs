using System.Diagnostics.Metrics;
using HaiPhongSoc.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HaiPhongSoc.Hosting.Tls;

/// <summary>The certificates of all doors that have one: health check <c>certificates</c>, metrics (meter <c>HaiPhongSoc.Certificates</c>).</summary>
internal sealed class DoorCertificates : IHealthCheck, IDisposable
{
    /// <summary>From so many days before its end on, a certificate is spoken of.</summary>
    public const int WarnDays = 21;

    private readonly TimeProvider _clock;
    private readonly Meter _meter = new("HaiPhongSoc.Certificates");

    public DoorCertificates(SocOptions options, TimeProvider clock)
    {
        _clock = clock;
        All = [.. OfDoor(ListenerRole.Console, "Soc:Console", options.Console), .. OfDoor(ListenerRole.Intake, "Soc:Http", options.Http), .. OfDoor(ListenerRole.Management, "Soc:Management", options.Management)];
    }

    public IReadOnlyList<DoorCertificate> All { get; }

    /// <summary>Null for a door that speaks plain HTTP.</summary>
    public DoorCertificate? Of(string door) => All.FirstOrDefault(one => one.Door == door);

    /// <summary>Before anything listens.</summary>
    /// <exception cref="ConfigurationFault">Every door whose files cannot be used.</exception>
    public void Open()
    {
        var faults = new List<string>();
        foreach (var door in All)
        {
            try
            {
                door.Open();
            }
            catch (ConfigurationFault fault)
            {
                faults.AddRange(fault.Faults);
            }
        }

        if (faults.Count > 0)
            throw new ConfigurationFault(faults);
        _meter.CreateObservableGauge("soc.certificate.days_left", () => All.Select(door => Measure(DaysLeft(door), door)), "d", "Days until the certificate in use ends; negative when it has");
        _meter.CreateObservableGauge("soc.certificate.refused", () => All.Select(door => Measure(door.Fault is null ? 0.0 : 1.0, door)), description: "1 while the files hold a certificate that cannot be used");
    }

    public double DaysLeft(DoorCertificate door) => (door.NotAfter - _clock.GetUtcNow()).TotalDays;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var said = All.Select(Complaint).OfType<string>().ToList();
        return Task.FromResult(said.Count == 0 ? HealthCheckResult.Healthy("certificates are in order") : HealthCheckResult.Degraded(string.Join("; ", said)));
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<DoorCertificate> OfDoor(string door, string key, ListenerOptions options) =>
        options.Certificate.IsGiven ? [new DoorCertificate(door, new CertificateFiles(options.Certificate, $"{key}:Certificate"))] : [];

    private string? Complaint(DoorCertificate door)
    {
        if (door.Fault is { } fault)
            return $"{door.Door}: the new certificate is not used, the old one stays until {door.NotAfter:yyyy-MM-dd}: {fault}";
        var left = DaysLeft(door);
        return left > WarnDays ? null : left <= 0 ? $"{door.Door}: the certificate ended on {door.NotAfter:yyyy-MM-dd}: have it renewed" : $"{door.Door}: the certificate ends in {Math.Floor(left)} days: have it renewed";
    }

    private static Measurement<double> Measure(double value, DoorCertificate door) => new(value, new KeyValuePair<string, object?>("door", door.Door));
}
