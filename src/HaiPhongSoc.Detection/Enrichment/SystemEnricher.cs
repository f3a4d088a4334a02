using System.Text;
using HaiPhongSoc.Detection.Entities;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Enrichment;

/// <summary>
/// Sets the system of an event: the owner, at the event's time and in its realm, of the host that the event names. Where it names none: the owner of
/// the site that was asked for, else the system of its source, else the owner of its account.
/// </summary>
internal static class SystemEnricher
{
    private static readonly FieldId UrlDomain = FieldCatalogue.Intern("url.domain");
    private static readonly FieldId UserDomain = FieldCatalogue.Intern("user.domain");

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
            var name = Encoding.UTF8.GetString(logEvent.Fields[i].Value);
            logEvent.System = register.ByHostName(logEvent.Realm, name, logEvent.Time) ?? register.ByDomain(logEvent.Realm, name, logEvent.Time);
        }

        if (logEvent.System is not null)
            return true;
        if (namesHost)
            return false;
        logEvent.System = OfSite(logEvent, register)
            ?? (logEvent.SourceSystem is { } code ? register.System(code) : null)
            ?? OfAccount(logEvent, register);
        return true;
    }

    private static SystemIdentity? OfSite(LogEvent logEvent, SystemDirectorySnapshot register) =>
        Text(logEvent, UrlDomain) is { } site ? register.ByDomain(logEvent.Realm, site, logEvent.Time) : null;

    private static SystemIdentity? OfAccount(LogEvent logEvent, SystemDirectorySnapshot register) =>
        Text(logEvent, EcsFields.UserName) is { } account ? register.ByAccount(logEvent.Realm, account, Text(logEvent, UserDomain), logEvent.Time) : null;

    private static string? Text(LogEvent logEvent, FieldId field) =>
        logEvent.Fields.TryGet(field, out var value) && value.Length > 0 ? Encoding.UTF8.GetString(value) : null;
}
