using HaiPhongSoc.Sigma.Correlation;
using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Strings;

namespace HaiPhongSoc.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>field_name_mapping field_name_prefix_mapping field_name_prefix field_name_suffix</c>: other names for fields, in detections, in <c>fieldref</c>, in the rule's
/// <c>fields</c> and in correlations. Several names for one field are joined by OR; none drops the item.
/// </summary>
/// <param name="names">Null where the field keeps its name; null is asked for keywords.</param>
internal sealed class FieldNameTransformation(Func<string?, IReadOnlyList<string>?> names) : Transformation
{
    protected override void Apply(RuleDraft draft, ProcessingItem step)
    {
        draft.Metadata = draft.Metadata with { Fields = [.. draft.Metadata.Fields.SelectMany(field => Renamed(draft, step, field))] };
        if (draft.Correlation is { } correlation)
            draft.Correlation = Renamed(draft, step, correlation);
        draft.Replace(item => step.Meets(draft, item) ? Renamed(draft, step, item) : null);
    }

    private IReadOnlyList<DraftItem>? Renamed(RuleDraft draft, ProcessingItem step, DraftItem item)
    {
        var references = item.Values.Any(value => value.Operand is Operand.FieldRef);
        if (references)
            item = item.With([.. item.Values.SelectMany(value => References(draft, step, value))]);
        if (names(item.Field) is not { } targets || !step.Meets(draft, item.Field))
            return references ? Mark(step, [item]) : null;
        Note(draft, step, targets);
        if (item.IsKeyword)
            item = item.With([.. item.Values.Select(AsKeyword)]);
        return Mark(step, [.. targets.Select(item.Under)]);
    }

    // A keyword is looked for within the text; so it stays under a field.
    private static ItemValue AsKeyword(ItemValue value) =>
        value.Operand is Operand.Text or Operand.Number or Operand.Boolean && TextModifiers.Contains(value.Operand) is Operand.Text text
            ? value.With(text, PipelineText.Write(text.Value), isKeyword: false)
            : value;

    private IEnumerable<ItemValue> References(RuleDraft draft, ProcessingItem step, ItemValue value) =>
        value.Operand is Operand.FieldRef reference
            ? Renamed(draft, step, reference.Field).Select(name => value.With(reference with { Field = name }, name, isKeyword: false))
            : [value];

    private IReadOnlyList<string> Renamed(RuleDraft draft, ProcessingItem step, string field)
    {
        if (names(field) is not { } targets || !step.Meets(draft, field))
            return [field];
        Note(draft, step, targets);
        return targets;
    }

    private SigmaCorrelation Renamed(RuleDraft draft, ProcessingItem step, SigmaCorrelation correlation)
    {
        string One(string field, string where) => Renamed(draft, step, field) is [var only]
            ? only
            : throw new PipelineRefusal($"'{field}' in {where} of a correlation must be mapped to exactly one field");

        return correlation with
        {
            Aliases = correlation.Aliases.ToDictionary(
                alias => alias.Key,
                IReadOnlyDictionary<string, string> (alias) => alias.Value.ToDictionary(pair => pair.Key, pair => One(pair.Value, "an alias"), StringComparer.Ordinal),
                StringComparer.Ordinal),
            GroupBy = [.. correlation.GroupBy.SelectMany(field => correlation.Aliases.ContainsKey(field) ? [field] : Renamed(draft, step, field))],
            Condition = correlation.Condition is { } condition ? condition with { Fields = [.. condition.Fields.Select(field => One(field, "the condition"))] } : null,
        };
    }

    private static void Note(RuleDraft draft, ProcessingItem step, IReadOnlyList<string> targets)
    {
        if (step.Id is not { } id)
            return;
        foreach (var target in targets)
        {
            if (!draft.FieldOrigins.TryGetValue(target, out var origins))
                draft.FieldOrigins[target] = origins = new HashSet<string>(StringComparer.Ordinal);
            origins.Add(id);
        }
    }
}

/// <summary><c>drop_detection_item</c>: the item is taken out of what it is ANDed with.</summary>
internal sealed class DropTransformation : Transformation
{
    protected override void Apply(RuleDraft draft, ProcessingItem step) => draft.Replace(item => step.Meets(draft, item) ? [] : null);
}

/// <summary><c>hashes_fields</c>: <c>Hashes: MD5=…</c> becomes a field for each kind of hash, joined by OR.</summary>
internal sealed class HashesTransformation(IReadOnlyList<string> algorithms, string prefix, bool dropsAlgorithm) : Transformation
{
    protected override void Apply(RuleDraft draft, ProcessingItem step) => draft.Replace(item => step.Meets(draft, item) ? Split(step, item) : null);

    private IReadOnlyList<DraftItem>? Split(ProcessingItem step, DraftItem item)
    {
        if (item.Values.Any(value => value.Operand is not Operand.Text))
            return null;
        if (item.Item.RequiresAll || item.Item.Negated)
            throw new PipelineRefusal("hashes_fields cannot split an item with 'all' or 'neq': its parts are joined by OR");
        var byField = new Dictionary<string, List<ItemValue>>(StringComparer.Ordinal);
        foreach (var value in item.Values)
        {
            var (algorithm, hash) = Read(PipelineText.Write(((Operand.Text)value.Operand).Value));
            if (!algorithms.Contains(algorithm, StringComparer.Ordinal))
                continue;
            var field = prefix + (dropsAlgorithm ? "" : algorithm);
            if (!byField.TryGetValue(field, out var values))
                byField[field] = values = [];
            values.Add(value.With(new Operand.Text(SigmaString.Read(hash), Cased: false), hash, isKeyword: field == "keyword"));
        }

        if (byField.Count == 0)
            throw new PipelineRefusal($"no hash of the kinds {string.Join(", ", algorithms)} in '{item.Field}'");
        return Mark(step, [.. byField.Select(pair => item.With(pair.Value).Under(pair.Key))]);
    }

    private static (string Algorithm, string Hash) Read(string text)
    {
        var parts = text.Split(text.Contains('|', StringComparison.Ordinal) ? '|' : '=');
        if (parts is [var algorithm, var hash])
            return (algorithm.TrimStart('*').ToUpperInvariant(), hash);
        return (parts[0].Trim('*').Length switch { 32 => "MD5", 40 => "SHA1", 64 => "SHA256", 128 => "SHA512", _ => "" }, parts[0]);
    }
}
