using System.Net;

namespace HaiPhongSoc.Configuration;

/// <summary>What must hold of the console's door beside what holds of any.</summary>
internal static class ConsoleDoorRules
{
    private const string Key = "Soc:Console";

    public static void Check(List<string> failures, ConsoleDoorOptions console)
    {
        var beyond = IPAddress.TryParse(console.Address, out var address) && !IPAddress.IsLoopback(address);
        if (beyond && !console.Certificate.IsGiven && console.TrustedProxies.Count == 0)
            failures.Add($"{Key}:Address is '{console.Address}', but the console would speak plain HTTP and passwords would pass in clear: give {Key}:Certificate:CertificateFile and KeyFile, or {Key}:TrustedProxies where a reverse proxy with a certificate stands in front, or keep it on 127.0.0.1");
        CheckProxies(failures, console);
        CheckUrl(failures, console, isNeeded: beyond || console.TrustedProxies.Count > 0 || console.RedirectPort is not null);
        foreach (var host in console.AllowedHosts.Where(host => Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic))
            failures.Add($"{Key}:AllowedHosts has '{host}', which is no host name: give a name without scheme, port or wildcard, for example soc.haiphong.gov.vn");
        if (console.RedirectPort is < 0 or > 65535)
            failures.Add($"{Key}:RedirectPort is {console.RedirectPort}, allowed are 0 to 65535: give a free port or leave it out");
    }

    private static void CheckProxies(List<string> failures, ConsoleDoorOptions console)
    {
        foreach (var text in console.TrustedProxies)
        {
            if (ConsoleDoorOptions.NetworkOf(text) is not { } network)
                failures.Add($"{Key}:TrustedProxies has '{text}', which is no address or network: give one like 10.20.0.5 or 10.20.0.0/29");
            else if (network.PrefixLength < 8)
                failures.Add($"{Key}:TrustedProxies has '{text}', which would let half the world say from where it comes: name the proxies, for example 10.20.0.5");
        }

        if (console.ProxyHops is < 1 or > 5)
            failures.Add($"{Key}:ProxyHops is {console.ProxyHops}, allowed are 1 to 5: give the number of proxies between browser and console");
    }

    private static void CheckUrl(List<string> failures, ConsoleDoorOptions console, bool isNeeded)
    {
        if (console.PublicUrl.Length == 0)
        {
            if (isNeeded)
                failures.Add($"{Key}:PublicUrl is empty, but the console is reached from elsewhere: give the address that people type, for example https://soc.haiphong.gov.vn");
            return;
        }

        if (!Uri.TryCreate(console.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            failures.Add($"{Key}:PublicUrl is '{console.PublicUrl}', which is no address of a site: give scheme and name only, for example https://soc.haiphong.gov.vn");
        else if (url.Scheme == "http" && !url.IsLoopback)
            failures.Add($"{Key}:PublicUrl is '{console.PublicUrl}', but people must not sign in over plain HTTP: write https://");
    }
}
