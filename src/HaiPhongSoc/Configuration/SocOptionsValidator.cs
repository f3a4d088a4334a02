using System.Net;
using HaiPhongSoc.Web.Accounts.SignOn;
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
        if (options.SelfRealm.Length is 0 or > 62 || !options.SelfRealm.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            failures.Add($"Soc:SelfRealm is '{options.SelfRealm}': use lower-case letters, digits and dashes, for example soc");
        if (!Directory.Exists(options.RulesDirectory))
            failures.Add($"Soc:RulesDirectory is '{options.RulesDirectory}', which does not exist: give the folder that holds detection, correlation and sources");
        if (!Directory.Exists(options.PlaybooksDirectory))
            failures.Add($"Soc:PlaybooksDirectory is '{options.PlaybooksDirectory}', which does not exist: give the folder that holds the playbooks");
        if (options.RegisterFile.Length > 0 && !File.Exists(options.RegisterFile))
            failures.Add($"Soc:RegisterFile is '{options.RegisterFile}', which does not exist: give a register file or leave it empty");
        if (options.OtlpEndpoint.Length > 0 && !Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out _))
            failures.Add($"Soc:OtlpEndpoint is '{options.OtlpEndpoint}', which is no URL: give one like http://127.0.0.1:4317 or leave it empty");
        RoleSet.Parse(options.Roles, failures);
        options.Keys.Check(failures);
        SignOnRules.Check(options.SignOn, failures);
        options.Api.Check(failures);
        Check(failures, "Soc:Console", options.Console);
        ConsoleDoorRules.Check(failures, options.Console);
        Check(failures, "Soc:Http", options.Http);
        Check(failures, "Soc:Management", options.Management);
        foreach (var taken in new[] { options.Console.Port, options.Http.Port, options.Management.Port, options.Console.RedirectPort ?? 0 }.Where(port => port != 0).GroupBy(port => port).Where(same => same.Count() > 1))
            failures.Add($"Soc:Console:Port, Soc:Console:RedirectPort, Soc:Http:Port and Soc:Management:Port share {taken.Key}: give each its own, so that people, log shippers and probes come in by doors of their own");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string key, ListenerOptions listener)
    {
        if (!IPAddress.TryParse(listener.Address, out _))
            failures.Add($"{key}:Address is '{listener.Address}', which is no IP address: give one of this machine, for example 127.0.0.1");
        if (listener.Port is < 0 or > 65535)
            failures.Add($"{key}:Port is {listener.Port}, allowed are 0 to 65535: give a free port or 0 for any");
        if (listener.MaxConnections is < 4 or > 100_000)
            failures.Add($"{key}:MaxConnections is {listener.MaxConnections}, allowed are 4 to 100000: leave it out for the default");
        if (!listener.Certificate.IsGiven && (listener.Certificate.KeyFile.Length > 0 || listener.Certificate.PassphraseFile.Length > 0))
            failures.Add($"{key}:Certificate:CertificateFile is empty, but a key or a passphrase is given: give the certificate that they belong to");
    }
}
