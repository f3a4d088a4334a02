using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Events;
using HaiPhongSoc.Sigma;
using HaiPhongSoc.Sigma.Correlation;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>
/// Reads folders of Sigma documents into a rule set. A document that is wrong is refused with place and reason and costs nothing but itself. Throws
/// only where a given path does not exist or cannot be read.
/// </summary>
public static class RuleSetLoader
{
    /// <param name="paths">Folders, read recursively (<c>*.yml</c>, <c>*.yaml</c>, but not <c>*.test.yml</c>), and single files.</param>
    /// <param name="bindings">Which events the log sources of rules mean.</param>
    /// <param name="treatment">Placeholders and pipelines; without it, rules are used as written.</param>
    /// <param name="cacheFile">What makes the next load of the same files faster; without it, nothing is kept.</param>
    public static RuleSet Load(IEnumerable<string> paths, LogSourceBindings bindings, RuleTreatment? treatment = null, RuleCacheFile? cacheFile = null)
    {
        var cache = cacheFile?.Open();
        var reading = new Reading(treatment ?? RuleTreatment.None, cache);
        foreach (var file in Files(paths))
            reading.Add(file, File.ReadAllText(file));
        if (cache is not null)
            cacheFile!.Save(cache);
        return reading.Build(bindings);
    }

