using System.Net;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Configuration;

/// <summary>All failures at once; each with key, bound, actual value and what to do.</summary>
internal sealed class SocOptionsValidator : IValidateOptions<SocOptions>
{
    public ValidateOptionsResult Validate(string? name, SocOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            failures.Add("Soc:DataDirectory is empty: give the folder that keeps the data, for example /var/lib/soc");
        if (!Directory.Exists(options.RulesDirectory))
            failures.Add($"Soc:RulesDirectory is '{options.RulesDirectory}', which does not exist: give the folder that holds detection, correlation and sources");
        if (!Directory.Exists(options.PlaybooksDirectory))
            failures.Add($"Soc:PlaybooksDirectory is '{options.PlaybooksDirectory}', which does not exist: give the folder that holds the playbooks");
        if (options.RegisterFile.Length > 0 && !File.Exists(options.RegisterFile))
            failures.Add($"Soc:RegisterFile is '{options.RegisterFile}', which does not exist: give a register file or leave it empty");
        if (options.OtlpEndpoint.Length > 0 && !Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out _))
            failures.Add($"Soc:OtlpEndpoint is '{options.OtlpEndpoint}', which is no URL: give one like http://127.0.0.1:4317 or leave it empty");
        Check(failures, "Soc:Console", options.Console);
        if (IPAddress.TryParse(options.Console.Address, out var console) && !IPAddress.IsLoopback(console))
            failures.Add($"Soc:Console:Address is '{options.Console.Address}', but the console speaks plain HTTP and passwords would pass in clear: keep it on 127.0.0.1 and reach it through an SSH tunnel or VPN endpoint on this machine");
        Check(failures, "Soc:Http", options.Http);
        Check(failures, "Soc:Management", options.Management);
        foreach (var taken in new[] { options.Console.Port, options.Http.Port, options.Management.Port }.Where(port => port != 0).GroupBy(port => port).Where(same => same.Count() > 1))
            failures.Add($"Soc:Console:Port, Soc:Http:Port and Soc:Management:Port share {taken.Key}: give each its own, so that people, log shippers and probes come in by doors of their own");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string key, ListenerOptions listener)
    {
        if (!IPAddress.TryParse(listener.Address, out _))
            failures.Add($"{key}:Address is '{listener.Address}', which is no IP address: give one of this machine, for example 127.0.0.1");
        if (listener.Port is < 0 or > 65535)
            failures.Add($"{key}:Port is {listener.Port}, allowed are 0 to 65535: give a free port or 0 for any");
    }
}
