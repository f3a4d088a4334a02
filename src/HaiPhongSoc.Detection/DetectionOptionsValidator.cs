using System.Globalization;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Detection;

/// <summary>Checks everything at once and says, for each fault, the key, the bound, the value and what to do.</summary>
internal sealed class DetectionOptionsValidator : IValidateOptions<DetectionOptions>
{
    private const string Root = "Detection";

    public ValidateOptionsResult Validate(string? name, DetectionOptions options)
    {
        var faults = new List<string>();
        CheckFiles(faults, options);
        for (var i = 0; i < options.BacktrackingRules.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(options.BacktrackingRules[i]))
                faults.Add($"{Root}:BacktrackingRules:{i} is empty: name a rule by its id or name, or remove the key; patterns that need backtracking are refused then");
        }

        Between(faults, nameof(options.BacktrackingTimeout), options.BacktrackingTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        Between(faults, nameof(options.FindingMemory), options.FindingMemory, 100, 10_000_000);
        Between(faults, nameof(options.CorrelationGroups), options.CorrelationGroups, 100, 10_000_000);
        Between(faults, nameof(options.CorrelationEventsPerGroup), options.CorrelationEventsPerGroup, 16, 1_000_000);
        Between(faults, nameof(options.CorrelationEvents), options.CorrelationEvents, 1_000_000, 100_000_000);
        Between(faults, nameof(options.CorrelationLateness), options.CorrelationLateness, TimeSpan.Zero, TimeSpan.FromDays(7));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckFiles(List<string> faults, DetectionOptions options)
    {
        for (var i = 0; i < options.RuleDirectories.Count; i++)
        {
            var directory = options.RuleDirectories[i];
            if (string.IsNullOrWhiteSpace(directory))
                faults.Add($"{Root}:RuleDirectories:{i} is empty: name a folder of rules, or remove the key for the shipped rules");
            else if (!Directory.Exists(DetectionOptions.FullPath(directory)))
                faults.Add($"{Root}:RuleDirectories:{i} is {DetectionOptions.FullPath(directory)}, which is no folder: make it, or remove the key for the shipped rules");
        }

        for (var i = 0; i < options.PipelineFiles.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(options.PipelineFiles[i]) || !File.Exists(DetectionOptions.FullPath(options.PipelineFiles[i])))
                faults.Add($"{Root}:PipelineFiles:{i} is {options.PipelineFiles[i]}, which is no file: put it there, or remove the key");
        }

        foreach (var (name, values) in options.Placeholders)
        {
            if (values.Count == 0)
                faults.Add($"{Root}:Placeholders:{name} is empty: give it values, or remove the key; rules that need it are refused then");
        }

        if (string.IsNullOrWhiteSpace(options.LogSourcesFile))
            faults.Add($"{Root}:LogSourcesFile is empty: name the file that binds log sources to events, or remove the key for the shipped one");
        else if (!File.Exists(options.EffectiveLogSourcesFile))
            faults.Add($"{Root}:LogSourcesFile is {options.EffectiveLogSourcesFile}, which is no file: put it there, or remove the key for the shipped one");
    }

    private static void Between<T>(List<string> faults, string key, T value, T lowest, T highest)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Root}:{key} is {value}; it must be between {lowest} and {highest}: change it, or remove the key for the default"));
    }
}
