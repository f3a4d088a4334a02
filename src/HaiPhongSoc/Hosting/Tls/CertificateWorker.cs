namespace HaiPhongSoc.Hosting.Tls;

/// <summary>
/// Looks at the certificates' files by the clock. No file system notice is waited for: those miss links that are turned to another folder (certbot, mounted secrets) and network
/// folders, and a few small files are read in no time.
/// </summary>
internal sealed partial class CertificateWorker(DoorCertificates certificates, TimeProvider clock, ILogger<CertificateWorker> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RemindEvery = TimeSpan.FromDays(1);

    private readonly Dictionary<string, DateTimeOffset> _reminded = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (certificates.All.Count == 0)
            return;
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                foreach (var door in certificates.All)
                    Look(door);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A clean stop.
        }
    }

    private void Look(DoorCertificate door)
    {
        var now = clock.GetUtcNow();
        switch (door.Check(now))
        {
            case DoorChange.Taken:
                LogTaken(door.Door, door.NotAfter);
                break;
            case DoorChange.Refused:
                LogRefused(door.Door, door.NotAfter, door.Fault!);
                break;
            case DoorChange.Restored:
                LogRestored(door.Door);
                break;
            case DoorChange.None:
                break;
        }

        if (certificates.DaysLeft(door) > DoorCertificates.WarnDays)
        {
            _reminded.Remove(door.Door);
        }
        else if (!_reminded.TryGetValue(door.Door, out var last) || now - last >= RemindEvery)
        {
            _reminded[door.Door] = now;
            LogEnding(door.Door, door.NotAfter);
        }
    }

    [LoggerMessage(9021, LogLevel.Information, "The {Door} door shows a new certificate, valid until {NotAfter}")]
    private partial void LogTaken(string door, DateTimeOffset notAfter);

    [LoggerMessage(9022, LogLevel.Error, "The {Door} door keeps its certificate, valid until {NotAfter}, because the new one cannot be used: {Fault}")]
    private partial void LogRefused(string door, DateTimeOffset notAfter, string fault);

    [LoggerMessage(9023, LogLevel.Information, "The files of the {Door} door hold the certificate in use again")]
    private partial void LogRestored(string door);

    [LoggerMessage(9024, LogLevel.Warning, "The certificate of the {Door} door is valid until {NotAfter}: have it renewed")]
    private partial void LogEnding(string door, DateTimeOffset notAfter);
}
