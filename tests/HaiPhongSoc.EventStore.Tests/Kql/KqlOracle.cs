using System.Globalization;
using System.Net;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Tests.Kql;

/// <summary>The table of meanings once more, as plainly as can be: over events in memory, without SQL.</summary>
internal static class KqlOracle
{
    public static bool Matches(KqlNode node, LogEvent of) => node switch
    {
        KqlEverything => true,
        KqlAnd and => and.Of.All(part => Matches(part, of)),
        KqlOr or => or.Of.Any(part => Matches(part, of)),
        KqlNot not => !Matches(not.Of, of),
        KqlFreeText text => Values(of, "message").Append(Clean(of.Raw.Span)).Any(value => Inside(value, text.Pattern)),
        KqlContains contains => Values(of, contains.Field).Any(value => Inside(value, contains.Pattern)),
        KqlKeyword keyword => Values(of, keyword.Field).Any(value => Glob(Fold(value), [.. keyword.Pattern.Pieces.Select(Fold)])),
        KqlExists exists => Values(of, exists.Field).Count > 0,
        KqlAddress address => Values(of, address.Field).Any(value => Address(value) is { } number && number >= address.Low && number <= address.High),
        KqlTime time => (time.Field == "@timestamp" ? of.Time : of.ReceivedAt) is var at && at >= time.From && at < time.To,
        KqlNumber number => Values(of, number.Field).Any(value => Number(value) is { } parsed && Holds(parsed.CompareTo(number.Value), number.Comparison)),
        KqlTextOrder order => Values(of, order.Field).Any(value => Holds(Bytes(value).AsSpan().SequenceCompareTo(Bytes(order.Value)), order.Comparison)),
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private static List<string> Values(LogEvent of, string field) => field switch
    {
        "@timestamp" or "event.ingested" => ["always"],
        "soc.level" => of.System is null ? [] : [of.System.Level.ToString(CultureInfo.InvariantCulture)],
        "soc.system" => of.System is null ? [] : [of.System.Code],
        "soc.realm" => [of.Realm],
        "soc.category" => of.LogSource.Category is null ? [] : [of.LogSource.Category],
        _ => FieldValues(of, field),
    };

    private static List<string> FieldValues(LogEvent of, string field)
    {
        var values = new List<string>();
        for (var i = 0; i < of.Fields.Count; i++)
        {
            if (of.Fields[i].NameText == field && of.Fields[i].Kind != FieldValueKind.Null)
                values.Add(Clean(of.Fields[i].Value));
        }

        return values;
    }

    private static string Clean(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8).Replace('\0', '\u2400');

    /// <summary>The invariant culture leaves İ as it is; Unicode's simple mapping makes it i.</summary>
    private static string Fold(string text) => text.Normalize(NormalizationForm.FormC).Replace('İ', 'i').ToLowerInvariant();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(Fold(text));

    private static string Strip(string text)
    {
        var bare = Fold(text).Normalize(NormalizationForm.FormD).Where(static c =>
            CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark));
        return new string([.. bare]).Normalize(NormalizationForm.FormC).Replace('đ', 'd');
    }

    private static bool Inside(string value, KqlPattern pattern)
    {
        var marked = pattern.Pieces.Any(static piece => Strip(piece) != Fold(piece));
        Func<string, string> fold = marked ? Fold : Strip;
        return Glob(fold(value), ["", .. pattern.Pieces.Select(fold), ""]);
    }

    private static bool Glob(string text, string[] pieces)
    {
        if (pieces.Length == 1)
            return string.Equals(text, pieces[0], StringComparison.Ordinal);
        if (!text.StartsWith(pieces[0], StringComparison.Ordinal))
            return false;
        var at = pieces[0].Length;
        for (var i = 1; i < pieces.Length - 1; i++)
        {
            var found = text.IndexOf(pieces[i], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + pieces[i].Length;
        }

        return text.Length - at >= pieces[^1].Length && text.EndsWith(pieces[^1], StringComparison.Ordinal);
    }

    private static UInt128? Address(string value)
    {
        if (value.Contains('%') || value.Contains('[') || (!value.Contains(':') && value.Split('.').Length != 4) || !IPAddress.TryParse(value, out var address))
            return null;
        var number = UInt128.Zero;
        foreach (var part in address.MapToIPv6().GetAddressBytes())
            number = (number << 8) | part;
        return number;
    }

    private static double? Number(string value) =>
        value.Length > 0 && value.All(static c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E') && char.IsAsciiDigit(value[^1])
        && !value.Contains("..", StringComparison.Ordinal) && (char.IsAsciiDigit(value[0]) || value[0] is '+' or '-') && !value.StartsWith("-.", StringComparison.Ordinal)
        && !value.StartsWith("+.", StringComparison.Ordinal) && !value.Contains(".e", StringComparison.OrdinalIgnoreCase)
        && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Holds(int order, KqlComparison comparison) => comparison switch
    {
        KqlComparison.Less => order < 0,
        KqlComparison.LessOrEqual => order <= 0,
        KqlComparison.Greater => order > 0,
        _ => order >= 0,
    };
}
