using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Modifiers;

/// <summary>A written value on its way through the modifiers, left to right.</summary>
internal abstract record Operand
{
    /// <summary>Text with wildcards; the written form where nothing has changed it.</summary>
    /// <param name="NoPlaceholders">It was encoded or expanded already: placeholders cannot be found in it any more.</param>
    public sealed record Text(SigmaString Value, bool Cased, bool NoPlaceholders = false) : Operand;

    /// <summary>Encoded, not yet text again (<c>wide</c> and its kin).</summary>
    public sealed record Bytes(byte[] Value) : Operand;

    public sealed record Number(string Written, decimal Value) : Operand;

    public sealed record Boolean(string Written, bool Value) : Operand;

    public sealed record Null : Operand;

    /// <param name="Backtracking">The time-out under which it may run on the backtracking engine where it must; null = it may not.</param>
    public sealed record Pattern(string Value, RegexOptions Options, bool AtStart = false, bool AtEnd = false, TimeSpan? Backtracking = null) : Operand;

    public sealed record FieldRef(string Field, FieldRefMode Mode) : Operand;

    /// <summary>Nothing may be changed any more.</summary>
    public sealed record Final(ValueTest Test) : Operand;

    /// <summary>One value that became several, joined by OR.</summary>
    public sealed record Variants(IReadOnlyList<Operand> Items) : Operand;
}

/// <summary>How two fields are compared.</summary>
internal enum FieldRefMode
{
    Equal,
    Contains,
    StartsWith,
    EndsWith,
}
