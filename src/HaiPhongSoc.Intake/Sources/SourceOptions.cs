using System.ComponentModel.DataAnnotations;

namespace HaiPhongSoc.Intake.Sources;

/// <summary>One sender of logs (nguồn nhật ký): who it is, in which network it stands, whose it is and how its records are read.</summary>
public sealed class SourceOptions
{
    /// <summary>Short unique id, for example <c>dvc-web</c>: lower-case letters, digits, dashes.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,62}$")]
    public string Id { get; set; } = "";

    /// <summary>The network in which its addresses and host names mean something (vùng mạng).</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,62}$")]
    public string Realm { get; set; } = "";

    /// <summary>The register's code of the system that it belongs to.</summary>
    [Required]
    public string System { get; set; } = "";

    /// <summary>Id of the source definition under <c>rules/sources/</c> that reads its records; <c>auto</c> tries all that recognise a record.</summary>
    [Required]
    public string Definition { get; set; } = "auto";

    /// <summary>Syslog peers (addresses or CIDR ranges) whose records are this source's. The most specific range over all sources wins.</summary>
    public IList<string> Addresses { get; init; } = [];

    /// <summary>How long it may send nothing before that is a finding, 10 minutes to 90 days; without it the time of <c>Operations:Findings:SourceSilentAfter</c>.</summary>
    public TimeSpan? SilentAfter { get; set; }

    /// <summary>SHA-256 (hex) of the bearer token with which this source may post to <c>/intake/ndjson</c>; empty = may not post.</summary>
    public string TokenSha256 { get; set; } = "";
}
