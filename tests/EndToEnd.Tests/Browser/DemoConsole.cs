using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Browser;

/// <summary><c>soc demo</c> as a person starts it, with the attack's incident in it.</summary>
public sealed class DemoConsole : IConsoleUnderTest, IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private SocProcess? _process;

    public Uri Console { get; private set; } = null!;

    public string AccountName { get; private set; } = "";

    public string Password { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _process = SocProcess.Start("demo", "--port", "0");
        Console = new Uri(await _process.ValueAsync("Console: ", Limit));
        AccountName = await _process.ValueAsync("Account: ", Limit);
        Password = await _process.ValueAsync("Password: ", Limit);
        await _process.WaitForLineAsync(line => line.StartsWith("SC-", StringComparison.Ordinal), "the incident's line", Limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        await _process.StopAsync(TimeSpan.FromSeconds(60));
        await _process.DisposeAsync();
    }
}
