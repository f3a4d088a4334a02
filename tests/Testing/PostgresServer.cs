using System.Diagnostics;
using System.Globalization;

namespace HaiPhongSoc.Testing;

/// <summary>
/// A PostgreSQL of this test run alone: a new cluster in a folder of its own, reached by a Unix socket in it, started from the machine's binaries as an
/// unprivileged user. It ends with the process that started it, however that ends: a shell waits for the end of a pipe, stops the server and removes
/// the folder. Its language is Vietnamese, so that an order which is left to the server shows; it flushes nothing.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Script = """
        set -e
        bin=$1
        folder=$(mktemp -d /tmp/soc-pg-XXXXXX)
        trap 'rm -rf "$folder"' EXIT
        {
            "$bin/initdb" -D "$folder/data" -U soc -A trust -E UTF8 --no-sync --locale=C --locale-provider=icu --icu-locale=vi-VN
            "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/log" start -o "-k $folder -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB -c autovacuum=off"
        } >"$folder/start" 2>&1 || { cat "$folder/start" "$folder/log" >&2; exit 1; }
        # A signal to the whole group would leave the server, which is in none: only the end of the pipe ends it.
        trap '' TERM INT HUP
        echo "$folder"
        cat >/dev/null
        "$bin/pg_ctl" -D "$folder/data" -w -m immediate stop >/dev/null
        """;

    private readonly Process _shell;
    private readonly string _folder;

    private PostgresServer(Process shell, string folder) => (_shell, _folder) = (shell, folder);

    /// <summary>Skips the test, or fails it, where <see cref="Requires.PostgreSql"/> finds no server.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var bin = Requires.PostgreSql();
        var prefix = Environment.IsPrivilegedProcess ? AsSomebodyElse() : ["env"];
        var start = new ProcessStartInfo(prefix[0], [.. prefix[1..], "sh", "-c", Script, "soc-pg", bin])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var shell = Process.Start(start)!;
        if (await shell.StandardOutput.ReadLineAsync() is { } folder)
            return new PostgresServer(shell, folder);
        var reason = await shell.StandardError.ReadToEndAsync();
        shell.Dispose();
        throw new InvalidOperationException($"PostgreSQL did not start: {reason}");
    }

    /// <summary>For a database of this server, in Npgsql's words.</summary>
    public string ConnectionString(string database) => $"Host={_folder};Username=soc;Database={database}";

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    // initdb refuses to work as root.
    private static string[] AsSomebodyElse()
    {
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToDictionary(fields => fields[0], StringComparer.Ordinal);
        var fields = accounts.TryGetValue("postgres", out var postgres) ? postgres : accounts["nobody"];
        var (user, group) = (int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
        return ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups"];
    }
}
