using Xunit;

namespace HaiPhongSoc.Testing;

/// <summary>
/// What a test needs that a machine with only the .NET SDK lacks. Missing: the test skips and says what is missing, unless the environment
/// variable <c>SOC_CI_REQUIRE</c> (comma-separated: chromium, rsyslog, strace, curl, jq, postgresql, corpus) names it; then the test fails.
/// </summary>
public static class Requires
{
    /// <summary>The path of a Chromium.</summary>
    public static string Chromium() =>
        Executable("chromium", "SOC_CHROMIUM", "chromium", "chromium-browser", "google-chrome");

    /// <summary>The path of rsyslogd.</summary>
    public static string Rsyslog() => Executable("rsyslog", "SOC_RSYSLOGD", "rsyslogd");

    /// <summary>The path of strace.</summary>
    public static string Strace() => Executable("strace", "SOC_STRACE", "strace");

    /// <summary>The path of curl.</summary>
    public static string Curl() => Executable("curl", "SOC_CURL", "curl");

    /// <summary>The path of jq.</summary>
    public static string Jq() => Executable("jq", "SOC_JQ", "jq");

    /// <summary>The folder of PostgreSQL's programs (initdb, pg_ctl, postgres); Debian keeps them out of the path.</summary>
    public static string PostgreSql()
    {
        const string Debian = "/usr/lib/postgresql";
        var given = Environment.GetEnvironmentVariable("SOC_POSTGRESQL");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).AsEnumerable();
        if (Directory.Exists(Debian))
            folders = Directory.GetDirectories(Debian).OrderByDescending(f => int.TryParse(Path.GetFileName(f), out var version) ? version : 0).Select(f => Path.Combine(f, "bin")).Concat(folders);
        if (given is not null)
            folders = folders.Prepend(given);
        if (folders.Select(ServerPrograms).FirstOrDefault(f => f is not null) is { } found)
            return found;
        Missing("postgresql", "no PostgreSQL server on this machine: install it (Debian: postgresql) or set SOC_POSTGRESQL to the folder of initdb");
        return "";
    }

    /// <summary>A folder of the shared corpus (see its README), for example <c>Corpus("sigmahq")</c>.</summary>
    public static string Corpus(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("SOC_CORPUS") ?? RepositoryRoot.Of("..", "shared", "corpus");
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        if (!Directory.Exists(path))
            Missing("corpus", $"no {path}: set SOC_CORPUS to a folder that holds sigmahq, security-datasets and evtx-to-mitre");
        return path;
    }

    // Where initdb really lies: in the path there may be a link to it alone.
    private static string? ServerPrograms(string folder)
    {
        FileSystemInfo initdb = new FileInfo(Path.Combine(folder, "initdb"));
        if (!initdb.Exists)
            return null;
        initdb = initdb.ResolveLinkTarget(returnFinalTarget: true) ?? initdb;
        var real = Path.GetDirectoryName(initdb.FullName)!;
        return File.Exists(initdb.FullName) && File.Exists(Path.Combine(real, "postgres")) && File.Exists(Path.Combine(real, "pg_ctl")) ? real : null;
    }

    private static string Executable(string name, string variable, params string[] candidates)
    {
        var given = Environment.GetEnvironmentVariable(variable);
        if (given is not null && File.Exists(given))
            return given;

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin");
        foreach (var folder in folders)
        {
            foreach (var candidate in candidates)
            {
                var path = Path.Combine(folder, candidate);
                if (File.Exists(path))
                    return path;
            }
        }

        Missing(name, $"no {name} on this machine: install it or set {variable} to its path");
        return "";
    }

    private static void Missing(string name, string reason)
    {
        var required = (Environment.GetEnvironmentVariable("SOC_CI_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (required.Contains(name, StringComparer.OrdinalIgnoreCase))
            Assert.Fail($"{reason} (SOC_CI_REQUIRE names {name})");
        Assert.Skip(reason);
    }
}
