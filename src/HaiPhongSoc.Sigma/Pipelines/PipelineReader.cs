using System.Globalization;
using HaiPhongSoc.Sigma.Parsing;
using HaiPhongSoc.Sigma.Pipelines.Transformations;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>Reads a pipeline file. What is not known is refused with its place: a step left out in silence would let rules match other events than were meant.</summary>
internal sealed class PipelineReader
{
    private const int MostItems = 5_000;
    private const int DeepestNest = 8;

    private static readonly string[] QueryOnly = ["postprocessing", "finalizers"];
    private static readonly string[] Known = ["name", "priority", "vars", "transformations", "allowed_backends", "postprocessing", "finalizers"];
    private static readonly string[] StepKeys =
    [
        "id", "type", "rule_conditions", "rule_cond_expr", "rule_cond_op", "rule_cond_not", "detection_item_conditions", "detection_item_cond_expr", "detection_item_cond_op",
        "detection_item_cond_not", "field_name_conditions", "field_name_cond_expr", "field_name_cond_op", "field_name_cond_not",
    ];

    private readonly DocumentProblems _problems;
    private int _items;

    private PipelineReader(DocumentProblems problems) => _problems = problems;

    public static ProcessingPipeline? Read(string text, string path, out IReadOnlyList<SigmaDiagnostic> diagnostics)
    {
        var problems = new DocumentProblems(path);
        var documents = SafeYaml.Load(text, problems);
        ProcessingPipeline? pipeline = null;
        if (documents is [{ RootNode: YamlMappingNode map }])
            pipeline = new PipelineReader(problems).Read(map, path);
        else if (!problems.HasErrors)
            problems.Error("pipeline", YamlDotNet.Core.Mark.Empty, "a pipeline file is one document that is a map with 'name', 'priority' and 'transformations'");
        diagnostics = problems.Found;
        return problems.HasErrors ? null : pipeline;
    }

    private ProcessingPipeline Read(YamlMappingNode map, string path)
    {
        foreach (var key in map.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!Known.Contains(name, StringComparer.Ordinal))
                _problems.Error("pipeline", key, $"'{name}' is no key of a pipeline: {string.Join(", ", Known)} are");
            else if (QueryOnly.Contains(name, StringComparer.Ordinal))
                _problems.Warning("pipeline-query-only", key, $"'{name}' changes the text of queries, which there are none of here: it is left out");
        }

        var priority = 0;
        if (map.Text("priority", _problems) is { } written && !int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out priority))
            _problems.Error("pipeline", map.Children[new YamlScalarNode("priority")], "'priority' must be a whole number");
        var items = map.TryGet("transformations", out var node) ? Items(node, 0) : [];
        return new ProcessingPipeline(map.Text("name", _problems) ?? path, priority, items, Variables(map));
    }

    private Dictionary<string, IReadOnlyList<string>> Variables(YamlMappingNode map) =>
        map.TryGet("vars", out _)
            ? new Dictionary<string, IReadOnlyList<string>>(new Parameters(map, _problems).Mapping("vars"), StringComparer.Ordinal)
            : new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    private List<ProcessingItem> Items(YamlNode node, int depth)
    {
        var items = new List<ProcessingItem>();
        if (node is not YamlSequenceNode list)
        {
            _problems.Error("pipeline", node, "expected a list of transformations");
            return items;
        }

        if (depth > DeepestNest || (_items += list.Children.Count) > MostItems)
        {
            _problems.Error("pipeline", node, $"more than {MostItems} transformations, or nested deeper than {DeepestNest}");
            return items;
        }

        foreach (var child in list.Children)
        {
            if (child is not YamlMappingNode map)
                _problems.Error("pipeline", child, "a transformation must be a map with 'type'");
            else if (Item(map, depth) is { } item)
                items.Add(item);
        }

        return items;
    }

    private ProcessingItem? Item(YamlMappingNode map, int depth)
    {
        var parameters = new Parameters(map, _problems, StepKeys);
        var type = parameters.Required("type");
        var gates = new GateReader(parameters);
        var (ofRule, ofItem, ofField) = (gates.Rule(), gates.Item(), gates.Field());
        Transformation? transformation = type == "nest"
            ? parameters.Any("items") is { } items ? new NestTransformation(Items(items, depth + 1)) : null
            : TransformationReader.Read(type, parameters);
        if (transformation is null)
            return null;
        if (transformation is PlaceholderTransformation && !(ofRule.IsEmpty && ofItem.IsEmpty && ofField.IsEmpty))
            parameters.Fault(map, $"'{type}' cannot have conditions here: placeholders are replaced while rules are read");
        parameters.RefuseOthers($"'{type}'");
        var place = string.Create(CultureInfo.InvariantCulture, $"{_problems.Path}:{map.Start.Line}:{map.Start.Column}");
        return new ProcessingItem(parameters.Text("id"), place, transformation, ofRule, ofItem, ofField);
    }
}
