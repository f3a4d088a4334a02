using System.ComponentModel.DataAnnotations;
using HaiPhongSoc.Operations.Mail;

namespace HaiPhongSoc.Operations.Audit.Anchors;

/// <summary>Section <c>Operations:Audit:Anchor</c>: where statements about the chain are kept that the owner of the database cannot reach. Each way that is named is used.</summary>
public sealed class AnchorOptions
{
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A file that anchors are appended to, one JSON object a line; best on a share of another machine. Empty = none.</summary>
    public string File { get; set; } = "";

    public SyslogAnchorOptions Syslog { get; init; } = new();

    public MailAnchorOptions Mail { get; init; } = new();
}

/// <summary>RFC 5424, facility 13 (log audit).</summary>
public sealed class SyslogAnchorOptions
{
    /// <summary>Name or address; empty = none.</summary>
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 514;

    /// <summary>tcp (octet-counted, RFC 6587) or udp.</summary>
    public string Protocol { get; set; } = "tcp";
}

public sealed class MailAnchorOptions : MailServerOptions
{
    /// <summary>Several addresses are separated by commas.</summary>
    public string To { get; set; } = "";
}
