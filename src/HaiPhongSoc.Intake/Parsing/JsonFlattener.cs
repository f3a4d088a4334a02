using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>
/// Turns one JSON object into fields: nested names joined by dots, an array gives one entry an element, duplicate keys are kept. Total: what
/// breaks the grammar or a bound ends the reading with a fault and leaves the fields read so far. Not thread-safe; used again for each record.
/// </summary>
internal sealed class JsonFlattener
{
    public const int MaxDepth = 32;
    public const int MaxFields = 1_000;
    public const int MaxValueBytes = 64 * 1024;
    public const int MaxNameBytes = 1_024;

    private readonly byte[] _path = new byte[MaxNameBytes];
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly ArrayBufferWriter<byte> _repaired = new(1024);
    private readonly int[] _containerPath = new int[MaxDepth + 1];
    private int _pathLength;

    /// <summary>Reads the object that <paramref name="json"/> consists of.</summary>
    public void Flatten(ReadOnlySpan<byte> json, FieldSetBuilder fields, ref FaultNote fault)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth * 2 });
        var inside = false;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                fault.Add(ParseFaults.JsonNotObject, "the record is no JSON object", 0);
                return;
            }

            inside = true;
            if (!ReadObject(ref reader, fields, ref fault))
                return;
            inside = false;
            reader.Read();
        }
        catch (JsonException)
        {
            // Utf8JsonReader can say "broken" only by throwing. Its message may quote the record: ours doesn't.
            if (inside || reader.BytesConsumed == 0)
                fault.Add(ParseFaults.JsonSyntax, "the JSON breaks off or breaks the grammar", (int)reader.BytesConsumed);
            else
                fault.Add(ParseFaults.JsonTrailing, "something follows the JSON object", (int)reader.BytesConsumed);
        }
    }

    // True when the object was read to its end.
    private bool ReadObject(ref Utf8JsonReader reader, FieldSetBuilder fields, ref FaultNote fault)
    {
        var depth = 1;
        _pathLength = 0;
        _containerPath[1] = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    EnterName(ref reader, _containerPath[depth], ref fault);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (++depth > MaxDepth)
                    {
                        fault.Add(ParseFaults.JsonDepth, "nested deeper than 32", (int)reader.TokenStartIndex);
                        return false;
                    }

                    _containerPath[depth] = _pathLength;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _pathLength = _containerPath[depth];
                    if (--depth == 0)
                        return true;
                    break;
                default:
                    if (fields.Count >= MaxFields)
                    {
                        fault.Add(ParseFaults.TooManyFields, "more than 1,000 fields", (int)reader.TokenStartIndex);
                        return false;
                    }

                    AddValue(ref reader, fields, ref fault);
                    break;
            }
        }

        return false;
    }

    private void EnterName(ref Utf8JsonReader reader, int parentLength, ref FaultNote fault)
    {
        var name = ReadText(ref reader, ref fault);
        _pathLength = parentLength;
        var separator = parentLength > 0 ? 1 : 0;
        var room = MaxNameBytes - parentLength - separator;
        if (name.Length > room)
        {
            fault.Add(ParseFaults.NameTooLong, "a field's path is longer than 1,024 bytes", (int)reader.TokenStartIndex);
            name = Utf8Text.Cut(name, Math.Max(0, room));
            separator = Math.Min(separator, MaxNameBytes - parentLength);
        }

        if (separator == 1)
            _path[_pathLength++] = (byte)'.';
        name.CopyTo(_path.AsSpan(_pathLength));
        _pathLength += name.Length;
    }

    private void AddValue(ref Utf8JsonReader reader, FieldSetBuilder fields, ref FaultNote fault)
    {
        var name = _path.AsSpan(0, _pathLength);
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var text = ReadText(ref reader, ref fault);
                if (text.Length > MaxValueBytes)
                    fault.Add(ParseFaults.ValueTooLong, "a value is longer than 64 KiB", (int)reader.TokenStartIndex);
                fields.Add(name, Utf8Text.Cut(text, MaxValueBytes));
                break;
            case JsonTokenType.Number:
                fields.Add(name, reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, MaxValueBytes)], FieldValueKind.Number);
                break;
            case JsonTokenType.True:
                fields.Add(name, "true"u8, FieldValueKind.Boolean);
                break;
            case JsonTokenType.False:
                fields.Add(name, "false"u8, FieldValueKind.Boolean);
                break;
            case JsonTokenType.Null:
                fields.Add(name, [], FieldValueKind.Null);
                break;
        }
    }

    // The unescaped text of a name or a string, valid UTF-8 whatever the record holds. Valid until the next call.
    private ReadOnlySpan<byte> ReadText(ref Utf8JsonReader reader, ref FaultNote fault)
    {
        var raw = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            _text.ResetWrittenCount();
            JsonText.Unescape(raw, _text);
            raw = _text.WrittenSpan;
        }

        if (Utf8.IsValid(raw))
            return raw;
        fault.Add(ParseFaults.BrokenUtf8, "bytes that are no UTF-8", (int)reader.TokenStartIndex);
        _repaired.ResetWrittenCount();
        Utf8Text.Repair(raw, _repaired);
        return _repaired.WrittenSpan;
    }
}
