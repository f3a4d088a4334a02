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

    public static HostStanding Enrich(LogEvent logEvent, SystemDirectorySnapshot register)
    {
        var (namesHost, isUnlisted, isListed) = (false, false, false);
        for (var i = logEvent.Fields.IndexOf(EcsFields.HostIp); i >= 0; i = logEvent.Fields.IndexOf(EcsFields.HostIp, i + 1))
        {
            if (EntityReader.Address(logEvent.Fields[i].Value) is not { } address || System.Net.IPAddress.IsLoopback(address))
                continue;
            namesHost = true;
            if (logEvent.System is not null && !isUnlisted)
                continue;
            var owner = register.ByAddress(logEvent.Realm, address, logEvent.Time, out var lacks);
            isUnlisted |= lacks;
            isListed |= owner is not null && !lacks;
            logEvent.System ??= owner;
        }

        if (isUnlisted && !isListed && !IsKnownByName(logEvent, register))
            return HostStanding.UnknownNode;
        for (var i = logEvent.Fields.IndexOf(EcsFields.HostName); i >= 0 && logEvent.System is null; i = logEvent.Fields.IndexOf(EcsFields.HostName, i + 1))
        {
            if (!IsName(logEvent.Fields[i].Value))
                continue;
            namesHost = true;
            logEvent.System = OfName(logEvent, register, i);
        }

        if (logEvent.System is not null)
            return HostStanding.Owned;
        if (namesHost)
            return HostStanding.Unowned;
        logEvent.System = OfSite(logEvent, register)
            ?? (logEvent.SourceSystem is { } code ? register.System(code) : null)
            ?? OfAccount(logEvent, register);
        return HostStanding.NotNamed;
    }

    private static bool IsKnownByName(LogEvent logEvent, SystemDirectorySnapshot register)
    {
        for (var i = logEvent.Fields.IndexOf(EcsFields.HostName); i >= 0; i = logEvent.Fields.IndexOf(EcsFields.HostName, i + 1))
        {
            if (IsName(logEvent.Fields[i].Value) && OfName(logEvent, register, i) is not null)
                return true;
        }

        return false;
    }

    private static bool IsName(ReadOnlySpan<byte> value) => !value.IsEmpty && !value.SequenceEqual("localhost"u8);

    private static SystemIdentity? OfName(LogEvent logEvent, SystemDirectorySnapshot register, int field)
    {
        var name = Encoding.UTF8.GetString(logEvent.Fields[field].Value);
        return register.ByHostName(logEvent.Realm, name, logEvent.Time) ?? register.ByDomain(logEvent.Realm, name, logEvent.Time);
    }

    private static SystemIdentity? OfSite(LogEvent logEvent, SystemDirectorySnapshot register) =>
        Text(logEvent, UrlDomain) is { } site ? register.ByDomain(logEvent.Realm, site, logEvent.Time) : null;

    private static SystemIdentity? OfAccount(LogEvent logEvent, SystemDirectorySnapshot register) =>
        Text(logEvent, EcsFields.UserName) is { } account ? register.ByAccount(logEvent.Realm, account, Text(logEvent, UserDomain), logEvent.Time) : null;

    private static string? Text(LogEvent logEvent, FieldId field) =>
        logEvent.Fields.TryGet(field, out var value) && value.Length > 0 ? Encoding.UTF8.GetString(value) : null;
}
