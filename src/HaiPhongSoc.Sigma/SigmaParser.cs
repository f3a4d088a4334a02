using HaiPhongSoc.Sigma.Correlation;
using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma;

/// <summary>
/// Reads Sigma documents: rules, correlations and filters, several to a text (<c>---</c>). Never throws for what stands in the text; what is wrong is told
/// with line and column, all of it that can be found in one reading. Time and memory are bounded by the text's length.
/// </summary>
public static class SigmaParser
{
    /// <param name="text">The text of one file.</param>
    /// <param name="path">For messages; not opened.</param>
    /// <param name="placeholders">Values for <c>expand</c>; without it, rules that need any are refused.</param>
    /// <param name="forPipelines">Keeps the values as read, which <see cref="Pipelines.ProcessingPipeline"/> needs; costs memory.</param>
    /// <param name="cache">What earlier readings found out, and will of this one.</param>
    /// <param name="backtracking">Rules whose patterns may need more than linear time; without it, all such are refused.</param>
    public static SigmaDocuments Parse(
        string text, string path, PlaceholderResolver? placeholders = null, bool forPipelines = false, ReadingCache? cache = null, BacktrackingAllowance? backtracking = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rules, correlations, filters) = (new List<SigmaRule>(), new List<SigmaCorrelation>(), new List<SigmaFilter>());
        var fileProblems = new DocumentProblems(path);
        var diagnostics = new List<SigmaDiagnostic>();
        var refused = 0;

        foreach (var document in SafeYaml.Load(text, fileProblems, cache))
        {
            var problems = new DocumentProblems(path);
            if (document.RootNode is not YamlMappingNode map)
                problems.Error("document", document.RootNode, "a document must be a map with 'title' and 'detection', 'correlation' or 'filter'");
            else
                Read(map, problems, rule => new DetectionReader(problems, placeholders, forPipelines, cache, backtracking?.TimeoutOf(rule)), forPipelines, rules, correlations, filters);
            diagnostics.AddRange(problems.Found);
            if (problems.HasErrors)
                refused++;
        }

        if (fileProblems.HasErrors)
            refused++;
        return new SigmaDocuments(rules, correlations, filters, [.. fileProblems.Found, .. diagnostics]) { Refused = refused };
    }

    private static void Read(
        YamlMappingNode map, DocumentProblems problems, Func<SigmaMetadata, DetectionReader> reader, bool keepsValues,
        List<SigmaRule> rules, List<SigmaCorrelation> correlations, List<SigmaFilter> filters)
    {
        var metadata = MetadataReader.Read(map, problems, keepsValues)!;
        if (map.TryGet("correlation", out _))
        {
            if (CorrelationReader.Read(map, metadata, problems) is { } correlation && !problems.HasErrors)
                correlations.Add(correlation);
        }
        else if (map.TryGet("filter", out var filter))
        {
            if (FilterReader.Read(map, filter, metadata, problems, reader(metadata)) is { } read && !problems.HasErrors)
                filters.Add(read);
        }
        else if (ReadRule(map, metadata, problems, reader(metadata)) is { } rule && !problems.HasErrors)
        {
            rules.Add(rule);
        }
    }

    private static SigmaRule? ReadRule(YamlMappingNode map, SigmaMetadata metadata, DocumentProblems problems, DetectionReader reader)
    {
        var logSource = LogSourceReader.Read(map, problems);
        if (!map.TryGet("detection", out var node) || node is not YamlMappingNode detection)
        {
            problems.Error("detection-missing", node ?? map, "'detection' is missing");
            return null;
        }

        var (detections, conditions) = reader.Read(detection);
        return problems.HasErrors || logSource is null
            ? null
            : new SigmaRule { Metadata = metadata, LogSource = logSource, Detections = detections, Conditions = conditions };
    }
}
