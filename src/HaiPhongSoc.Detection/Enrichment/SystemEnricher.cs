using System.Text;
using HaiPhongSoc.Detection.Entities;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Enrichment;

/// <summary>
/// Sets the system of an event: the owner, at the event's time and in its realm, of the host that the event names; the system of its source where
/// it names none.
/// </summary>
internal static class SystemEnricher
{
    /// <summary>Returns false where the event names a host that no system owns.</summary>
    public static bool Enrich(LogEvent logEvent, SystemDirectorySnapshot register)
    {
        var namesHost = false;
        for (var i = logEvent.Fields.IndexOf(EcsFields.HostIp); i >= 0; i = logEvent.Fields.IndexOf(EcsFields.HostIp, i + 1))
        {
            if (EntityReader.Address(logEvent.Fields[i].Value) is not { } address || System.Net.IPAddress.IsLoopback(address))
                continue;
            namesHost = true;
            logEvent.System ??= register.ByAddress(logEvent.Realm, address, logEvent.Time);
        }

        for (var i = logEvent.Fields.IndexOf(EcsFields.HostName); i >= 0 && logEvent.System is null; i = logEvent.Fields.IndexOf(EcsFields.HostName, i + 1))
        {
            if (logEvent.Fields[i].Value.IsEmpty || logEvent.Fields[i].Value.SequenceEqual("localhost"u8))
                continue;
            namesHost = true;
            logEvent.System = register.ByHostName(logEvent.Realm, Encoding.UTF8.GetString(logEvent.Fields[i].Value), logEvent.Time);
        }

        if (logEvent.System is not null)
            return true;
        if (namesHost)
            return false;
        if (logEvent.SourceSystem is { } code)
            logEvent.System = register.System(code);
        return true;
    }
}
