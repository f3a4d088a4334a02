using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Processes;

/// <summary>A folder with configuration and data that outlives the process: serve from it, kill, serve again.</summary>
internal sealed class SocInstallation : IDisposable
{
    public const string Token = "end-to-end-token-0123456789abcdef";
    public const string HttpSource = "e2e-http";
    public const string SyslogSource = "e2e-syslog";

    internal static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();

    /// <param name="passwordAlone">The door of people is another test's matter: a password opens the console.</param>
    public SocInstallation(bool passwordAlone = false)
    {
        File.WriteAllText(ConfigurationFile, JsonSerializer.Serialize(new
        {
            Soc = new
            {
                DataDirectory,
                RegisterFile = RepositoryRoot.Of("deploy", "sample-city", "register.yml"),
                Console = new { Port = 0 },
                Http = new { Port = 0 },
                Management = new { Port = 0 },
            },
            Operations = new { Accounts = new { RequireSecondFactor = !passwordAlone } },
            Intake = new
            {
                Syslog = new
                {
                    Tcp = new { Listeners = new[] { new { Address = "127.0.0.1", Port = 0, Source = SyslogSource } } },
                    Udp = new { Listeners = new[] { new { Address = "127.0.0.1", Port = 0, Source = SyslogSource } } },
                },
                Sources = new object[]
                {
                    new { Id = HttpSource, Realm = "ttthdl", System = "dvc", Definition = "json", TokenSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token))) },
                    new { Id = SyslogSource, Realm = "ttthdl", System = "dvc", Definition = "auto" },
                },
            },
        }));
    }

    public string DataDirectory => _folder.File("data");

    public string ConfigurationFile => _folder.File("soc.json");

    public async Task<RunningSoc> ServeAsync(params string[] more)
    {
        ForgetEndpoints();
        var process = SocProcess.Start(["serve", "--config", ConfigurationFile, .. more]);
        return await RunningSoc.WhenListeningAsync(process, DataDirectory, StartLimit);
    }

    public async Task<RunningSoc> ServeUnderAsync(string program, params string[] programArguments)
    {
        ForgetEndpoints();
        var process = SocProcess.StartUnder(program, programArguments, "serve", "--config", ConfigurationFile);
        return await RunningSoc.WhenListeningAsync(process, DataDirectory, StartLimit);
    }

    public void Dispose() => _folder.Dispose();

    // A killed process leaves its addresses behind; nobody must take them for those of the next one.
    private void ForgetEndpoints()
    {
        var path = Path.Combine(DataDirectory, "run", "endpoints.json");
        if (File.Exists(path))
            File.Delete(path);
    }
}

/// <summary>A serving process and where it listens.</summary>
internal sealed class RunningSoc : IAsyncDisposable
{
    private RunningSoc(SocProcess process, JsonElement endpoints)
    {
        Process = process;
        HasConsole = endpoints.GetProperty("console").GetString() is not null;
        Console = new Uri(endpoints.GetProperty("console").GetString() ?? "http://no-console.invalid");
        Intake = new Uri(new Uri(endpoints.GetProperty("intake").GetString()!), "/intake/ndjson");
        Management = new Uri(endpoints.GetProperty("management").GetString()!);
        SyslogTcp = IPEndPoint.Parse(endpoints.GetProperty("syslogTcp")[0].GetString()!);
        SyslogUdp = IPEndPoint.Parse(endpoints.GetProperty("syslogUdp")[0].GetString()!);
    }

    public SocProcess Process { get; }

    /// <summary>False where the process runs without the role web.</summary>
    public bool HasConsole { get; }

    public Uri Console { get; }

    public Uri Intake { get; }

    public Uri Management { get; }

    public IPEndPoint SyslogTcp { get; }

    public IPEndPoint SyslogUdp { get; }

    public static async Task<RunningSoc> WhenListeningAsync(SocProcess process, string dataDirectory, TimeSpan limit) =>
        new(process, await process.WaitForEndpointsAsync(dataDirectory, limit));

    /// <summary>The password that the first start printed.</summary>
    public async Task<string> FirstPasswordAsync()
    {
        var line = await Process.WaitForLineAsync(text => text.StartsWith("Password", StringComparison.Ordinal), "the first password", SocInstallation.StartLimit);
        return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
