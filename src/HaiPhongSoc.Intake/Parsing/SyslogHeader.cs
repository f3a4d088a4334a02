namespace HaiPhongSoc.Intake.Parsing;

/// <summary>
/// What stands before the message of a syslog line: RFC 5424, RFC 3164, and the lines that rsyslog and journald write to files (no priority,
/// either time format). All slices point into the line; what is absent is empty. Total: a line without a header is all message.
/// </summary>
internal ref struct SyslogHeader
{
    /// <summary>Facility × 8 + severity, or −1.</summary>
    public int Priority;
    public ReadOnlySpan<byte> Time;
    public ReadOnlySpan<byte> Host;
    public ReadOnlySpan<byte> Program;
    public ReadOnlySpan<byte> ProcessId;
    public ReadOnlySpan<byte> MessageId;

    /// <summary>RFC 5424 elements with their brackets.</summary>
    public ReadOnlySpan<byte> StructuredData;
    public ReadOnlySpan<byte> Message;

    public static SyslogHeader Read(ReadOnlySpan<byte> line)
    {
        var header = new SyslogHeader { Priority = -1, Message = line };
        var rest = line;
        if (TryPriority(rest, out var priority, out var length))
        {
            header.Priority = priority;
            rest = rest[length..];
            if (rest.StartsWith("1 "u8) && header.TryRfc5424(rest[2..]))
                return header;
        }

        header.ReadRfc3164(rest);
        return header;
    }

    private static bool TryPriority(ReadOnlySpan<byte> line, out int priority, out int length)
    {
        priority = 0;
        length = 0;
        if (line.Length < 3 || line[0] != (byte)'<')
            return false;
        var at = 1;
        while (at < line.Length && at <= 3 && line[at] is >= (byte)'0' and <= (byte)'9')
            priority = priority * 10 + (line[at++] - '0');
        if (at == 1 || at >= line.Length || line[at] != (byte)'>' || priority > 191)
            return false;
        length = at + 1;
        return true;
    }

    // TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP STRUCTURED-DATA [SP MSG]  (RFC 5424, section 6)
    private bool TryRfc5424(ReadOnlySpan<byte> rest)
    {
        if (!TryToken(ref rest, out var time) || !TryToken(ref rest, out var host) || !TryToken(ref rest, out var program)
            || !TryToken(ref rest, out var processId) || !TryToken(ref rest, out var messageId))
        {
            return false;
        }

        var dataLength = StructuredDataLength(rest);
        if (dataLength < 0)
            return false;
        Time = Value(time);
        Host = Value(host);
        Program = Value(program);
        ProcessId = Value(processId);
        MessageId = Value(messageId);
        StructuredData = Value(rest[..dataLength]);
        rest = rest[dataLength..];
        Message = Utf8Text.WithoutMark(rest.StartsWith(" "u8) ? rest[1..] : rest);
        return true;
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> token) => token.SequenceEqual("-"u8) ? [] : token;

    private static bool TryToken(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> token)
    {
        var blank = rest.IndexOf((byte)' ');
        token = blank <= 0 ? [] : rest[..blank];
        if (blank <= 0)
            return false;
        rest = rest[(blank + 1)..];
        return true;
    }

    // "-" or one or more "[...]" in which quoted values may hold escaped brackets; -1 where it breaks off.
    private static int StructuredDataLength(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("-"u8))
            return 1;
        var at = 0;
        while (at < text.Length && text[at] == (byte)'[')
        {
            var quoted = false;
            for (at++; at < text.Length; at++)
            {
                if (text[at] == (byte)'\\' && quoted)
                    at++;
                else if (text[at] == (byte)'"')
                    quoted = !quoted;
                else if (text[at] == (byte)']' && !quoted)
                    break;
            }

            if (at >= text.Length)
                return -1;
            at++;
        }

        return at == 0 ? -1 : at;
    }

    private void ReadRfc3164(ReadOnlySpan<byte> rest)
    {
        var timeLength = TimeText.LeadingLength(rest);
        if (timeLength == 0)
        {
            // A priority without a time: all that follows is message, but for a tag.
            if (Priority >= 0)
            {
                Message = rest;
                ReadTag(rest);
            }

            return;
        }

        Time = rest[..timeLength];
        rest = rest[timeLength..].TrimStart((byte)' ');
        Message = rest;
        var blank = rest.IndexOf((byte)' ');
        if (blank > 0 && rest[blank - 1] != (byte)':')
        {
            Host = rest[..blank];
            rest = rest[(blank + 1)..];
        }

        Message = rest;
        ReadTag(rest);
    }

    // TAG[pid]: or TAG:
    private void ReadTag(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny(" :["u8);
        if (end is <= 0 or > 64 || rest[end] == (byte)' ')
            return;
        var program = rest[..end];
        var processId = ReadOnlySpan<byte>.Empty;
        if (rest[end] == (byte)'[')
        {
            var close = rest[end..].IndexOf((byte)']');
            if (close is < 0 or > 64)
                return;
            processId = rest.Slice(end + 1, close - 1);
            end += close + 1;
        }

        if (end < rest.Length && rest[end] == (byte)':')
            end++;
        else if (processId.IsEmpty)
            return;
        Program = program;
        ProcessId = processId;
        Message = rest[end..].StartsWith(" "u8) ? rest[(end + 1)..] : rest[end..];
    }
}
