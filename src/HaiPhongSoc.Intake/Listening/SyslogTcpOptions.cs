namespace HaiPhongSoc.Intake.Listening;

/// <summary>Syslog over TCP.</summary>
public sealed class SyslogTcpOptions
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where to listen; empty = once, on 127.0.0.1:5514.</summary>
    public IList<SyslogListenerOptions> Listeners { get; init; } = [];

    /// <summary>Connections at a time, over all listeners; further ones wait to be accepted. Default 1,000.</summary>
    public int MaxConnections { get; set; } = 1_000;

    /// <summary>Connections at a time from one address; further ones are closed and counted. Default 200.</summary>
    public int MaxConnectionsPerPeer { get; set; } = 200;

    /// <summary>A connection on which nothing arrives for so long is closed. Default 1 hour: a closed syslog connection may cost its sender a record.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// A record that has begun must be complete after so long; else what arrived is kept with the fault <c>frame-timed-out</c> and the connection is closed. Default 1 minute.
    /// </summary>
    public TimeSpan FrameTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Batches that may wait for the spool before connections are no longer read. Default 256.</summary>
    public int MaxQueuedBatches { get; set; } = 256;
}
