using System.Text.Json;

namespace HaiPhongSoc.Configuration;

/// <summary>
/// The layers of the configuration, later ones win: the defaults in the options classes, one JSON file, environment variables
/// (<c>SOC__Intake__Syslog__Tcp__Port=5514</c>), flags (<c>--set Intake:Syslog:Tcp:Port=5514</c>).
/// </summary>
internal static class SocConfiguration
{
    /// <summary>Two underscores, so that variables of tests and packaging (<c>SOC_…</c>) are not taken for keys.</summary>
    public const string EnvironmentPrefix = "SOC__";

    private static readonly string[] DefaultFiles = ["soc.json", "/etc/soc/soc.json"];

    /// <exception cref="ConfigurationFault">The file cannot be read, a flag is not KEY=VALUE, or a key is unknown.</exception>
    public static IConfigurationRoot Build(string? file, IReadOnlyList<string> settings, KnownKeys known)
    {
        var builder = new ConfigurationBuilder();
        var path = file ?? DefaultFiles.FirstOrDefault(File.Exists);
        if (path is not null)
        {
            if (!File.Exists(path))
                throw new ConfigurationFault([$"--config '{path}' does not exist: give a JSON file or leave the flag out"]);
            builder.AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false);
        }

        builder.AddEnvironmentVariables(EnvironmentPrefix);
        // Of a flag that is given twice the last one counts, as with everything else here.
        builder.AddInMemoryCollection(settings.Select(Split).GroupBy(s => s.Key, StringComparer.OrdinalIgnoreCase).Select(s => s.Last()));
        var root = BuildOrFault(builder, path);
        var unknown = known.Unknown(root);
        return unknown.Count == 0 ? root : throw new ConfigurationFault(unknown);
    }

    private static IConfigurationRoot BuildOrFault(ConfigurationBuilder builder, string? path)
    {
        try
        {
            return builder.Build();
        }
        catch (InvalidDataException fault)
        {
            var place = fault.InnerException?.InnerException as JsonException ?? fault.InnerException as JsonException;
            throw new ConfigurationFault([$"{path} is not valid JSON{(place is null ? "" : $" (line {place.LineNumber + 1}, column {place.BytePositionInLine + 1})")}: mend it; comments and trailing commas are allowed"]);
        }
        catch (FormatException fault)
        {
            throw new ConfigurationFault([$"{path} cannot be read: {fault.Message}"]);
        }
    }

    private static KeyValuePair<string, string?> Split(string setting)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new(setting[..equals], setting[(equals + 1)..])
            : throw new ConfigurationFault([$"--set '{setting}' is not KEY=VALUE: write for example --set Intake:Syslog:Tcp:Port=5514"]);
    }
}
