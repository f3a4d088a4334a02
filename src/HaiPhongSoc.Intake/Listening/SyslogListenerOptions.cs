namespace HaiPhongSoc.Intake.Listening;

/// <summary>One address and port to listen on.</summary>
public sealed class SyslogListenerOptions
{
    /// <summary>The local address, IPv4 or IPv6 (<c>::</c> takes both). Default 127.0.0.1.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one, which <see cref="ListenerEndpoints"/> tells. Default 5514.</summary>
    public int Port { get; set; } = SyslogOptions.DefaultPort;

    /// <summary>The id of the source to which everything belongs that arrives here; empty = told by the sender's address.</summary>
    public string Source { get; set; } = "";

    /// <summary>The listeners as configured, or the default one where none is.</summary>
    internal static IEnumerable<(SyslogListenerOptions Options, int Index)> Effective(IList<SyslogListenerOptions> configured) =>
        (configured.Count == 0 ? [new SyslogListenerOptions()] : configured).Select(static (options, index) => (options, index));
}
