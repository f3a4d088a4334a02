namespace HaiPhongSoc.Intake.Listening;

/// <summary>Syslog listeners (RFC 5424, RFC 3164 over RFC 6587 TCP and RFC 5426 UDP).</summary>
public sealed class SyslogOptions
{
    /// <summary>The port on which both listen by default (the customary unprivileged one).</summary>
    public const int DefaultPort = 5514;

    /// <summary>The most of one record that is kept; the rest is discarded and counted, the record carries the fault <c>frame-too-long</c>. Default 64 KiB.</summary>
    public int MaxRecordBytes { get; set; } = 64 * 1024;

    public SyslogTcpOptions Tcp { get; init; } = new();

    public SyslogUdpOptions Udp { get; init; } = new();
}
