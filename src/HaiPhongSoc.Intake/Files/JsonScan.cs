namespace HaiPhongSoc.Intake.Files;

/// <summary>Finds where a JSON object ends without reading what it says; may be continued with more bytes.</summary>
internal struct JsonScan
{
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private byte _last;
    private ulong _arrays;

    public JsonScan()
    {
    }

    /// <summary>The number of bytes looked at.</summary>
    public int Scanned { get; private set; }

    /// <summary>True when the object's last bracket is among the bytes looked at.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True where it cannot become an object any more: a line break within a string, or a new object at the beginning of a line where a name must stand.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Goes on from where it stopped; <paramref name="bytes"/> begins with the object's first bracket every time.</summary>
    public void Continue(ReadOnlySpan<byte> bytes)
    {
        for (; Scanned < bytes.Length; Scanned++)
        {
            var letter = bytes[Scanned];
            if (_inString)
            {
                if (letter == (byte)'\n')
                {
                    IsBroken = true;
                    return;
                }

                StepInString(letter);
                continue;
            }

            if (letter == (byte)'{' && _depth > 0 && IsUnexpectedObject(bytes))
            {
                IsBroken = true;
                return;
            }

            Step(letter);
            if (IsComplete)
                return;
        }
    }

    private void StepInString(byte letter)
    {
        if (_escaped)
            _escaped = false;
        else if (letter == (byte)'\\')
            _escaped = true;
        else if (letter == (byte)'"')
            _inString = false;
    }

    private void Step(byte letter)
    {
        switch (letter)
        {
            case (byte)'"':
                _inString = true;
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                var mark = 1UL << (_depth & 63);
                _arrays = letter == (byte)'[' ? _arrays | mark : _arrays & ~mark;
                break;
            case (byte)'}' or (byte)']':
                if (--_depth <= 0)
                {
                    IsComplete = true;
                    Scanned++;
                }

                break;
        }

        if (letter is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            _last = letter;
    }

    private readonly bool IsUnexpectedObject(ReadOnlySpan<byte> bytes) =>
        bytes[Scanned - 1] == (byte)'\n' && (_arrays & (1UL << (_depth & 63))) == 0 && _last != (byte)':';
}
