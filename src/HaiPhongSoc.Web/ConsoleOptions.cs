using System.Net;
using HaiPhongSoc.Web.Accounts.SignOn;
using Microsoft.AspNetCore.DataProtection;

namespace HaiPhongSoc.Web;

/// <summary>What the host decides for the console.</summary>
public sealed class ConsoleOptions
{
    /// <summary>Says where the keys that seal session cookies are kept; null = they live as long as the process.</summary>
    public Action<IDataProtectionBuilder>? KeepKeys { get; set; }

    /// <summary>So many refused attempts to sign in a minute are borne from one address, and at one name; what comes after is told when to try again.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>How much one asker may ask of the API.</summary>
    public Api.ApiLimits Api { get; set; } = new();

    /// <summary>Single sign-on; checked by <see cref="SignOnRules"/> before.</summary>
    public SignOnOptions SignOn { get; set; } = new();

    /// <summary>The address that people type; null = loopback names only. Links and redirections that need a whole address are made from it.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Host names beside that of <see cref="PublicUrl"/> under which the console answers; loopback names always may.</summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>The networks of reverse proxies: only from them are X-Forwarded-For, -Proto and -Host believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; set; } = [];

    /// <summary>How many of them stand in a row.</summary>
    public int ProxyHops { get; set; } = 1;

    /// <summary>Whether HSTS covers the names below this host.</summary>
    public bool HstsIncludeSubDomains { get; set; }
}
