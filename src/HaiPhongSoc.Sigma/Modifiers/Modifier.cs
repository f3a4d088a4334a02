using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Modifiers;

/// <summary>
/// The modifiers of Sigma 2.1 (and those that pySigma 1.5 has ahead of it) by name: what each does to a value, and where it may stand.
/// </summary>
internal sealed record Modifier(Func<Operand, Operand> Apply, ModifierPlace Place = ModifierPlace.Anywhere, bool NeedsField = false)
{
    private static readonly FrozenDictionary<string, Modifier> Known = new Dictionary<string, Modifier>(StringComparer.Ordinal)
    {
        ["contains"] = new(TextModifiers.Contains),
        ["startswith"] = new(TextModifiers.StartsWith),
        ["endswith"] = new(TextModifiers.EndsWith),
        ["cased"] = new(TextModifiers.Cased),
        ["windash"] = new(TextModifiers.WinDash),
        ["wide"] = new(EncodingModifiers.Utf16Le),
        ["utf16le"] = new(EncodingModifiers.Utf16Le),
        ["utf16be"] = new(EncodingModifiers.Utf16Be),
        ["utf16"] = new(EncodingModifiers.Utf16),
        ["base64"] = new(EncodingModifiers.Base64),
        ["base64offset"] = new(EncodingModifiers.Base64Offset),
        ["i"] = Flag("i", RegexOptions.IgnoreCase),
        ["ignorecase"] = Flag("ignorecase", RegexOptions.IgnoreCase),
        ["m"] = Flag("m", RegexOptions.Multiline),
        ["multiline"] = Flag("multiline", RegexOptions.Multiline),
        ["s"] = Flag("s", RegexOptions.Singleline),
        ["dotall"] = Flag("dotall", RegexOptions.Singleline),
        ["cidr"] = new(Cidr, ModifierPlace.FirstAndOnly, NeedsField: true),
        ["exists"] = new(Exists, ModifierPlace.FirstAndOnly, NeedsField: true),
        ["lt"] = Compare("lt", limit => number => number < limit),
        ["lte"] = Compare("lte", limit => number => number <= limit),
        ["gt"] = Compare("gt", limit => number => number > limit),
        ["gte"] = Compare("gte", limit => number => number >= limit),
        ["minute"] = TimePart("minute", time => time.Minute),
        ["hour"] = TimePart("hour", time => time.Hour),
        ["day"] = TimePart("day", time => time.Day),
        ["week"] = TimePart("week", time => ISOWeek.GetWeekOfYear(time.DateTime)),
        ["month"] = TimePart("month", time => time.Month),
        ["year"] = TimePart("year", time => time.Year),
        ["fieldref"] = new(FieldRef, ModifierPlace.First, NeedsField: true),
        ["re"] = new(operand => operand, ModifierPlace.First), // the value was read as a pattern: ItemReader
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Modifiers that act on the whole item and not on its values.</summary>
    public static readonly FrozenSet<string> OfItem = FrozenSet.ToFrozenSet(["all", "neq", "expand"], StringComparer.Ordinal);

    public static bool TryFind(string name, out Modifier? modifier) => Known.TryGetValue(name, out modifier);

    /// <summary>All names, for "did you mean".</summary>
    public static IEnumerable<string> Names => Known.Keys.Concat(OfItem);

    /// <summary>To every variant where a value became several.</summary>
    public Operand ApplyTo(Operand operand) =>
        operand is Operand.Variants variants ? new Operand.Variants([.. variants.Items.Select(ApplyTo)]) : Apply(operand);

    private static Modifier Flag(string name, RegexOptions flag) => new(operand => RegexModifiers.Flag(operand, flag, name));

    private static Operand.Final Cidr(Operand operand)
    {
        if (operand is not Operand.Text text || !text.Value.TryLiteral(out var written))
            throw new ModifierException("modifier-value", "'cidr' needs a network such as 10.0.0.0/8, without wildcards");
        return Addresses.TryReadNetwork(written, out var network)
            ? new Operand.Final(new CidrTest(network) { Written = $"cidr '{written}'" })
            : throw new ModifierException("modifier-value", $"'{written}' is no network: write it as 10.0.0.0/8 or 2001:db8::/32, with no bits set after the prefix");
    }

    private static Operand.Final Exists(Operand operand) => operand is Operand.Boolean wanted
        ? new Operand.Final(new ExistsTest(wanted.Value) { Written = $"exists {wanted.Written}" })
        : throw new ModifierException("modifier-value", "'exists' needs true or false");

    private static Operand.FieldRef FieldRef(Operand operand)
    {
        if (operand is not Operand.Text text || !text.Value.TryLiteral(out var field) || field.Length == 0)
            throw new ModifierException("modifier-value", "'fieldref' needs the name of a field, without wildcards");
        return new Operand.FieldRef(field, FieldRefMode.Equal);
    }

    private static Modifier Compare(string name, Func<decimal, Func<decimal, bool>> comparison) => new(
        operand => operand switch
        {
            Operand.Number number => new Operand.Final(new CompareTest(comparison(number.Value)) { Written = $"{name} {number.Written}" }),
            Operand.Text text when text.Value.TryLiteral(out var written) && Numbers.TryRead(written, out var value) =>
                new Operand.Final(new CompareTest(comparison(value)) { Written = $"{name} {written}" }),
            _ => throw new ModifierException("modifier-value", $"'{name}' needs a number"),
        },
        ModifierPlace.FirstAndOnly,
        NeedsField: true);

    private static Modifier TimePart(string name, Func<DateTimeOffset, int> part) => new(
        operand => operand is Operand.Number number && number.Value == decimal.Truncate(number.Value) && number.Value is >= 0 and <= 9999
            ? new Operand.Final(new TimePartTest(part, (int)number.Value) { Written = $"{name} {number.Written}" })
            : throw new ModifierException("modifier-value", $"'{name}' needs a whole number"),
        ModifierPlace.FirstAndOnly,
        NeedsField: true);
}

/// <summary>Where in the chain a modifier may stand; modifiers of the item (<c>all neq</c>) may stand beside it anywhere.</summary>
internal enum ModifierPlace
{
    Anywhere,

    /// <summary>Nothing may have changed the value before.</summary>
    First,

    /// <summary>Nothing else may change the value.</summary>
    FirstAndOnly,
}
