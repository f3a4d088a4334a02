using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Demo;

/// <summary>
/// The sample city in a temporary folder: its register, its sources and a configuration file as an administrator would write it. Windows sources post with
/// tokens, the others send syslog, each to a listener of its own (on one machine all senders have the same address).
/// </summary>
internal sealed class DemoCity : IDisposable
{
    private const string WindowsDefinition = "windows-json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-demo-");

    private DemoCity(IReadOnlyList<SourceOptions> sources, IReadOnlyDictionary<string, string> tokens, int consolePort)
    {
        SyslogSources = [.. sources.Where(source => source.Definition != WindowsDefinition).Select(source => source.Id)];
        Tokens = tokens;
        File.WriteAllText(ConfigurationFile, JsonSerializer.Serialize(Configuration(sources, consolePort)));
    }

    public string Folder => _folder.FullName;

    public string ConfigurationFile => Path.Combine(Folder, "soc.json");

    /// <summary>Sources that send syslog, in the order of their listeners.</summary>
    public IReadOnlyList<string> SyslogSources { get; }

    /// <summary>The tokens of those that post.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; }

    /// <param name="consolePort">Where the console should listen; another free port where this one is taken.</param>
    public static DemoCity Create(int consolePort)
    {
        var sources = JsonSerializer.Deserialize<List<SourceOptions>>(File.ReadAllText(Shipped("sources.json")))!;
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in sources.Where(source => source.Definition == WindowsDefinition))
            (tokens[source.Id], source.TokenSha256) = DemoSender.NewToken();
        return new DemoCity(sources, tokens, consolePort);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private object Configuration(IReadOnlyList<SourceOptions> sources, int consolePort) => new
    {
        Soc = new
        {
            DataDirectory = Path.Combine(Folder, "data"),
            RegisterFile = Shipped("register.yml"),
            Console = new { Port = IsFree(consolePort) ? consolePort : 0 },
            Http = new { Port = 0 },
            Management = new { Port = 0 },
        },
        Operations = new
        {
            CentreContact = "Trực SOC (minh họa) ☎ 0225 000 1900",

            // A newcomer is in within a minute; the console says what that means.
            Accounts = new { RequireSecondFactor = false },
        },
        Intake = new
        {
            Syslog = new
            {
                Tcp = new { Listeners = SyslogSources.Select(id => new { Address = "127.0.0.1", Port = 0, Source = id }) },
                Udp = new { Enabled = false },
            },
            Sources = sources,
        },
    };

    /// <summary>A file of the sample city, as it is shipped.</summary>
    public static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "deploy", "sample-city", file);

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            probe.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
