using System.CommandLine;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Sigma;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>The flags by which commands that work with rules take pipelines, placeholders and leave to backtrack.</summary>
internal sealed class RuleFlags
{
    private readonly Option<string[]> _pipelines = new("--pipeline")
    {
        Description = "A processing pipeline in pySigma's YAML, applied to every rule; may be given several times.",
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _placeholders = new("--placeholders") { Description = "Values of placeholders (%name% under 'expand'): a YAML map of name to list.", HelpName = "FILE" };

    private readonly Option<string[]> _backtracking = new("--allow-backtracking")
    {
        Description = "Id or name of a rule whose regular expressions may need backtracking; may be given several times. Other rules with such patterns are refused.",
        HelpName = "RULE",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Add(_backtracking);
        command.Add(_pipelines);
        command.Add(_placeholders);
    }

    /// <exception cref="InvalidDataException">A file is wrong; the message tells where.</exception>
    public RuleTreatment Treatment(ParseResult parsed) =>
        RuleTreatment.Load((parsed.GetValue(_pipelines) ?? []).Select(Path.GetFullPath), parsed.GetValue(_placeholders) is { } file ? Placeholders(file) : new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)) with
        {
            Backtracking = parsed.GetValue(_backtracking) is { Length: > 0 } allowed ? new BacktrackingAllowance(allowed, new DetectionOptions().BacktrackingTimeout) : null,
        };

    /// <summary>The folders given, or those that come with soc; bindings as shipped.</summary>
    public static RuleSet Load(IReadOnlyList<string> folders, RuleTreatment treatment, TextWriter errors)
    {
        foreach (var warning in treatment.Warnings)
            errors.WriteLine(warning);
        return RuleSetLoader.Load(FoldersOf(folders), LogSourceBindings.Load(new DetectionOptions().EffectiveLogSourcesFile), treatment);
    }

    /// <summary>As full paths.</summary>
    public static IReadOnlyList<string> FoldersOf(IReadOnlyList<string> folders) =>
        folders.Count > 0 ? [.. folders.Select(Path.GetFullPath)] : [.. new DetectionOptions().EffectiveRuleDirectories.Where(Directory.Exists)];

    private static Dictionary<string, IReadOnlyList<string>> Placeholders(string file)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(File.ReadAllText(file)));
            if (yaml.Documents is not [{ RootNode: YamlMappingNode map }])
                throw new YamlException("expected one map of name to list");
            foreach (var (name, value) in map.Children)
                values[((YamlScalarNode)name).Value ?? ""] = value is YamlSequenceNode list ? [.. list.Children.Select(child => ((YamlScalarNode)child).Value ?? "")] : [((YamlScalarNode)value).Value ?? ""];
            return values;
        }
        catch (Exception fault) when (fault is YamlException or InvalidCastException)
        {
            var start = (fault as YamlException)?.Start ?? Mark.Empty;
            throw new InvalidDataException($"{file}:{start.Line}:{start.Column}: {(fault is YamlException ? fault.Message : "expected a map of name to a list of texts")}", fault);
        }
    }
}
