using System.Buffers;
using System.Text.Unicode;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>
/// Reads the Common Event Format into fields. The head's parts stand under <c>cef.*</c>, an extension under its own key; where <c>csN</c> has a <c>csNLabel</c>, the
/// value stands under the label too. Total and linear: what is missing is a fault, what was read is kept.
/// <code>
/// record    = "CEF:" [SP] version 5("|" part) "|" severity "|" [extension]
/// part      = *( any but "|" and "\" / "\" any )
/// extension = pair *( SP pair )          a value reaches to the blank before the next key
/// pair      = key "=" value              key: letters, digits and _ . [ ] -; in a value \= \\ \| are escapes
/// </code>
/// Not thread-safe; used again for each record.
/// </summary>
internal sealed class CefReader
{
    private const int LongestLabel = 64;
    private const int MostLabels = 64;

    private static readonly byte[][] HeadNames =
    [
        "cef.version"u8.ToArray(), "cef.device.vendor"u8.ToArray(), "cef.device.product"u8.ToArray(), "cef.device.version"u8.ToArray(),
        "cef.device.event_class_id"u8.ToArray(), "cef.name"u8.ToArray(), "cef.severity"u8.ToArray(),
    ];

    private static readonly SearchValues<byte> KeyLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]-"u8);

    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly ArrayBufferWriter<byte> _repaired = new(1024);

    /// <summary>What follows <c>CEF:</c> where the message is a CEF record, with the mark still in front or taken for a syslog tag; else empty.</summary>
    public static ReadOnlySpan<byte> PartOf(SyslogHeader header)
    {
        var message = Utf8Text.Trim(header.Message);
        if (message.StartsWith("CEF:"u8))
            message = Utf8Text.Trim(message["CEF:"u8.Length..]);
        else if (!header.Program.SequenceEqual("CEF"u8))
            return [];
        return message.Length > 1 && message[0] is >= (byte)'0' and <= (byte)'9' && message.Contains((byte)'|') ? message : [];
    }

    /// <param name="cef">What <see cref="PartOf"/> gave.</param>
    public void Read(ReadOnlySpan<byte> cef, FieldSetBuilder fields, ref FaultNote fault)
    {
        var rest = cef;
        foreach (var name in HeadNames)
        {
            var end = EndOfPart(rest);
            Add(fields, name, end < 0 ? rest : rest[..end], ref fault);
            if (end < 0)
            {
                // The last part may end the line: then there is no extension.
                if (!ReferenceEquals(name, HeadNames[^1]))
                    fault.Add(ParseFaults.CefHeader, "the CEF header breaks off", cef.Length);
                return;
            }

            rest = rest[(end + 1)..];
        }

        var first = fields.Count;
        ReadExtension(rest, fields, ref fault);
        NameByLabels(fields, first);
    }

    private void ReadExtension(ReadOnlySpan<byte> text, FieldSetBuilder fields, ref FaultNote fault)
    {
        var (key, equals) = NextKey(text, 0);
        if (key < 0)
        {
            if (!Utf8Text.Trim(text).IsEmpty)
                fault.Add(ParseFaults.CefExtension, "the CEF extension has no name and value");
            return;
        }

        while (key >= 0)
        {
            if (fields.Count >= JsonFlattener.MaxFields)
            {
                fault.Add(ParseFaults.TooManyFields, "more than 1,000 fields");
                return;
            }

            var (nextKey, nextEquals) = NextKey(text, equals + 1);
            var end = nextKey < 0 ? text.Length : nextKey;
            Add(fields, text[key..equals], text[(equals + 1)..end].TrimEnd(" \r\n"u8), ref fault);
            (key, equals) = (nextKey, nextEquals);
        }
    }

    // The next place where a key begins (at the start, or after a blank) and its equals sign; -1 where none follows.
    private static (int Key, int Sign) NextKey(ReadOnlySpan<byte> text, int from)
    {
        var key = from;
        var isKey = from == 0 || text[from - 1] == (byte)' ';
        for (var i = from; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'\\':
                    // Only what can be escaped: "D:\ fname=" ends a path that nobody escaped.
                    if (i + 1 < text.Length && text[i + 1] is (byte)'\\' or (byte)'=' or (byte)'|')
                        i++;
                    isKey = false;
                    break;
                case (byte)' ':
                    (key, isKey) = (i + 1, true);
                    break;
                case (byte)'=' when isKey && i > key:
                    return (key, i);
                default:
                    isKey &= KeyLetters.Contains(text[i]);
                    break;
            }
        }

        return (-1, -1);
    }

    private static int EndOfPart(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'\\')
                i++;
            else if (text[i] == (byte)'|')
                return i;
        }

        return -1;
    }

    private void Add(FieldSetBuilder fields, ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw, ref FaultNote fault)
    {
        if (name.Length > JsonFlattener.MaxNameBytes)
        {
            fault.Add(ParseFaults.NameTooLong, "a field's name is longer than 1,024 bytes");
            return;
        }

        var value = Unescape(raw);
        if (!Utf8.IsValid(value))
        {
            fault.Add(ParseFaults.BrokenUtf8, "bytes that are no UTF-8");
            _repaired.ResetWrittenCount();
            Utf8Text.Repair(value, _repaired);
            value = _repaired.WrittenSpan;
        }

        if (value.Length > JsonFlattener.MaxValueBytes)
            fault.Add(ParseFaults.ValueTooLong, "a value is longer than 64 KiB");
        fields.Add(name, Utf8Text.Cut(value, JsonFlattener.MaxValueBytes));
    }

    // A backslash before anything else stands for itself: paths are often written without escapes.
    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
            return raw;
        _text.ResetWrittenCount();
        for (var i = 0; i < raw.Length; i++)
        {
            var next = i + 1 < raw.Length ? raw[i + 1] : (byte)0;
            var escaped = raw[i] != (byte)'\\' ? (byte)0 : next switch
            {
                (byte)'\\' or (byte)'=' or (byte)'|' => next,
                _ => (byte)0,
            };
            _text.Write([escaped == 0 ? raw[i] : escaped]);
            if (escaped != 0)
                i++;
        }

        return _text.WrittenSpan;
    }

    private static void NameByLabels(FieldSetBuilder fields, int first)
    {
        var count = fields.Count;
        var labels = 0;
        for (var i = first; i < count && labels < MostLabels; i++)
        {
            var name = fields.NameAt(i);
            var label = fields.ValueAt(i);
            if (!name.EndsWith("Label"u8) || name.Length == "Label"u8.Length || label.Length is 0 or > LongestLabel)
                continue;
            labels++;
            var of = Find(fields, first, count, name[..^"Label"u8.Length]);
            if (of >= 0)
                fields.AddName(of, label.ToArray(), FieldNaming.Original);
        }
    }

    private static int Find(FieldSetBuilder fields, int first, int count, ReadOnlySpan<byte> name)
    {
        for (var i = first; i < count; i++)
        {
            if (fields.NameAt(i).SequenceEqual(name))
                return i;
        }

        return -1;
    }
}
