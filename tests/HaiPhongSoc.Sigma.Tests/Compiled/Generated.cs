using System.Globalization;
using CsCheck;

namespace HaiPhongSoc.Sigma.Tests.Compiled;

/// <summary>
/// Random rules and events that meet often: few fields, and texts of few pieces that differ in case, dashes, composition and surrogates. Both are made as text, so
/// that a failing case prints as something that can be pasted into a file.
/// </summary>
internal static class Generated
{
    private static readonly string[] Pieces =
    [
        "a", "A", "ab", "cmd", "CMD.exe", ".exe", "\\", "\\\\", "/", "-", "–", " ", "k", "K", "\u212A", "i", "I", "ı", "İ", "s", "ſ", "é", "É", "e\u0301",
        "đ", "Đ", "ß", "\U00010400", "\U00010428", "😀", "😁", "0", "1", "42", "aaaa", "powershell", "%", "'", "[", "(", ".",
    ];

    private static readonly string[] Fields = ["f", "g", "h x", "n.m"];

    private static readonly string[] TextChains =
    [
        "", "", "|contains", "|contains", "|startswith", "|endswith", "|cased", "|contains|cased", "|windash", "|contains|windash", "|neq", "|contains|neq",
        "|re", "|re|i", "|re|startswith", "|base64|contains", "|wide|base64offset|contains", "|endswith|cased",
    ];

    private static readonly string[] Numbers = ["0", "1", "42", "42.0", "4.2e1", "-1", "007", "1000000", "0.5"];

    public static Gen<string> Text(int most) => Pick.From(Pieces).Array[0, most].Select(string.Concat);

    /// <summary>The detections of one rule, from <c>a:</c> to its condition.</summary>
    public static Gen<string> Detections { get; } =
        Gen.Select(Detection, Detection, Detection, Condition(3), (a, b, c, condition) => $"a:\n{a}b:\n{b}c:\n{c}condition: {condition}");

    public static Gen<Dictionary<string, object?>> Event { get; } =
        Gen.Select(Value, Value, Value, Value, Gen.Int[0, 15], (f, g, h, n, present) =>
        {
            object?[] values = [f, g, h, n];
            var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < values.Length; i++)
            {
                if ((present & (1 << i)) != 0)
                    fields[Fields[i]] = values[i];
            }

            return fields;
        });

    public static MapEvent ToEvent(Dictionary<string, object?> fields) => new([.. fields.Select(pair => (pair.Key, pair.Value))]);

    private static Gen<object?> Value => Gen.Frequency(
        (6, Text(5).Select(object? (text) => text)),
        (2, Pick.From(Numbers).Select(object? (text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))),
        (1, Pick.From<object?>(true, false, null, "10.1.2.3", "::ffff:10.0.0.1", "2001:db8::7", "2026-03-01T08:15:00Z", "\uD800", "a\uDC00")),
        (1, Text(3).Array[0, 3].Select(object? (texts) => texts.ToArray<object?>())));

    private static Gen<string> Detection => Gen.Frequency(
        (5, Item.Array[1, 3].Select(items => Map(items, "  "))),
        (1, Item.Array[1, 2].Array[1, 3].Select(maps => string.Concat(maps.Select(items => "  - " + Map(items, "    ")[4..])))),
        (1, Text(3).Array[1, 3].Select(words => string.Concat(words.Select(word => $"  - {Quoted(word.Length == 0 ? "a" : word)}\n")))));

    // A key may stand once in a map.
    private static string Map(string[] items, string indent) =>
        string.Concat(items.DistinctBy(item => item[..item.IndexOf(':', StringComparison.Ordinal)], StringComparer.Ordinal).Select(item => $"{indent}{item}\n"));

    private static Gen<string> Item => Gen.Frequency(
        (7, Gen.Select(Pick.From(Fields), Pick.From(TextChains), Pattern.Array[1, 8], Gen.Bool, (name, chain, values, all) =>
            $"{name}{chain}{(all && values.Length > 1 ? "|all" : "")}: [{string.Join(", ", values.Take(MostOf(chain)).Select(value => Quoted(For(chain, value))))}]")),
        (2, Gen.Select(Pick.From(Fields), Pick.From(Numbers).Array[1, 3], (name, values) => $"{name}: [{string.Join(", ", values)}]")),
        (1, Gen.Select(Pick.From(Fields), Pick.From("|gt: 1", "|lte: 42", "|exists: true", "|exists: false", ": null", ": ''", ": true", "|hour: 8", "|cidr: '10.0.0.0/8'", "|cidr: '2001:db8::/32'"), (name, rest) => name + rest)),
        (1, Gen.Select(Pick.From(Fields), Pick.From(Fields), Pick.From("", "|contains", "|startswith"), (name, other, chain) => $"{name}|fieldref{chain}: '{other}'")));

    private static Gen<string> Pattern => Pick.From([.. Pieces, "*", "?", "\\*", "\\?"]).Array[0, 4].Select(string.Concat);

    private static Gen<string> Condition(int depth) => depth == 0
        ? Pick.From("a", "b", "c", "1 of them", "all of them")
        : Gen.Frequency(
            (3, Condition(0)),
            (2, Condition(depth - 1).Select(inner => $"not ({inner})")),
            (3, Gen.Select(Condition(depth - 1), Condition(depth - 1), (left, right) => $"({left}) and ({right})")),
            (3, Gen.Select(Condition(depth - 1), Condition(depth - 1), (left, right) => $"({left}) or ({right})")));

    // Making an automaton takes a thousand times what comparing texts does.
    private static int MostOf(string chain) => chain.StartsWith("|re", StringComparison.Ordinal) ? 2 : int.MaxValue;

    // Encodings take no wildcards and need some length; a pattern must be one.
    private static string For(string chain, string value)
    {
        if (chain.Contains("base64", StringComparison.Ordinal))
            return "abc" + value.Replace("*", "", StringComparison.Ordinal).Replace("?", "", StringComparison.Ordinal);
        if (!chain.StartsWith("|re", StringComparison.Ordinal))
            return value;
        var literal = System.Text.RegularExpressions.Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", "a?", StringComparison.Ordinal);
        return literal.Length % 3 == 0 ? $"(x|{literal})" : literal.Length % 3 == 1 ? literal + "+|^" : literal;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
