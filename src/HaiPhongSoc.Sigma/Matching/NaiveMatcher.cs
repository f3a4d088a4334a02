using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Matching;

/// <summary>
/// One rule held against single events, plainly: every detection that the condition asks for is evaluated as the specification says. It is the oracle of every
/// faster engine, so it is written to be obviously right. Thread-safe. Which events a rule is about (its log source) is the caller's business.
/// </summary>
public sealed class NaiveMatcher
{
    private readonly IReadOnlyDictionary<string, Detection> _detections;
    private readonly IReadOnlyList<Condition> _conditions;

    public NaiveMatcher(SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        (Rule, _detections, _conditions) = (rule, rule.Detections, rule.Conditions);
    }

    public SigmaRule Rule { get; }

    /// <summary>True where any of the rule's conditions holds for the event.</summary>
    public bool Matches(ISigmaEvent @event)
    {
        foreach (var condition in _conditions)
        {
            if (Holds(condition, @event))
                return true;
        }

        return false;
    }

    /// <summary>Why the rule matched: for each detection that contributed, each of its items with the value that fulfilled it. Empty where it did not match.</summary>
    public IReadOnlyList<SigmaEvidence> Evidence(ISigmaEvent @event)
    {
        var evidence = new List<SigmaEvidence>();
        foreach (var condition in _conditions)
        {
            if (Holds(condition, @event))
                Explain(condition, @event, evidence);
        }

        return evidence;
    }

    private bool Holds(Condition condition, ISigmaEvent @event)
    {
        switch (condition)
        {
            case Condition.Named named:
                return Find(_detections[named.Detection], @event) is not null;
            case Condition.Not not:
                return !Holds(not.Operand, @event);
            case Condition.And and:
                foreach (var operand in and.Operands)
                {
                    if (!Holds(operand, @event))
                        return false;
                }

                return true;
            case Condition.Or or:
                foreach (var operand in or.Operands)
                {
                    if (Holds(operand, @event))
                        return true;
                }

                return false;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition));
        }
    }

    private static DetectionAlternative? Find(Detection detection, ISigmaEvent @event)
    {
        foreach (var alternative in detection.Alternatives)
        {
            var all = true;
            foreach (var item in alternative.Items)
            {
                if (!Holds(item, @event))
                {
                    all = false;
                    break;
                }
            }

            if (all)
                return alternative;
        }

        return null;
    }

    private static bool Holds(DetectionItem item, ISigmaEvent @event)
    {
        var values = item.Field is null ? @event.AllValues : @event.Values(item.Field);
        var holds = item.RequiresAll;
        foreach (var test in item.Tests)
        {
            holds = test.Matches(@event, values, out _);
            if (holds != item.RequiresAll)
                break;
        }

        return holds != item.Negated;
    }

    // What a negation kept out has no value to show.
    private void Explain(Condition condition, ISigmaEvent @event, List<SigmaEvidence> evidence)
    {
        switch (condition)
        {
            case Condition.Named named when Find(_detections[named.Detection], @event) is { } alternative:
                foreach (var item in alternative.Items)
                    Explain(named.Detection, item, @event, evidence);
                break;
            case Condition.And and:
                foreach (var operand in and.Operands)
                    Explain(operand, @event, evidence);
                break;
            case Condition.Or or:
                foreach (var operand in or.Operands.Where(operand => Holds(operand, @event)))
                    Explain(operand, @event, evidence);
                break;
        }
    }

    private static void Explain(string detection, DetectionItem item, ISigmaEvent @event, List<SigmaEvidence> evidence)
    {
        var values = item.Field is null ? @event.AllValues : @event.Values(item.Field);
        var field = item.Field ?? SigmaEvidence.Keywords;
        foreach (var test in item.Tests)
        {
            var matches = test.Matches(@event, values, out var witness);
            if (item.Negated && !matches)
                evidence.Add(new SigmaEvidence(detection, field, values.Count > 0 ? values[0].Text : "", test.Written));
            else if (!item.Negated && matches)
                evidence.Add(new SigmaEvidence(detection, field, witness.Text ?? "", test.Written));
        }
    }
}
