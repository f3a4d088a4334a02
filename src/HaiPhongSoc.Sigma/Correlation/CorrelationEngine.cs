namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>
/// Runs correlations of type <c>event_count</c> and <c>temporal</c> in event time. For one thread; the same inputs with the same <c>now</c> give the same fires, always.
/// <para>
/// <b>When it fires.</b> The windows looked at for a new event are those that are one timespan long, contain it and end at an event of its group; both ends belong to the window, so
/// that events exactly one timespan apart are together. For events in order that is one window, the one that ends at the event. If one of them meets the condition, the correlation fires
/// with the earliest such window's end as its time. <c>lt</c>, <c>lte</c>, <c>eq</c>, <c>neq</c> and <c>not</c> are therefore judged at each event with what was seen until then; silence
/// raises nothing.
/// </para>
/// <para>
/// <b>After a fire</b> every event of the group at most one timespan before or after it is a continuation, whether or not the condition holds; the next event beyond fires anew if the
/// condition holds again. A fire that would fall within a timespan of an earlier one is a continuation of that too.
/// </para>
/// <para>
/// <b>Groups.</b> Values of group-by are compared as text without regard to case; an event that lacks one is ignored and counted. For a count an event counts once, however many
/// rules of the list it matched.
/// </para>
/// <para>
/// <b>Lateness.</b> The watermark is the latest time of all events fed, those far ahead of <c>now</c> left out. An event older than watermark − timespan − allowed lateness is ignored and
/// counted; any other finds all that it could meet, unless a bound of <see cref="CorrelationOptions"/> was reached, which is counted too.
/// </para>
/// <para>
/// <b>Correlations of correlations.</b> A fire (not its continuations) is an event of the correlations above, with its own group-by values and <see cref="CorrelationFire{TEvent}.FiredAt"/>.
/// </para>
/// </summary>
public sealed class CorrelationEngine<TEvent>
    where TEvent : IEquatable<TEvent>
{
    private readonly CorrelationResolver _resolver;
    private readonly CorrelationOptions _options;
    private readonly CorrelationClock _clock;
    private readonly List<CorrelationState<TEvent>> _states = [];
    private readonly Dictionary<int, List<(CorrelationState<TEvent> State, int Source)>> _consumers = [];
    private readonly Dictionary<int, string[]> _fields = [];
    private readonly HashSet<int> _silenced;
    private long _events;

    /// <param name="correlations">All that were read; those that cannot run are in <see cref="NotRun"/>, and no other suffers for them.</param>
    /// <param name="baseRules">The rules that will be fed, for their ids and names.</param>
    public CorrelationEngine(IReadOnlyList<SigmaCorrelation> correlations, IReadOnlyList<SigmaMetadata> baseRules, CorrelationOptions options)
    {
        ArgumentNullException.ThrowIfNull(correlations);
        ArgumentNullException.ThrowIfNull(baseRules);
        ArgumentNullException.ThrowIfNull(options);
        CorrelationOptions.Check(options);
        _options = options;
        _clock = new CorrelationClock(options.FutureSkew);
        _resolver = new CorrelationResolver(correlations, baseRules, options);
        Running = [.. _resolver.Plans.Select(plan => plan.Correlation)];
        _silenced = Silenced(_resolver.Plans);
        foreach (var plan in _resolver.Plans)
        {
            var state = new CorrelationState<TEvent>(plan, options, _silenced.Contains(plan.Node));
            _states.Add(state);
            for (var source = 0; source < plan.Sources.Length; source++)
            {
                var node = plan.Sources[source].Node;
                if (!_consumers.TryGetValue(node, out var consumers))
                    _consumers.Add(node, consumers = []);
                consumers.Add((state, source));
                _fields[node] = [.. _fields.GetValueOrDefault(node, []).Union(plan.Sources[source].Fields, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Correlations that run.</summary>
    public IReadOnlyList<SigmaCorrelation> Running { get; }

    /// <summary>
    /// Correlations that do not run, with path, line and reason: <c>correlation-not-run</c> (a warning: a type that is read only), or an error such as
    /// <c>correlation-reference</c>, <c>correlation-cycle</c>, <c>correlation-aliases</c>, <c>correlation-group-by</c>, <c>correlation-condition</c>.
    /// </summary>
    public IReadOnlyList<(SigmaCorrelation Correlation, SigmaDiagnostic Reason)> NotRun => _resolver.NotRun;

    /// <summary>The latest event time seen, UTC microseconds; some 70,000 years ago before the first.</summary>
    public long Watermark => _clock.Watermark;

    /// <summary>Of all correlations together.</summary>
    public CorrelationStatistics Statistics => _states.Aggregate(default(CorrelationStatistics), (sum, state) => sum + state.Statistics);

    /// <summary>Of one that runs; all zero for another.</summary>
    public CorrelationStatistics StatisticsOf(SigmaCorrelation correlation) =>
        _states.Find(state => ReferenceEquals(state.Plan.Correlation, correlation))?.Statistics ?? default;

    /// <summary>Fields that <see cref="Feed"/> will ask an event of this rule for; empty where no running correlation is built upon it, which then need not be fed.</summary>
    public IReadOnlyList<string> FieldsNeeded(string ruleKey) => _resolver.Find(ruleKey) is { } node ? _fields.GetValueOrDefault(node, []) : [];

    /// <summary>Whether a running correlation is built upon the rule.</summary>
    public bool IsFed(string ruleKey) => _resolver.Find(ruleKey) is { } node && _consumers.ContainsKey(node);

    /// <summary>True where the rule or correlation raises no alert of its own: a running correlation is built upon it and none of those says <c>generate</c>.</summary>
    public bool IsSilenced(string ruleKey) => _resolver.Find(ruleKey) is { } node && _silenced.Contains(node);

    /// <summary>Takes one match of a base rule and adds what it raised to <paramref name="into"/>, correlations below before those above.</summary>
    /// <param name="now">UTC microseconds. Give the event's time of receipt, not the clock, so that a replay gives the same.</param>
    public void Feed(in CorrelationInput<TEvent> input, long now, List<CorrelationFire<TEvent>> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var time = CorrelationClock.Clamp(input.Time);
        _clock.See(time, now);
        if (_resolver.Find(input.RuleKey) is not { } node || !_consumers.TryGetValue(node, out var consumers))
            return;
        foreach (var (state, source) in consumers)
        {
            var fields = state.Plan.Sources[source].Fields;
            var values = new string?[fields.Length];
            for (var i = 0; i < fields.Length; i++)
                values[i] = input.Field(fields[i]);
            Take(state, new CorrelationEntry<TEvent> { Time = time, Event = input.Event, Source = source }, input.Scope, values, into);
        }
    }

    private void Take(CorrelationState<TEvent> state, in CorrelationEntry<TEvent> entry, string scope, string?[] values, List<CorrelationFire<TEvent>> into)
    {
        var before = state.Events;
        var fire = state.Take(entry, scope, values, _clock.Watermark);
        _events += state.Events - before;
        Shrink();
        if (fire is null)
            return;
        into.Add(fire);
        if (fire.IsContinuation || !_consumers.TryGetValue(state.Plan.Node, out var above))
            return;
        foreach (var (parent, source) in above)
        {
            var positions = parent.Plan.Sources[source].ChildValues;
            var inherited = Array.ConvertAll(positions, position => (string?)fire.GroupValues[position].Value);
            Take(parent, new CorrelationEntry<TEvent> { Time = fire.FiredAt, Event = entry.Event, Source = source, Child = fire }, scope, inherited, into);
        }
    }

    private void Shrink()
    {
        while (_events > _options.MaxEvents)
        {
            var largest = _states[0];
            foreach (var state in _states)
            {
                if (state.Events > largest.Events)
                    largest = state;
            }

            var before = largest.Events;
            largest.Evict();
            _events += largest.Events - before;
        }
    }

    private static HashSet<int> Silenced(IReadOnlyList<CorrelationPlan> plans)
    {
        var silenced = plans.SelectMany(plan => plan.Sources).Select(source => source.Node).ToHashSet();
        silenced.ExceptWith(plans.Where(plan => plan.Correlation.Generate).SelectMany(plan => plan.Sources).Select(source => source.Node));
        return silenced;
    }
}
