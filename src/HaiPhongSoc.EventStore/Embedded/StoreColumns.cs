using System.Collections.Frozen;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>The columns of a segment, the same in memory and in Parquet, and which names of a query they answer to.</summary>
internal static class StoreColumns
{
    /// <summary>ECS fields with a column of their own, in the order of the table. Every other field lies in <c>fields</c>.</summary>
    public static readonly string[] Core =
    [
        "message", "host.name", "host.ip", "source.ip", "destination.ip", "user.name", "event.code", "event.action", "event.outcome", "event.dataset",
        "process.name", "process.executable", "process.command_line", "file.path", "url.path",
    ];

    public static readonly FieldId[] CoreIds = [.. Core.Select(FieldCatalogue.Intern)];

    /// <summary>Index into <see cref="Core"/> by name.</summary>
    public static readonly FrozenDictionary<string, int> CoreIndex =
        Core.Select(static (name, index) => KeyValuePair.Create(name, index)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Core fields that have a second column, <c>NAME (128 bit)</c>: the address as a number, IPv4 as its IPv6 mapping.</summary>
    public static readonly string[] Addresses = ["source.ip", "destination.ip"];

    /// <summary>Names of a query that mean what the store itself knows of an event; a field of the event with such a name is shown, not searched.</summary>
    public static readonly FrozenDictionary<string, string> Reserved = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [KqlFieldTypes.EventTime] = "time",
        [KqlFieldTypes.ReceivedTime] = "received",
        ["soc.source"] = "source",
        ["soc.realm"] = "realm",
        ["soc.system"] = "CASE WHEN system_known THEN system_code END",
        ["soc.level"] = "CAST(system_level AS VARCHAR)",
        ["soc.owner"] = "owner_code",
        ["soc.product"] = "product",
        ["soc.category"] = "category",
        ["soc.service"] = "service",
        ["soc.transport"] = "transport",
        ["soc.peer"] = "peer",
        ["soc.fault"] = "fault_code",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Column definitions, in the order in which <see cref="EventRowWriter"/> appends.</summary>
    public static readonly string Definitions = string.Join(
        ", ",
        [
            "\"time\" BIGINT NOT NULL", "\"offset\" BIGINT NOT NULL", "received BIGINT NOT NULL", "source VARCHAR", "realm VARCHAR", "source_system VARCHAR",
            "system_known BOOLEAN", "system_code VARCHAR", "system_name VARCHAR", "system_level INTEGER", "owner_code VARCHAR", "owner_name VARCHAR",
            "may_be_in_use BOOLEAN", "has_real_data BOOLEAN", "product VARCHAR", "category VARCHAR", "service VARCHAR", "transport VARCHAR", "peer VARCHAR",
            "fault_code VARCHAR", "fault_message VARCHAR", "fault_position INTEGER", "level_class INTEGER", "raw VARCHAR", "raw_bytes BLOB",
            "raw_ascii BOOLEAN", "message_apart BOOLEAN", "multi BOOLEAN",
            .. Core.Select(static name => Quoted(name) + " VARCHAR"),
            .. Addresses.Select(static name => AddressColumn(name) + " UUID"),
            "names VARCHAR", "fields VARCHAR",
        ]);

    public static string Quoted(string column) => "\"" + column + "\"";

    public static string AddressColumn(string field) => "\"" + field + " (128 bit)\"";
}
