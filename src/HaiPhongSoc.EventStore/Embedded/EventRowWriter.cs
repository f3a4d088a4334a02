using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using DuckDB.NET.Data;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>One event → one row, in the order of <see cref="StoreColumns.Definitions"/>. Used by one writer.</summary>
internal sealed class EventRowWriter
{
    public static readonly long EarliestTime = UtcMicroseconds.From(DateTimeOffset.MinValue);
    public static readonly long LatestTime = UtcMicroseconds.From(DateTimeOffset.MaxValue);
    private static readonly string[] TransportNames = [.. Enumerable.Range(0, 256).Select(static value => ((EventTransport)value).ToString())];

    private readonly FieldLayout _layout = new();
    private readonly ArrayBufferWriter<byte> _fields = new(4096);
    private readonly ArrayBufferWriter<byte> _names = new(512);
    private readonly int[] _core = new int[StoreColumns.Core.Length];
    private readonly Dictionary<FieldId, string> _keys = [];

    /// <summary>Appends the row; the caller has begun the transaction.</summary>
    public void Write(DuckDBAppender appender, LogEvent of, bool useAliases, BatchFigures batch)
    {
        var time = Math.Clamp(of.Time, EarliestTime, LatestTime);
        var received = Math.Clamp(of.ReceivedAt, EarliestTime, LatestTime);
        var level = RetentionClass.LevelOf(of.System);
        _layout.Read(of.Fields, useAliases);
        var multi = PlaceCoreFields(of.Fields);
        WriteNames(of.Fields);
        WriteFields(of.Fields);

        var row = appender.CreateRow();
        row.AppendValue((long?)time).AppendValue((long?)of.Id.Offset).AppendValue((long?)received);
        Append(row, of.SourceId);
        Append(row, of.Realm);
        Append(row, of.SourceSystem);
        AppendSystem(row, of.System);
        Append(row, of.LogSource.Product);
        Append(row, of.LogSource.Category);
        Append(row, of.LogSource.Service);
        Append(row, TransportNames[(byte)of.Transport]);
        Append(row, of.Peer);
        Append(row, of.Fault?.Code);
        Append(row, of.Fault?.Message);
        row.AppendValue(of.Fault?.Position).AppendValue((int?)level);
        AppendRaw(row, of.Raw.Span);
        row.AppendValue((bool?)Ascii.IsValid(of.Raw.Span)).AppendValue((bool?)IsMessageApart(of)).AppendValue((bool?)multi);
        for (var i = 0; i < _core.Length; i++)
            AppendCore(row, of.Fields, _core[i]);
        foreach (var name in StoreColumns.Addresses)
            AppendAddress(row, of.Fields, _core[StoreColumns.CoreIndex[name]]);
        Append(row, _names.WrittenSpan, nullWhenEmpty: true);
        Append(row, _fields.WrittenSpan, nullWhenEmpty: true);
        row.EndRow();

        if (_names.WrittenCount > 0)
            batch.AliasTexts.Add(Encoding.UTF8.GetString(_names.WrittenSpan));
        batch.Add(of, time, received, level, 200 + of.Raw.Length + _fields.WrittenCount + CoreLength(of.Fields));
    }

    /// <summary>A core column takes the value where there is exactly one and it is not null; otherwise the values go with the other fields.</summary>
    private bool PlaceCoreFields(FieldSet fields)
    {
        Array.Fill(_core, -1);
        var multi = false;
        for (var i = 0; i < _layout.Count; i++)
        {
            var id = fields[i].Id;
            var column = id.IsNone ? -1 : Array.IndexOf(StoreColumns.CoreIds, id);
            if (column < 0 || _layout.IsRepeat(i) || _layout.TargetOf(_layout.FirstOfName(i)) != _layout.FirstOfName(i))
                continue;
            if (_core[column] == -1 && fields[i].Kind != FieldValueKind.Null)
                _core[column] = i;
            else
                (_core[column], multi) = (-2, true);
        }

        return multi;
    }

    private void WriteNames(FieldSet fields)
    {
        _names.ResetWrittenCount();
        for (var i = 0; i < _layout.Count; i++)
        {
            if (_layout.FirstOfName(i) != i || _layout.TargetOf(i) == i)
                continue;
            _names.Write(_names.WrittenCount == 0 ? "{"u8 : ","u8);
            WriteKey(_names, fields[i]);
            _names.Write(":"u8);
            WriteKey(_names, fields[_layout.TargetOf(i)]);
        }

        if (_names.WrittenCount > 0)
            _names.Write("}"u8);
    }

