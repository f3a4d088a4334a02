namespace HaiPhongSoc.Intake.Framing;

/// <summary>
/// Cuts a body into lines, each of which is a record (NDJSON; whether a line is JSON is the parser's question). Lines end with LF or CRLF or with the body; a line of
/// nothing but white space is no record.
/// </summary>
internal static class NdjsonFramer
{
    /// <summary>The next line at or after <paramref name="position"/>; false at the end of the body.</summary>
    public static bool TryNext(ReadOnlySpan<byte> body, int maxLineBytes, ref int position, out Frame frame, out int discarded)
    {
        (frame, discarded) = (default, 0);
        while (position < body.Length)
        {
            var start = position;
            var end = body[start..].IndexOf((byte)'\n');
            end = end < 0 ? body.Length : start + end;
            position = Math.Min(end + 1, body.Length);

            var line = body[start..end];
            if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;
            if (line[^1] == '\r')
                line = line[..^1];
            discarded = Math.Max(0, line.Length - maxLineBytes);
            frame = new Frame(start, line.Length - discarded, discarded > 0 ? FrameFaults.TooLong : null);
            return true;
        }

        return false;
    }
}
