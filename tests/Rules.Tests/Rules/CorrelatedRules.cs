using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Events;
using HaiPhongSoc.Rules.Tests.Cases;
using HaiPhongSoc.Sigma;
using HaiPhongSoc.Sigma.Correlation;
using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>A correlation with everything that it names, run over records as the Sigma library runs it.</summary>
internal sealed class CorrelatedRules
{
    private readonly List<NaiveMatcher> _matchers = [];
    private readonly List<SigmaCorrelation> _correlations = [];
    private readonly string _id;

    /// <param name="texts">The correlation first, then what it names: (path, text).</param>
    public CorrelatedRules(IEnumerable<(string Path, string Text)> texts)
    {
        foreach (var (path, text) in texts)
        {
            var documents = SigmaParser.Parse(text, path);
            documents.Diagnostics.ShouldBeEmpty(path);
            _matchers.AddRange(documents.Rules.Select(rule => new NaiveMatcher(rule)));
            _correlations.AddRange(documents.Correlations);
        }

        _id = _correlations[0].Metadata.Id!;
        Engine().NotRun.Select(left => left.Reason.ToString()).ShouldBeEmpty();
    }

    /// <summary>How often the first correlation fires, continuations left out.</summary>
    public int Fires(IReadOnlyList<RawRecord> records)
    {
        var engine = Engine();
        var reader = new EventReader();
        var fires = new List<CorrelationFire<EventId>>();
        foreach (var record in records)
        {
            var logEvent = reader.Read(record);
            var view = new EventView(logEvent);
            foreach (var matcher in _matchers.Where(matcher => matcher.Matches(view)))
            {
                var input = new CorrelationInput<EventId>(matcher.Rule.Metadata.Id!, logEvent.Time, logEvent.Id, field => logEvent.Fields.Text(field), logEvent.Realm);
                engine.Feed(input, logEvent.ReceivedAt, fires);
            }
        }

        return fires.Count(fire => fire.Correlation.Metadata.Id == _id && !fire.IsContinuation);
    }

    private CorrelationEngine<EventId> Engine() => new(_correlations, [.. _matchers.Select(matcher => matcher.Rule.Metadata)], new CorrelationOptions());
}
