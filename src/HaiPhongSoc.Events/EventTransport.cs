namespace HaiPhongSoc.Events;

/// <summary>By what way a record came in. The numbers stand in spool files: never renumber.</summary>
public enum EventTransport : byte
{
    File = 0,
    SyslogTcp = 1,
    SyslogUdp = 2,
    HttpNdjson = 3,

    /// <summary>The SOC tells what happened to itself.</summary>
    Internal = 4,
}
