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
        Console = new Uri(await ValueAsync("Console: "));
        AccountName = await ValueAsync("Account: ");
        Password = await ValueAsync("Password: ");
        await _process.WaitForLineAsync(line => line.StartsWith("SC-", StringComparison.Ordinal), "the incident's line", Limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        await _process.StopAsync(TimeSpan.FromSeconds(60));
        await _process.DisposeAsync();
    }

    private async Task<string> ValueAsync(string label)
    {
        var line = await _process!.WaitForLineAsync(text => text.StartsWith(label, StringComparison.Ordinal), label, Limit);
        return line[label.Length..].Trim();
    }
}