    /// <summary>The files that <see cref="Load"/> reads, in its order.</summary>
    public static IEnumerable<string> Files(IEnumerable<string> paths) => paths.SelectMany(FilesOf);

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"{path}: no such folder or file of rules");
        return Directory.EnumerateFiles(path, "*.y*ml", SearchOption.AllDirectories).Where(IsRuleFile).Order(StringComparer.Ordinal);
    }

    private static bool IsRuleFile(string file) =>
        (file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal))
        && !file.EndsWith(".test.yml", StringComparison.Ordinal);

    private sealed class Reading(RuleTreatment treatment, ReadingCache? cache)
    {
        private readonly PlaceholderResolver _placeholders = treatment.Pipeline.Placeholders(treatment.Placeholders);
        private List<(SigmaRule Rule, string Version, AlertSettings Alerting)> _rules = [];
        private List<CorrelationRule> _correlations = [];
        private readonly List<SigmaFilter> _filters = [];
        private readonly List<RefusedRule> _refused = [];
        private readonly Dictionary<string, string> _fileById = new(StringComparer.OrdinalIgnoreCase);
        private int _refusedCount;

        public void Add(string file, string text)
        {
            var documents = SigmaParser.Parse(text, file, _placeholders, forPipelines: !treatment.Pipeline.IsEmpty, cache, treatment.Backtracking);
            var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
            _refusedCount += documents.Refused;
            foreach (var problem in documents.Diagnostics.Where(d => d.IsError))
                _refused.Add(new RefusedRule(file, problem.Line, problem.Column, problem.Id, problem.Message));
            foreach (var rule in documents.Rules)
            {
                if (Accepts(rule.Metadata, out var alerting))
                    _rules.Add((rule, version, alerting));
            }

            foreach (var correlation in documents.Correlations)
            {
                if (Accepts(correlation.Metadata, out var alerting))
                    _correlations.Add(new CorrelationRule(RuleIdentityReader.Identity(correlation.Metadata, version), alerting, file, correlation));
            }

            _filters.AddRange(documents.Filters.Where(filter => Accepts(filter.Metadata, out _)));
        }

        public RuleSet Build(LogSourceBindings bindings)
        {
            Treat();
            // The library resolves what refers to what; an engine without events tells it.
            var engine = new CorrelationEngine<EventId>(
                _correlations.ConvertAll(c => c.Sigma), _rules.ConvertAll(r => r.Rule.Metadata), new CorrelationOptions());
            foreach (var (correlation, reason) in engine.NotRun)
            {
                _refused.Add(new RefusedRule(reason.Path, reason.Line, reason.Column, reason.Id, reason.Message));
                _refusedCount++;
                _correlations.RemoveAll(c => ReferenceEquals(c.Sigma, correlation));
            }

            var rules = new List<EventRule>(_rules.Count);
            foreach (var (rule, version, alerting) in _rules)
            {
                InternFields(rule);
                var key = KeyOf(rule.Metadata);
                rules.Add(new SigmaEventRule(new NaiveMatcher(rule))
                {
                    Number = rules.Count,
                    Identity = RuleIdentityReader.Identity(rule.Metadata, version),
                    LogSource = new RuleLogSource(rule.LogSource.Product, rule.LogSource.Category, rule.LogSource.Service),
                    Alerting = alerting,
                    File = rule.Metadata.Path,
                    IsSilent = IsSilent(rule.Metadata, key, engine),
                    Metadata = rule.Metadata,
                    CorrelationKey = engine.IsFed(key) ? key : null,
                });
            }

            return new RuleSet(rules, _correlations, _refused, _refusedCount, bindings);
        }

        // Filters first, as they speak of the rule's own names; then the pipeline, over both.
        private void Treat()
        {
            var logSources = _rules.ToLookup(r => KeyOf(r.Rule.Metadata), r => r.Rule.LogSource, StringComparer.OrdinalIgnoreCase);
            var rules = new List<(SigmaRule, string, AlertSettings)>(_rules.Count);
            foreach (var (rule, version, alerting) in _rules)
            {
                if (treatment.Pipeline.Apply(Filtered(rule), out var refusal) is { } treated)
                    rules.Add((treated, version, alerting));
                else
                    Refuse(refusal!);
            }

            var correlations = new List<CorrelationRule>(_correlations.Count);
            foreach (var correlation in _correlations)
            {
                if (treatment.Pipeline.Apply(correlation.Sigma, [.. correlation.Sigma.Rules.SelectMany(name => logSources[name])], out var refusal) is { } treated)
                    correlations.Add(correlation with { Sigma = treated });
                else
                    Refuse(refusal!);
            }

            (_rules, _correlations) = (rules, correlations);
        }

        private void Refuse(SigmaDiagnostic problem)
        {
            _refused.Add(new RefusedRule(problem.Path, problem.Line, problem.Column, problem.Id, problem.Message));
            _refusedCount++;
        }

        private bool Accepts(SigmaMetadata document, out AlertSettings alerting)
        {
            if (!RuleIdentityReader.TryAlerting(document, out alerting, out var reason))
                return Refuse(document, "soc-attribute", reason);
            if (document.Id is { } id && !_fileById.TryAdd(id, document.Path))
                return Refuse(document, "id-duplicate", $"the id {id} is already taken by {_fileById[id]}: give one of them a new one");
            return true;
        }

        private bool Refuse(SigmaMetadata document, string code, string reason)
        {
            _refused.Add(new RefusedRule(document.Path, document.Line, 1, code, reason));
            _refusedCount++;
            return false;
        }

        private SigmaRule Filtered(SigmaRule rule)
        {
            foreach (var filter in _filters)
                rule = filter.Apply(rule);
            return rule;
        }

        // Referred to, and by nobody who says "generate". Informational rules stay silent even then: by the specification they never raise an alert, and
        // a correlation that lets its louder half speak must not make an alert of every citizen's upload.
        private static bool IsSilent(SigmaMetadata rule, string key, CorrelationEngine<EventId> engine) =>
            engine.IsSilenced(key) || (engine.IsFed(key) && rule.Level == SigmaLevel.Informational);

        private static string KeyOf(SigmaMetadata rule) => rule.Id is { Length: > 0 } id ? id : rule.Name ?? "";

        // Names that rules ask for enter the catalogue before the first event, which then carries their ids.
        private static void InternFields(SigmaRule rule)
        {
            foreach (var item in rule.Detections.Values.SelectMany(d => d.Alternatives).SelectMany(a => a.Items))
            {
                if (!string.IsNullOrEmpty(item.Field))
                    FieldCatalogue.Intern(item.Field);
            }
        }
    }
}
