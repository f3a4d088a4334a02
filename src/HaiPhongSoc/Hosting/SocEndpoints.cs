using System.Net;
using System.Text.Json;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Listening;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HaiPhongSoc.Hosting;

/// <summary>The addresses that a started host really listens on; a port that was configured as 0 stands here with its number.</summary>
/// <param name="Console">For browsers; null where this process has no console.</param>
/// <param name="Intake">For log shippers, without path.</param>
/// <param name="Management">For probes.</param>
/// <param name="SyslogTcp">In the order of the configuration.</param>
/// <param name="SyslogUdp">In the order of the configuration.</param>
internal sealed record SocEndpoints(string? Console, string Intake, string Management, IReadOnlyList<string> SyslogTcp, IReadOnlyList<string> SyslogUdp)
{
    /// <summary>Reads them from a host that has started.</summary>
    public static SocEndpoints Of(IServiceProvider services)
    {
        // Kestrel lists its addresses in the order in which SocHost told it to listen.
        var http = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        var syslog = services.GetRequiredService<ListenerEndpoints>();
        var web = services.GetRequiredService<RoleSet>().Has(RoleSet.Web) ? 1 : 0;
        return new SocEndpoints(web == 1 ? http[0] : null, http[web], http[web + 1], Text(syslog.Of(EventTransport.SyslogTcp)), Text(syslog.Of(EventTransport.SyslogUdp)));
    }

    /// <summary>Written to <c>run/endpoints.json</c> in the data folder when everything listens; scripts may wait for it.</summary>
    public void Write(string dataDirectory)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataDirectory, "run")).FullName;
        var temporary = Path.Combine(folder, "endpoints.json.new");
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        File.Move(temporary, Path.Combine(folder, "endpoints.json"), overwrite: true);
    }

    /// <summary>Removed at start and stop, so that nobody waits for a process that is gone.</summary>
    public static void Remove(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "run", "endpoints.json");
        if (File.Exists(path))
            File.Delete(path);
    }

    private static string[] Text(IEnumerable<IPEndPoint> endPoints) => [.. endPoints.Select(endPoint => endPoint.ToString())];
}
