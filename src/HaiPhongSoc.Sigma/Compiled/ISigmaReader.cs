namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>
/// An event as compiled rules read it: fields by the numbers of <see cref="CompiledRuleSet.Fields"/>, values by handles that the reader gives. Implemented by whoever
/// has events; it hands out what it has and makes nothing, so that an event that matches nothing costs no memory.
/// </summary>
public interface ISigmaReader
{
    /// <summary>
    /// The handle (0 or more, small) of a field's first value, or −1 where the field is absent. Field 0 is every value of the event but nulls, the raw message
    /// included.
    /// </summary>
    int First(int field);

    /// <summary>The next value of the same field after one that <see cref="First"/> or this gave, or −1.</summary>
    int Next(int field, int value);

    SigmaValueKind Kind(int value);

    /// <summary>The value's text where it is held as UTF-8; false where it is held as UTF-16 (<see cref="Chars"/>). Empty for null.</summary>
    bool TryUtf8(int value, out ReadOnlySpan<byte> utf8);

    /// <summary>The value's text where it is held as UTF-16.</summary>
    ReadOnlySpan<char> Chars(int value);
}
