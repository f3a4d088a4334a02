using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Sigma;

namespace HaiPhongSoc.Detection;

/// <summary>What detection needs to know; its validator holds the bounds. Relative paths are relative to the program's folder.</summary>
public sealed class DetectionOptions
{
    /// <summary>Folders of Sigma rules, read recursively (<c>*.yml</c> but not <c>*.test.yml</c>). Default: the shipped rules.</summary>
    public IList<string> RuleDirectories { get; init; } = [];

    /// <summary>The file that binds the log sources of rules to events.</summary>
    public string LogSourcesFile { get; set; } = Path.Combine("rules", "sources", "logsources.yml");

    /// <summary>Files of processing pipelines in pySigma's YAML, applied to every rule by their priority. Default: none.</summary>
    public IList<string> PipelineFiles { get; init; } = [];

    /// <summary>Values of placeholders (<c>%name%</c> under the modifier <c>expand</c>) by name. Rules that need others are refused.</summary>
    public IDictionary<string, IList<string>> Placeholders { get; init; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>
    /// Ids or names of rules whose regular expressions may need backtracking (look-around, back-references); of all other rules such patterns are refused. One that takes
    /// a value longer than <see cref="BacktrackingTimeout"/> is quarantined.
    /// </summary>
    public IList<string> BacktrackingRules { get; init; } = [];

    /// <summary>The longest that such a pattern may look at one value: 1 millisecond to 1 second.</summary>
    public TimeSpan BacktrackingTimeout { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The file that makes the next start faster; empty = none. Only this program should be able to write it. Default: <c>rules.cache</c> in the data folder.</summary>
    public string RuleCacheFile { get; set; } = "";

    /// <summary>What holds events against rules. Both give the same matches; the naive one is the slow proof of the other.</summary>
    public MatchingEngine Engine { get; set; } = MatchingEngine.Compiled;

    /// <summary>Whether the register's contradictions to the logs become hits. Off for hunts over files, which know no register.</summary>
    public bool RaiseFindings { get; set; } = true;

    /// <summary>
    /// The most pairs of finding and entity that are remembered to report each once a minute, and the most sources and strangers that are kept until they are
    /// written down: 100 to 10,000,000.
    /// </summary>
    public int FindingMemory { get; set; } = 50_000;

    /// <summary>The most groups (correlation, group-by values) that are followed at once; beyond it the stalest are dropped and counted: 100 to 10,000,000.</summary>
    public int CorrelationGroups { get; set; } = 100_000;

    /// <summary>The most events that one group of a correlation remembers: 16 to 1,000,000.</summary>
    public int CorrelationEventsPerGroup { get; set; } = 16_384;

    /// <summary>The most events that all correlations together remember: 1,000,000 to 100,000,000.</summary>
    public int CorrelationEvents { get; set; } = 2_000_000;

    /// <summary>Whether each further event of a fulfilled correlation is a hit of its own, which keeps an alert's count alive. Off for hunts: one hit a finding.</summary>
    public bool TellContinuations { get; set; } = true;

    /// <summary>How much older than a correlation's window an event may come and still count: at most 7 days.</summary>
    public TimeSpan CorrelationLateness { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The shipped rule folders, used where <see cref="RuleDirectories"/> names none.</summary>
    public static IReadOnlyList<string> ShippedRules { get; } =
        [Path.Combine("rules", "detection"), Path.Combine("rules", "correlation"), Path.Combine("rules", "filters")];

    /// <summary>The folders in effect, as full paths.</summary>
    public IReadOnlyList<string> EffectiveRuleDirectories =>
        RuleDirectories.Count > 0 ? [.. RuleDirectories.Select(FullPath)] : [.. ShippedRules.Select(FullPath)];

    /// <summary><see cref="LogSourcesFile"/> as a full path.</summary>
    public string EffectiveLogSourcesFile => FullPath(LogSourcesFile);

    /// <summary>Reads <see cref="PipelineFiles"/>, and takes <see cref="Placeholders"/> and <see cref="BacktrackingRules"/> along.</summary>
    /// <exception cref="InvalidDataException">A pipeline file is wrong.</exception>
    public RuleTreatment Treatment() => RuleTreatment.Load(
        PipelineFiles.Select(FullPath), Placeholders.ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => [.. pair.Value], StringComparer.Ordinal)) with
    {
        Backtracking = BacktrackingRules.Count == 0 ? null : new BacktrackingAllowance([.. BacktrackingRules], BacktrackingTimeout),
    };

    internal static string FullPath(string path) => Path.GetFullPath(path, AppContext.BaseDirectory);
}

/// <summary>What holds events against rules.</summary>
public enum MatchingEngine
{
    /// <summary>All rules compiled together.</summary>
    Compiled,

    /// <summary>Each rule for itself, as the specification says.</summary>
    Naive,
}
