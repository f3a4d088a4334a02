using System.ComponentModel.DataAnnotations;

namespace HaiPhongSoc.Configuration;

/// <summary>A door: one address to listen on for HTTP.</summary>
internal class ListenerOptions
{
    /// <summary>An IP address of this machine; <c>0.0.0.0</c> or <c>::</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>With a certificate the door speaks TLS 1.2 and 1.3 only.</summary>
    public CertificateOptions Certificate { get; init; } = new();

    /// <summary>So many connections at a time; one address has a quarter of them at most. What comes beyond is closed and counted.</summary>
    [Range(4, 100_000)]
    public int MaxConnections { get; set; } = 1_000;
}
