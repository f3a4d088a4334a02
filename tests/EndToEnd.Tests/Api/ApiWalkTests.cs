using System.Diagnostics;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Api;

/// <summary>The walk of <c>docs/api.md</c>, run as it stands there: what it shows a reader is what a real server answers to curl.</summary>
public sealed class ApiWalkTests(ApiCity city) : IClassFixture<ApiCity>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_commands_of_the_documentation_do_what_it_says()
    {
        var (commands, said) = Walk();
        var (exitCode, output, error) = await RunAsync(commands);
        exitCode.ShouldBe(0, $"{output}\n{error}");
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(said, $"{error}");
    }

    // The fenced blocks under the heading: `sh` is what is typed, `text` what is answered.
    private static (string Commands, string[] Said) Walk()
    {
        var page = File.ReadAllText(RepositoryRoot.Of("docs", "api.md"));
        var walk = page[page.IndexOf("\n## A walk", StringComparison.Ordinal)..];
        var commands = Block(walk, "sh").Split('\n').Where(line => !line.StartsWith("SOC=", StringComparison.Ordinal) && !line.StartsWith("TOKEN=", StringComparison.Ordinal) && !line.StartsWith("EXPIRED=", StringComparison.Ordinal));
        return (string.Join('\n', commands), Block(walk, "text").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Block(string page, string kind)
    {
        var from = page.IndexOf($"```{kind}\n", StringComparison.Ordinal) + kind.Length + 4;
        return page[from..page.IndexOf("\n```", from, StringComparison.Ordinal)];
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string commands)
    {
        Requires.Curl();
        Requires.Jq();
        using var temporary = new TemporaryFolder();
        var start = new ProcessStartInfo("bash", ["-eu", "-o", "pipefail", "-c", commands])
        {
            UseShellExecute = false,
            WorkingDirectory = temporary.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SOC"] = city.Console.GetLeftPart(UriPartial.Authority);
        start.Environment["TOKEN"] = city.Token;
        start.Environment["EXPIRED"] = city.Expired;
        using var shell = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Limit);
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(timeout.Token), shell.StandardError.ReadToEndAsync(timeout.Token));
        try
        {
            await shell.WaitForExitAsync(timeout.Token);
            return (shell.ExitCode, await output, await error);
        }
        finally
        {
            if (!shell.HasExited)
                shell.Kill(entireProcessTree: true);
        }
    }
}
