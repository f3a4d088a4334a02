using System.CommandLine;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting;

namespace HaiPhongSoc.Commands;

/// <summary>The flags by which every command that needs a configuration takes it.</summary>
internal sealed class ConfigurationFlags
{
    private readonly Option<string?> _file = new("--config") { Description = "JSON configuration file (default: ./soc.json or /etc/soc/soc.json where there is one)", HelpName = "FILE" };
    private readonly Option<string[]> _set = new("--set") { Description = "One key of the configuration; may be given several times", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [] };

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_set);
    }

    /// <exception cref="ConfigurationFault">Some key or the file is wrong.</exception>
    public IConfigurationRoot Build(ParseResult parsed) => Build(parsed, []);

    /// <summary>With keys that other flags of the command set.</summary>
    public IConfigurationRoot Build(ParseResult parsed, IReadOnlyList<string> more) => SocConfiguration.Build(parsed.GetValue(_file), [.. parsed.GetValue(_set)!, .. more], SocHost.Known);
}
