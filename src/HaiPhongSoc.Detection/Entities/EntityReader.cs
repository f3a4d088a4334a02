using System.Net;
using System.Text;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Entities;

/// <summary>
/// Who and what an event is about, written so that equal things are equal: addresses canonical, names lower case. Private addresses, hosts and users
/// live in the event's realm, public addresses in <c>internet</c>; systems and log sources are the city's own names and live in no network (<c>*</c>).
/// </summary>
internal static class EntityReader
{
    private const string NoRealm = "*";

    private static readonly FieldId UserDomain = FieldCatalogue.Intern("user.domain");

    /// <summary>The entity that a field names, or null where the event has no such value.</summary>
    public static Entity? OfField(LogEvent logEvent, string field) => field switch
    {
        "source.ip" => SourceAddress(logEvent),
        "host.name" or "host.ip" => Host(logEvent),
        "user.name" => User(logEvent),
        "system" => System(logEvent),
        "source" => LogSource(logEvent),
        _ => Other(logEvent, field),
    };

    /// <summary>
    /// All entities of an event: first those of <paramref name="preferred"/> fields that it has, in that order, then source address, host, user and
    /// system; never empty, since an event always has its log source.
    /// </summary>
    public static List<Entity> All(LogEvent logEvent, IEnumerable<string> preferred)
    {
        var entities = new List<Entity>(6);
        foreach (var field in preferred)
            AddOnce(entities, OfField(logEvent, field));
        AddOnce(entities, SourceAddress(logEvent));
        // Without an own wish: source address, else the account on its host, else the host, else the system.
        AddOnce(entities, User(logEvent));
        AddOnce(entities, Host(logEvent));
        AddOnce(entities, System(logEvent));
        if (entities.Count == 0)
            entities.Add(LogSource(logEvent));
        return entities;
    }

    public static Entity? SourceAddress(LogEvent logEvent)
    {
        for (var i = logEvent.Fields.IndexOf(EcsFields.SourceIp); i >= 0; i = logEvent.Fields.IndexOf(EcsFields.SourceIp, i + 1))
        {
            if (Address(logEvent.Fields[i].Value) is { } address)
                return Of(address, logEvent.Realm);
        }

        return null;
    }

    public static Entity? Host(LogEvent logEvent)
    {
        if (Name(logEvent, EcsFields.HostName) is { } name)
            return new Entity(EntityKind.Host, name, logEvent.Realm);
        return logEvent.Fields.TryGet(EcsFields.HostIp, out var ip) && Address(ip) is { } address
            ? new Entity(EntityKind.Host, address.ToString(), logEvent.Realm)
            : null;
    }

    /// <summary>The addresses that the event gives the host, canonical and in its order, without loopback.</summary>
    public static IEnumerable<string> HostAddresses(LogEvent logEvent)
    {
        for (var i = logEvent.Fields.IndexOf(EcsFields.HostIp); i >= 0; i = logEvent.Fields.IndexOf(EcsFields.HostIp, i + 1))
        {
            if (Address(logEvent.Fields[i].Value) is { } address && !IPAddress.IsLoopback(address))
                yield return address.ToString();
        }
    }

    /// <summary>The host's name in lower case, or null.</summary>
    public static string? HostName(LogEvent logEvent) => Name(logEvent, EcsFields.HostName);

    public static Entity System(SystemIdentity system) => new(EntityKind.System, system.Code, NoRealm);

    /// <summary>An address as an entity of the realm it was seen in.</summary>
    public static Entity Of(IPAddress address, string realm) => new(
        EntityKind.SourceAddress, address.ToString(), SystemDirectorySnapshot.IsPrivate(address) ? realm : SystemDirectorySnapshot.Internet);

    /// <summary>A written address, IPv4 within IPv6 unwrapped; null where it is none.</summary>
    public static IPAddress? Address(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 2 or > 45 || !IPAddress.TryParse(Encoding.UTF8.GetString(text), out var address))
            return null;
        // "7" and "0x7f000001" are addresses to the parser, not to a log.
        if (!text.Contains((byte)'.') && !text.Contains((byte)':'))
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        address.ScopeId(out var plain);
        return plain;
    }

    private static Entity? User(LogEvent logEvent)
    {
        if (Name(logEvent, EcsFields.UserName) is not { } user || user == "-")
            return null;
        var host = Name(logEvent, EcsFields.HostName);
        var domain = Name(logEvent, UserDomain);
        if (domain is not null && domain != "-" && domain != host)
            return new Entity(EntityKind.User, $"{domain}\\{user}", logEvent.Realm);
        return new Entity(EntityKind.User, host is null ? user : $"{user}@{host}", logEvent.Realm);
    }

    private static Entity? System(LogEvent logEvent) => logEvent.System is { } system ? System(system) : null;

    private static Entity LogSource(LogEvent logEvent) => new(EntityKind.LogSource, logEvent.SourceId, NoRealm);

    private static Entity? Other(LogEvent logEvent, string field) =>
        logEvent.Fields.Text(field) is { Length: > 0 } value
            ? new Entity(EntityKind.Field, $"{field}={EntityText.Of(value)}", logEvent.Realm)
            : null;

    private static string? Name(LogEvent logEvent, FieldId field) =>
        logEvent.Fields.TryGet(field, out var value) && value.Length > 0 ? EntityText.Of(Encoding.UTF8.GetString(value)) : null;

    private static void AddOnce(List<Entity> entities, Entity? entity)
    {
        if (entity is not null && !entities.Contains(entity))
            entities.Add(entity);
    }

    private static void ScopeId(this IPAddress address, out IPAddress plain) =>
        plain = address.AddressFamily == global::System.Net.Sockets.AddressFamily.InterNetworkV6 && address.ScopeId != 0
            ? new IPAddress(address.GetAddressBytes())
            : address;
}
