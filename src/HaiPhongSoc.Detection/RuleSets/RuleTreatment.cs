using HaiPhongSoc.Sigma;
using HaiPhongSoc.Sigma.Pipelines;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>What is done to rules between their files and their matching: the values of placeholders, the processing pipelines, and which patterns may backtrack.</summary>
public sealed record RuleTreatment
{
    /// <summary>Nothing: rules are used as written; those that need placeholders are refused.</summary>
    public static RuleTreatment None { get; } = new();

    /// <summary>Applied to every rule after its filters.</summary>
    public ProcessingPipeline Pipeline { get; init; } = ProcessingPipeline.None;

    /// <summary>Configured values, before those of the pipeline.</summary>
    public PlaceholderResolver? Placeholders { get; init; }

    /// <summary>Rules whose regular expressions may backtrack; null = none.</summary>
    public BacktrackingAllowance? Backtracking { get; init; }

    /// <summary>Warnings of the pipeline files, <c>path:line:column: …</c>.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Reads pipeline files.</summary>
    /// <exception cref="InvalidDataException">A file is wrong: every mistake with its place, one a line.</exception>
    public static RuleTreatment Load(IEnumerable<string> pipelineFiles, IReadOnlyDictionary<string, IReadOnlyList<string>> placeholders)
    {
        var pipelines = new List<ProcessingPipeline>();
        var (errors, warnings) = (new List<string>(), new List<string>());
        foreach (var file in pipelineFiles)
        {
            if (ProcessingPipeline.Read(File.ReadAllText(file), file, out var diagnostics) is { } pipeline)
                pipelines.Add(pipeline);
            foreach (var diagnostic in diagnostics)
                (diagnostic.IsError ? errors : warnings).Add(diagnostic.ToString());
        }

        if (errors.Count > 0)
            throw new InvalidDataException(string.Join('\n', errors));
        return new RuleTreatment
        {
            Pipeline = pipelines.Count == 0 ? ProcessingPipeline.None : ProcessingPipeline.Join(pipelines),
            Placeholders = placeholders.Count == 0 ? null : placeholders.GetValueOrDefault,
            Warnings = warnings,
        };
    }
}
