namespace HaiPhongSoc.Intake.Listening;

/// <summary>Syslog over UDP: the one way in that may drop, and counts what it drops.</summary>
public sealed class SyslogUdpOptions
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where to listen; empty = once, on 127.0.0.1:5514.</summary>
    public IList<SyslogListenerOptions> Listeners { get; init; } = [];

    /// <summary>The kernel's receive buffer asked for; the kernel may give less (<c>net.core.rmem_max</c>). Default 8 MiB.</summary>
    public int ReceiveBufferBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Batches that may wait for the spool before datagrams are dropped and counted. Default 64.</summary>
    public int MaxQueuedBatches { get; set; } = 64;
}
