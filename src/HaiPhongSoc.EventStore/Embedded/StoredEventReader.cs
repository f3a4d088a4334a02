using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>One row → one event, the reverse of <see cref="EventRowWriter"/>.</summary>
internal static class StoredEventReader
{
    private const int FirstCore = 26;

    /// <summary>The columns in the order in which <see cref="Read"/> takes them; the partition follows as the last one.</summary>
    public static readonly string Columns = string.Join(
        ", ",
        [
            "\"time\"", "\"offset\"", "received", "source", "realm", "source_system", "system_known", "system_code", "system_name", "system_level", "owner_code",
            "owner_name", "may_be_in_use", "has_real_data", "product", "category", "service", "transport", "peer", "fault_code", "fault_message",
            "fault_position", "raw", "raw_bytes", "names", "fields",
            .. StoreColumns.Core.Select(StoreColumns.Quoted),
        ]);

    public static StoredEvent Read(DuckDBDataReader row) => new()
    {
        Time = row.GetInt64(0),
        Id = new EventId(row.GetInt32(FirstCore + StoreColumns.Core.Length), row.GetInt64(1)),
        ReceivedAt = row.GetInt64(2),
        SourceId = row.GetString(3),
        Realm = row.GetString(4),
        SourceSystem = Text(row, 5),
        System = row.GetBoolean(6) ? SystemOf(row) : null,
        LogSource = new EventLogSource(Text(row, 14), Text(row, 15), Text(row, 16)),
        Transport = Enum.TryParse<EventTransport>(row.GetString(17), out var transport) ? transport : default,
        Peer = Text(row, 18),
        Fault = row.IsDBNull(19) ? null : new ParseFault(row.GetString(19), Text(row, 20) ?? "", row.IsDBNull(21) ? null : row.GetInt32(21)),
        Raw = row.IsDBNull(23) ? Encoding.UTF8.GetBytes(row.GetString(22)) : Bytes(row, 23),
        Fields = Fields(row),
    };

    private static SystemIdentity SystemOf(DuckDBDataReader row) => new(
        row.GetString(7), row.GetString(8), row.GetInt32(9), row.GetString(10), row.GetString(11), row.GetBoolean(12), row.GetBoolean(13));

    private static List<StoredField> Fields(DuckDBDataReader row)
    {
        var others = Others(Text(row, 24));
        var fields = new List<StoredField>();
        for (var i = 0; i < StoreColumns.Core.Length; i++)
        {
            if (!row.IsDBNull(FirstCore + i))
                fields.Add(Field(StoreColumns.Core[i], [row.GetString(FirstCore + i)], others));
        }

        if (Text(row, 25) is not { } text)
            return fields;
        using var json = JsonDocument.Parse(text);
        foreach (var pair in json.RootElement.EnumerateObject())
            fields.Add(Field(FieldKeys.Decode(pair.Name), [.. pair.Value.EnumerateArray().Select(static value => value.GetString())], others));
        return fields;
    }

    private static StoredField Field(string name, string?[] values, ILookup<string, string>? others) =>
        new(name, others is null ? [] : [.. others[name]], values);

    private static ILookup<string, string>? Others(string? names) =>
        names is null ? null : AliasTexts.Pairs(names).ToLookup(static pair => pair.Target, static pair => pair.Alias, StringComparer.Ordinal);

    private static byte[] Bytes(DuckDBDataReader row, int column)
    {
        using var stream = row.GetStream(column);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string? Text(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
