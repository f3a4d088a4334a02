using HaiPhongSoc.EventStore.Kql;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>Compiles a query to a condition over the columns of one segment. Every leaf is TRUE or FALSE, never NULL.</summary>
internal sealed class SqlPredicate(IReadOnlyDictionary<string, string[]> aliases)
{
    private const string IsNumber = "'[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?'";

    public string Compile(KqlNode node) => node switch
    {
        KqlEverything => "TRUE",
        KqlAnd and => "(" + string.Join(" AND ", and.Of.Select(Compile)) + ")",
        KqlOr or => "(" + string.Join(" OR ", or.Of.Select(Compile)) + ")",
        KqlNot not => "(NOT " + Compile(not.Of) + ")",
        KqlFreeText text => $"({Sure(InRaw(text.Pattern))} OR (message_apart AND {Any("message", value => Inside(value, text.Pattern))}))",
        KqlContains contains => Any(contains.Field, value => Inside(value, contains.Pattern)),
        KqlKeyword keyword => Any(keyword.Field, value => Equal(value, keyword.Pattern), KeywordHint(keyword.Pattern)),
        KqlExists exists => exists.Field is KqlFieldTypes.EventTime or KqlFieldTypes.ReceivedTime ? "TRUE" : Any(exists.Field, static value => value + " IS NOT NULL"),
        KqlAddress address => Addresses(address),
        KqlTime time => $"({StoreColumns.Reserved[time.Field]} >= {SqlText.Literal(time.From)} AND {StoreColumns.Reserved[time.Field]} < {SqlText.Literal(time.To)})",
        KqlNumber number => Any(number.Field, value =>
            $"CASE WHEN regexp_full_match({value}, {IsNumber}) THEN TRY_CAST({value} AS DOUBLE) {Sign(number.Comparison)} {SqlText.Literal(number.Value)} ELSE FALSE END"),
        KqlTextOrder order => Any(order.Field, value => $"{Folded(value)} {Sign(order.Comparison)} {Folded(SqlText.Literal(order.Value))}"),
        _ => throw new InvalidOperationException($"no SQL for {node.GetType().Name}"),
    };

    /// <summary>
    /// Where the values of a field lie, each as an expression for distinct values of a row and the condition under which a row has them there. No row has them at
    /// two places: within an event a name either holds its values or is another one's alias.
    /// </summary>
    public IEnumerable<(string Values, string Where)> Places(string field)
    {
        if (StoreColumns.Reserved.TryGetValue(field, out var column))
            return [($"CAST({column} AS VARCHAR)", $"({column}) IS NOT NULL")];
        return OwnPlaces(field).Concat(Targets(field).SelectMany(target => OwnPlaces(target).Select(place =>
            (place.Values, $"contains(names, {SqlText.Literal(AliasTexts.Pair(field, target))}) AND {place.Where}"))));
    }

    private static IEnumerable<(string Values, string Where)> OwnPlaces(string field)
    {
        var isCore = StoreColumns.CoreIndex.ContainsKey(field);
        if (isCore)
            yield return (StoreColumns.Quoted(field), StoreColumns.Quoted(field) + " IS NOT NULL");
        yield return ($"unnest(list_distinct({JsonValues(field)}))", (isCore ? "multi AND " : "") + HasKey(field));
    }

    /// <summary>True where one value of the field fulfils the condition, wherever it lies.</summary>
    private string Any(string field, Func<string, string> condition, string? hint = null)
    {
        if (StoreColumns.Reserved.TryGetValue(field, out var column))
            return Sure(condition($"CAST({column} AS VARCHAR)"));

        var places = new List<string> { Own(field, condition, hint) };
        foreach (var target in Targets(field))
            places.Add($"({Sure($"contains(names, {SqlText.Literal(AliasTexts.Pair(field, target))})")} AND {Own(target, condition, hint)})");
        return places.Count == 1 ? places[0] : "(" + string.Join(" OR ", places) + ")";
    }

    private static string Own(string field, Func<string, string> condition, string? hint) => StoreColumns.CoreIndex.ContainsKey(field)
        ? $"({Sure(condition(StoreColumns.Quoted(field)))} OR (multi AND {InJson(field, condition, hint)}))"
        : InJson(field, condition, hint);

