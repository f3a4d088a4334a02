using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>
/// The events of a YAML text as bytes, so that the text need not be scanned again. Whatever the bytes are, playing them ends and makes nothing but YAML events; bytes that
/// are no recording are a <see cref="YamlException"/>.
/// <code>
/// event    kind line column [style implicit length UTF-8]     the brackets for scalars only
/// numbers  32 bits, little-endian; the others one byte
/// </code>
/// </summary>
internal static class RecordedYaml
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private enum Kind : byte
    {
        StreamStart = 1,
        StreamEnd,
        DocumentStart,
        DocumentEnd,
        SequenceStart,
        SequenceEnd,
        MappingStart,
        MappingEnd,
        Scalar,
    }

    /// <summary>False for what no event of ours can say (tags, aliases, broken texts): such a text is read as it stands.</summary>
    public static bool TryRecord(IParser parser, out byte[] recording)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        recording = [];
        try
        {
            while (parser.MoveNext())
            {
                if (parser.Current is not Comment && !TryWrite(parser.Current!, output))
                    return false;
            }
        }
        catch (Exception fault) when (SafeYaml.IsOfText(fault) || fault is EncoderFallbackException)
        {
            return false;
        }

        recording = output.WrittenSpan.ToArray();
        return true;
    }

    private static bool TryWrite(ParsingEvent current, ArrayBufferWriter<byte> output)
    {
        if (current is NodeEvent { Tag.IsEmpty: false } || KindOf(current) is not { } kind)
            return false;
        var head = output.GetSpan(9);
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], (int)current.Start.Line);
        BinaryPrimitives.WriteInt32LittleEndian(head[5..], (int)current.Start.Column);
        output.Advance(9);
        if (current is not Scalar scalar)
            return true;
        var text = Strict.GetBytes(scalar.Value);
        head = output.GetSpan(6);
        head[0] = (byte)scalar.Style;
        head[1] = (byte)((scalar.IsPlainImplicit ? 1 : 0) | (scalar.IsQuotedImplicit ? 2 : 0));
        BinaryPrimitives.WriteInt32LittleEndian(head[2..], text.Length);
        output.Advance(6);
        output.Write(text);
        return true;
    }

    private static Kind? KindOf(ParsingEvent current) => current switch
    {
        StreamStart => Kind.StreamStart,
        StreamEnd => Kind.StreamEnd,
        DocumentStart => Kind.DocumentStart,
        DocumentEnd => Kind.DocumentEnd,
        SequenceStart => Kind.SequenceStart,
        SequenceEnd => Kind.SequenceEnd,
        MappingStart => Kind.MappingStart,
        MappingEnd => Kind.MappingEnd,
        Scalar => Kind.Scalar,
        _ => null,
    };

    public sealed class Player(ReadOnlyMemory<byte> recording) : IParser
    {
        private int _at;

        public ParsingEvent? Current { get; private set; }

        public bool MoveNext()
        {
            if (_at == recording.Length)
                return false;
            var head = Take(9);
            var start = new Mark(0, BinaryPrimitives.ReadInt32LittleEndian(head[1..]), BinaryPrimitives.ReadInt32LittleEndian(head[5..]));
            Current = (Kind)head[0] switch
            {
                Kind.StreamStart => new StreamStart(start, start),
                Kind.StreamEnd => new StreamEnd(start, start),
                Kind.DocumentStart => new DocumentStart(start, start),
                Kind.DocumentEnd => new DocumentEnd(true, start, start),
                Kind.SequenceStart => new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Any, start, start),
                Kind.SequenceEnd => new SequenceEnd(start, start),
                Kind.MappingStart => new MappingStart(AnchorName.Empty, TagName.Empty, true, MappingStyle.Any, start, start),
                Kind.MappingEnd => new MappingEnd(start, start),
                Kind.Scalar => ReadScalar(start),
                _ => throw new YamlException("not a recording"),
            };
            return true;
        }

        private Scalar ReadScalar(Mark start)
        {
            var head = Take(6);
            var (style, isImplicit) = ((ScalarStyle)head[0], head[1]);
            var text = Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadInt32LittleEndian(head[2..])));
            return new Scalar(AnchorName.Empty, TagName.Empty, text, style, (isImplicit & 1) != 0, (isImplicit & 2) != 0, start, start);
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length < 0 || length > recording.Length - _at)
                throw new YamlException("the recording breaks off");
            _at += length;
            return recording.Span.Slice(_at - length, length);
        }
    }
}
