using System.Net;
using HaiPhongSoc.Configuration;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Hosting;

/// <summary>Says at every start that the tokens of log shippers, and their logs, come in clear from other machines.</summary>
internal sealed partial class ClearIntakeWarning(IOptions<SocOptions> soc, ILogger<ClearIntakeWarning> log)
{
    public void Tell()
    {
        if (IsInClear(soc.Value.Http))
            InClear(soc.Value.Http.Address, soc.Value.Http.Port);
    }

    internal static bool IsInClear(ListenerOptions door) =>
        !door.Certificate.IsGiven && !(IPAddress.TryParse(door.Address, out var address) && IPAddress.IsLoopback(address));

    [LoggerMessage(EventId = 1051, Level = LogLevel.Warning, Message = "Soc:Http listens on {Address}:{Port} without TLS: whoever sees the network reads the tokens of log shippers and can send in their name. Give Soc:Http:Certificate, or listen on 127.0.0.1 behind a proxy that speaks TLS.")]
    private partial void InClear(string address, int port);
}
