using System.ComponentModel.DataAnnotations;
using HaiPhongSoc.Web.Accounts.SignOn;
using HaiPhongSoc.Web.Api;

namespace HaiPhongSoc.Configuration;

/// <summary>Section <c>Soc</c>: where the program keeps its data and where it listens for people, for log shippers and for probes.</summary>
internal sealed class SocOptions
{
    /// <summary>The folder of everything that must survive: spool, event store, operational database, keys.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>Folder of rules; default: <c>rules</c> beside the program.</summary>
    public string RulesDirectory { get; set; } = Path.Combine(AppContext.BaseDirectory, "rules");

    /// <summary>Folder of playbooks; default: <c>playbooks</c> beside the program.</summary>
    public string PlaybooksDirectory { get; set; } = Path.Combine(AppContext.BaseDirectory, "playbooks");

    /// <summary>A register file (YAML) that is imported at every start; empty = none. Importing the same file again changes nothing.</summary>
    public string RegisterFile { get; set; } = "";

    /// <summary>For browsers.</summary>
    public ConsoleDoorOptions Console { get; init; } = new() { Port = 8440 };

    /// <summary>Where log shippers post to <c>/intake/ndjson</c>.</summary>
    public ListenerOptions Http { get; init; } = new() { Port = 8442, MaxConnections = 5_000 };

    /// <summary><c>/healthz</c>, <c>/readyz</c>, <c>/metrics</c>. Has no sign-in: keep it on loopback or a management network.</summary>
    public ListenerOptions Management { get; init; } = new() { Port = 8441 };

    /// <summary>What this process does: <c>intake</c>, <c>detect</c>, <c>operate</c>, <c>web</c>, with commas between; empty = everything.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Single sign-on by OpenID Connect; off where it is left out.</summary>
    public SignOnOptions SignOn { get; init; } = new();

    /// <summary>How much programs may ask of <c>/api/v1</c>.</summary>
    public ApiLimits Api { get; init; } = new();

    /// <summary>The keys that seal sessions.</summary>
    public KeyRingOptions Keys { get; init; } = new();

    /// <summary>The realm of what the SOC tells about itself (source <c>soc-self</c>).</summary>
    public string SelfRealm { get; set; } = "soc";

    /// <summary>OTLP endpoint for metrics and traces, for example <c>http://127.0.0.1:4317</c>; empty = not sent.</summary>
    public string OtlpEndpoint { get; set; } = "";
}