    private static string InJson(string field, Func<string, string> condition, string? hint)
    {
        var any = $"len(list_filter({JsonValues(field)}, lambda v: coalesce({condition("v")}, FALSE))) > 0";
        return hint is null ? Sure($"({HasKey(field)} AND {any})") : Sure($"({HasKey(field)} AND {hint} AND {any})");
    }

    /// <summary>
    /// Field values stand in <c>fields</c> as they are but for escapes, and nothing composes across their quotes, so that a piece of the pattern must occur in
    /// the whole text; that is quicker to see than the JSON is to read.
    /// </summary>
    private static string? KeywordHint(KqlPattern pattern)
    {
        var piece = pattern.Pieces.MaxBy(static piece => piece.Length) ?? "";
        return piece.Length >= 3 && !piece.Any(static c => char.IsControl(c) || c is '"' or '\\')
            ? $"contains({Folded("fields")}, {Folded(SqlText.Literal(piece))})"
            : null;
    }

    private string Addresses(KqlAddress address)
    {
        var between = $" BETWEEN {SqlText.Literal(address.Low)} AND {SqlText.Literal(address.High)}";
        return Any(address.Field, value => (NumberColumn(value) ?? $"{StoreDatabase.AddressFunction}({value})") + between);
    }

    private static string? NumberColumn(string value)
    {
        foreach (var field in StoreColumns.Addresses)
        {
            if (value == StoreColumns.Quoted(field))
                return StoreColumns.AddressColumn(field);
        }

        return null;
    }

    private string[] Targets(string field) => aliases.TryGetValue(field, out var targets) ? targets : [];

    private static string HasKey(string field) => $"contains(fields, {SqlText.Literal("\"" + FieldKeys.Encode(field) + "\":[")})";

    private static string JsonValues(string field) => $"json_extract_string(fields, {SqlText.Literal("$.\"" + FieldKeys.Encode(field) + "\"[*]")})";

    /// <summary>Most logs are ASCII, where lower case is all there is to do.</summary>
    private static string InRaw(KqlPattern pattern)
    {
        Func<string, string> fold = pattern.HasDiacritics ? Folded : Plain;
        var quick = pattern.HasWildcard
            ? $"lower(raw) LIKE {fold(SqlText.Literal(SqlText.LikePattern(pattern, anywhere: true)))} ESCAPE '\\'"
            : $"contains(lower(raw), {fold(SqlText.Literal(pattern.Pieces[0]))})";
        return $"CASE WHEN raw_ascii THEN {quick} ELSE {Inside("raw", pattern)} END";
    }

    private static string Inside(string value, KqlPattern pattern)
    {
        Func<string, string> fold = pattern.HasDiacritics ? Folded : Plain;
        return pattern.HasWildcard
            ? $"{fold(value)} LIKE {fold(SqlText.Literal(SqlText.LikePattern(pattern, anywhere: true)))} ESCAPE '\\'"
            : $"contains({fold(value)}, {fold(SqlText.Literal(pattern.Pieces[0]))})";
    }

    private static string Equal(string value, KqlPattern pattern) => pattern.HasWildcard
        ? $"{Folded(value)} LIKE {Folded(SqlText.Literal(SqlText.LikePattern(pattern, anywhere: false)))} ESCAPE '\\'"
        : $"{Folded(value)} = {Folded(SqlText.Literal(pattern.Pieces[0]))}";

    private static string Folded(string value) => $"lower(nfc_normalize({value}))";

    /// <summary>Without marks; đ has none that could be taken off.</summary>
    private static string Plain(string value) => $"replace(strip_accents(lower(nfc_normalize({value}))), 'đ', 'd')";

    private static string Sure(string condition) => $"coalesce({condition}, FALSE)";

    private static string Sign(KqlComparison comparison) => comparison switch
    {
        KqlComparison.Less => "<",
        KqlComparison.LessOrEqual => "<=",
        KqlComparison.Greater => ">",
        KqlComparison.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };
}
