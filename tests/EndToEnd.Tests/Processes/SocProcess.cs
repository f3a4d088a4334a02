using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using HaiPhongSoc.Testing;

namespace EndToEnd.Tests.Processes;

/// <summary>The real executable <c>soc</c> as built beside the tests, with its output kept for the message of a failing test.</summary>
internal sealed class SocProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private SocProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Executable
    {
        get
        {
            var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return RepositoryRoot.Of("artifacts", "bin", "HaiPhongSoc", configuration, OperatingSystem.IsWindows() ? "soc.exe" : "soc");
        }
    }

    public int Id => _process.Id;

    public IReadOnlyList<string> Lines => [.. _lines];

    public long WorkingSetBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static SocProcess Start(params string[] arguments) => new(StartInfo(Executable, arguments));

    /// <summary>Under another program, such as strace.</summary>
    public static SocProcess StartUnder(string program, IEnumerable<string> programArguments, params string[] arguments) =>
        new(StartInfo(program, [.. programArguments, Executable, .. arguments]));

    /// <summary>Runs to the end, with a folder of its own for temporary files, and gives exit code and output.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(TimeSpan limit, string temporaryFolder, params string[] arguments)
    {
        var start = StartInfo(Executable, arguments);
        start.Environment["TMPDIR"] = temporaryFolder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"soc {string.Join(' ', arguments)} did not end within {limit}; it said:\n{await output}\n{await error}");
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>What stands behind a label that begins a line.</summary>
    public async Task<string> ValueAsync(string label, TimeSpan limit) =>
        (await WaitForLineAsync(text => text.StartsWith(label, StringComparison.Ordinal), label, limit))[label.Length..].Trim();

    /// <summary>The first line that fits; fails with everything the process said if none came in time or it ended.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> fits, string what, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        while (true)
        {
            if (_lines.FirstOrDefault(fits) is { } line)
                return line;
            if (_process.HasExited && _arrived.CurrentCount == 0)
                Assert.Fail($"waited for {what}, but soc ended with {_process.ExitCode}; it said:\n{string.Join('\n', _lines)}");
            try
            {
                await _arrived.WaitAsync(TimeSpan.FromMilliseconds(200), timeout.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"waited {limit} for {what}; soc said:\n{string.Join('\n', _lines)}");
            }
        }
    }

    /// <summary>The addresses that a serving process wrote into its data folder once it listens everywhere.</summary>
    public async Task<JsonElement> WaitForEndpointsAsync(string dataDirectory, TimeSpan limit)
    {
        var path = Path.Combine(dataDirectory, "run", "endpoints.json");
        var started = Stopwatch.GetTimestamp();
        while (!File.Exists(path))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > limit)
                Assert.Fail($"no {path} after {Stopwatch.GetElapsedTime(started)}; soc said:\n{string.Join('\n', _lines)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).RootElement;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as systemd does; gives the exit code.</summary>
    public async Task<int> StopAsync(TimeSpan limit)
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _arrived.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        _arrived.Release();
    }

    private static ProcessStartInfo StartInfo(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }
}
