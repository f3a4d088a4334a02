namespace HaiPhongSoc.Intake;

/// <summary>The names under which intake tells its numbers.</summary>
public static class IntakeTelemetry
{
    /// <summary>The meter to listen to.</summary>
    public const string MeterName = "HaiPhongSoc.Intake";

    /// <summary>Records per <c>stage</c> and <c>outcome</c> (in, out, faulted, dropped); in = out + faulted + dropped once a stage is idle.</summary>
    public const string Records = "intake.records";

    /// <summary>Bytes that framing discarded because a record was too long, per <c>stage</c>.</summary>
    public const string DiscardedBytes = "intake.discarded_bytes";

    /// <summary>Seconds that one flush of spool data took.</summary>
    public const string FlushSeconds = "intake.spool.flush_seconds";

    /// <summary>Bytes that all segments hold.</summary>
    public const string SpoolBytes = "intake.spool.bytes";

    /// <summary>The next offset to be given.</summary>
    public const string SpoolNextOffset = "intake.spool.next_offset";

    /// <summary>Bytes of a torn tail that were cut when the spool was opened.</summary>
    public const string TornBytes = "intake.spool.torn_bytes";

    /// <summary>Acknowledged records that cannot be read any more because their bytes are damaged or missing.</summary>
    public const string LostRecords = "intake.spool.lost_records";

    /// <summary>Syslog connections that are open.</summary>
    public const string Connections = "intake.tcp.connections";

    /// <summary>Syslog connections that were refused, per <c>reason</c>.</summary>
    public const string RefusedConnections = "intake.tcp.refused_connections";

    /// <summary>Datagrams that the kernel dropped before they could be read, since the start.</summary>
    public const string KernelDrops = "intake.udp.kernel_drops";

    /// <summary>Records whose sender no source declares.</summary>
    public const string UnknownSenders = "intake.unknown_sender_records";
}