    private void WriteFields(FieldSet fields)
    {
        _fields.ResetWrittenCount();
        for (var i = 0; i < _layout.Count; i++)
        {
            if (_layout.FirstOfName(i) != i || _layout.TargetOf(i) != i || IsInColumn(fields[i].Id))
                continue;
            _fields.Write(_fields.WrittenCount == 0 ? "{"u8 : ","u8);
            WriteKey(_fields, fields[i]);
            _fields.Write(":["u8);
            WriteValues(fields, i);
            _fields.Write("]"u8);
        }

        if (_fields.WrittenCount > 0)
            _fields.Write("}"u8);
    }

    private void WriteValues(FieldSet fields, int first)
    {
        for (var i = first; i < _layout.Count; i++)
        {
            if (_layout.FirstOfName(i) != first || _layout.IsRepeat(i))
                continue;
            if (i > first)
                _fields.Write(","u8);
            if (fields[i].Kind == FieldValueKind.Null)
                _fields.Write("null"u8);
            else
                JsonText.WriteString(_fields, fields[i].Value);
        }
    }

    private bool IsInColumn(FieldId id)
    {
        var column = id.IsNone ? -1 : Array.IndexOf(StoreColumns.CoreIds, id);
        return column >= 0 && _core[column] >= 0;
    }

    /// <summary>Known names are encoded once.</summary>
    private void WriteKey(ArrayBufferWriter<byte> to, EventField field)
    {
        if (field.Id.IsNone || !_keys.TryGetValue(field.Id, out var key))
        {
            key = FieldKeys.Encode(field.NameText);
            if (!field.Id.IsNone)
                _keys[field.Id] = key;
        }

        to.Write("\""u8);
        Encoding.UTF8.GetBytes(key, to);
        to.Write("\""u8);
    }

    /// <summary>Free text need not look into <c>message</c> where it is a piece of the raw text, cut at plain characters.</summary>
    private static bool IsMessageApart(LogEvent of)
    {
        var raw = of.Raw.Span;
        for (var i = of.Fields.IndexOf(EcsFields.Message); i >= 0; i = of.Fields.IndexOf(EcsFields.Message, i + 1))
        {
            var message = of.Fields[i].Value;
            if (message.IsEmpty)
                continue;
            var at = raw.IndexOf(message);
            var end = at + message.Length;
            if (at < 0 || (at > 0 && message[0] >= 0x80) || (end < raw.Length && raw[end] >= 0x80))
                return true;
        }

        return false;
    }

    private int CoreLength(FieldSet fields)
    {
        var length = 0;
        foreach (var index in _core)
            length += index >= 0 ? fields[index].Value.Length : 0;
        return length;
    }

    private static void AppendCore(IDuckDBAppenderRow row, FieldSet fields, int index)
    {
        if (index < 0)
            row.AppendNullValue();
        else
            Append(row, fields[index].Value, nullWhenEmpty: false);
    }

    private static void AppendAddress(IDuckDBAppenderRow row, FieldSet fields, int index)
    {
        Span<char> text = stackalloc char[46];
        if (index >= 0 && fields[index].Value.Length <= 45 && Encoding.UTF8.TryGetChars(fields[index].Value, text, out var length)
            && AddressBlock.TryParseAddress(text[..length], out var address))
        {
            row.AppendValue((Guid?)AddressGuid.From(address));
        }
        else
        {
            row.AppendNullValue();
        }
    }

    private static void AppendSystem(IDuckDBAppenderRow row, SystemIdentity? system)
    {
        row.AppendValue((bool?)(system is not null));
        Append(row, system?.Code);
        Append(row, system?.Name);
        row.AppendValue(system?.Level);
        Append(row, system?.OwnerCode);
        Append(row, system?.OwnerName);
        row.AppendValue(system?.MayBeInUse).AppendValue(system?.HasRealData);
    }

    /// <summary>Text where the bytes are text; otherwise what can be read of it, and the bytes beside it.</summary>
    private static void AppendRaw(IDuckDBAppenderRow row, ReadOnlySpan<byte> raw)
    {
        Append(row, raw, nullWhenEmpty: false);
        if (IsPlain(raw))
            row.AppendNullValue();
        else
            row.AppendValue(Writable(raw));
    }

    private static void Append(IDuckDBAppenderRow row, string? text)
    {
        if (text is null)
            row.AppendNullValue();
        else
            row.AppendValue(SearchText.Clean(text));
    }

    private static void Append(IDuckDBAppenderRow row, ReadOnlySpan<byte> utf8, bool nullWhenEmpty)
    {
        if (utf8.IsEmpty && nullWhenEmpty)
            row.AppendNullValue();
        else if (IsPlain(utf8))
            row.AppendValue(Writable(utf8));
        else
            row.AppendValue(SearchText.Clean(Encoding.UTF8.GetString(utf8)));
    }

    private static bool IsPlain(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && !bytes.Contains((byte)0);

    /// <summary>The appender takes a writable span and only reads it.</summary>
    private static Span<byte> Writable(ReadOnlySpan<byte> bytes) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(bytes), bytes.Length);
}
