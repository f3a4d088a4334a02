using HaiPhongSoc.Configuration;
using HaiPhongSoc.Intake;
using HaiPhongSoc.Intake.Spool;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Hosting;

/// <summary>
/// A process that only takes in (<c>--roles intake</c>): while the database or the store is worked on, senders are acknowledged all the same, until the spool is full. A later start
/// with the other roles reads it. It cannot ask those what offsets they have seen, so it does not begin a spool where they have.
/// </summary>
internal sealed partial class IntakeAlone(EventSpool spool, IOptions<SocOptions> soc, IOptions<IntakeOptions> intake, ILogger<IntakeAlone> logger)
{
    private static readonly string[] Seen = ["events", "operations"];

    /// <exception cref="ConfigurationFault">The spool is new and the sinks are not.</exception>
    public void Check()
    {
        if (spool.NextOffset == 0 && Seen.FirstOrDefault(folder => Directory.Exists(Path.Combine(soc.Value.DataDirectory, folder))) is { } folder)
        {
            throw new ConfigurationFault([
                $"Soc:Roles (--roles) is 'intake' and the spool in '{intake.Value.Spool.Directory}' is new, but '{Path.Combine(soc.Value.DataDirectory, folder)}' is not: "
                + "records would get numbers that were given before, and be taken for known; start once with all roles, which raises the number, or put the spool back",
            ]);
        }

        LogAlone(spool.TotalBytes, intake.Value.Spool.MaxBytes);
    }

    [LoggerMessage(9041, LogLevel.Warning, "Only taking in: nothing is detected or stored until a start with all roles; the spool holds {Bytes} of {MaxBytes} bytes, and senders wait when it is full")]
    private partial void LogAlone(long bytes, long maxBytes);
}
