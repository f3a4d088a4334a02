namespace HaiPhongSoc.Intake.Parsing;

/// <summary>Walks through the digits and separators of a written time. A step that fails leaves the cursor anywhere: the caller gives up.</summary>
internal ref struct DigitCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position >= _text.Length;

    public bool TrySkip(char letter)
    {
        if (AtEnd || _text[Position] != (byte)letter)
            return false;
        Position++;
        return true;
    }

    public void SkipBlanks()
    {
        while (!AtEnd && _text[Position] == (byte)' ')
            Position++;
    }

    public readonly int DigitsAhead()
    {
        var count = 0;
        while (Position + count < _text.Length && _text[Position + count] is >= (byte)'0' and <= (byte)'9')
            count++;
        return count;
    }

    /// <summary>One to <paramref name="most"/> digits.</summary>
    public bool TryNumber(int most, out int value)
    {
        value = 0;
        var count = Math.Min(DigitsAhead(), most);
        for (var i = 0; i < count; i++)
            value = value * 10 + (_text[Position + i] - '0');
        Position += count;
        return count > 0;
    }

    public bool TryMonth(out int month)
    {
        month = TimeText.Month(_text[Position..]);
        Position += 3;
        return month > 0;
    }

    /// <summary><c>HH:mm</c> or <c>HH:mm:ss</c> as microseconds of the day; a leap second counts as the second before.</summary>
    public bool TryClock(out long micros)
    {
        micros = 0;
        if (DigitsAhead() > 2 || !TryNumber(2, out var hour) || !TrySkip(':') || !TryNumber(2, out var minute))
            return false;
        var second = 0;
        if (TrySkip(':') && !TryNumber(2, out second))
            return false;
        if (hour > 23 || minute > 59 || second > 60)
            return false;
        micros = (hour * 3_600L + minute * 60L + Math.Min(second, 59)) * 1_000_000;
        return true;
    }

    /// <summary>Microseconds of a fraction such as <c>.123456789</c>; 0 where there is none.</summary>
    public long Fraction()
    {
        if (!TrySkip('.') && !TrySkip(','))
            return 0;
        long micros = 0;
        long unit = 100_000;
        while (!AtEnd && _text[Position] is >= (byte)'0' and <= (byte)'9')
        {
            micros += (_text[Position++] - '0') * unit;
            unit /= 10;
        }

        return micros;
    }

    public void SkipFraction() => Fraction();

    /// <summary>The end, <c>Z</c>, <c>UTC</c>, <c>GMT</c> or an offset; nothing may follow.</summary>
    public bool TryZone(ref TimeSpan zone)
    {
        if (AtEnd)
            return true;
        var rest = _text[Position..];
        if (rest.SequenceEqual("Z"u8) || rest.SequenceEqual("z"u8) || rest.SequenceEqual("UTC"u8) || rest.SequenceEqual("GMT"u8))
        {
            zone = TimeSpan.Zero;
            return true;
        }

        // "GMT+00:00", as consoles written in .NET and Java put it.
        if (rest.StartsWith("GMT"u8) || rest.StartsWith("UTC"u8))
        {
            Position += 3;
            rest = rest[3..];
        }

        var negative = rest[0] == (byte)'-';
        if (!negative && rest[0] != (byte)'+')
            return false;
        Position++;
        if (!TryNumber(2, out var hours))
            return false;
        TrySkip(':');
        var minutes = 0;
        if (!AtEnd && !TryNumber(2, out minutes))
            return false;
        if (!AtEnd || hours > 18 || minutes > 59)
            return false;
        zone = new TimeSpan(hours, minutes, 0);
        if (negative)
            zone = -zone;
        return true;
    }
}
