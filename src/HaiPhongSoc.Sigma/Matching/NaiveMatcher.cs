namespace HaiPhongSoc.Sigma.Matching;

/// <summary>
/// One rule held against single events, plainly: every detection that the condition asks for is evaluated as the specification says. It is the oracle of every
/// faster engine, so it is written to be obviously right. Thread-safe. Which events a rule is about (its log source) is the caller's business.
/// </summary>
public sealed class NaiveMatcher
{
    private readonly BoundCondition[] _conditions;

    public NaiveMatcher(SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Rule = rule;
        _conditions = [.. rule.Conditions.Select(condition => BoundCondition.Bind(condition, rule.Detections))];
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

    private static bool Holds(BoundCondition condition, ISigmaEvent @event)
    {
        switch (condition.Kind)
        {
            case BoundKind.Detection:
                return Find(condition.Detection!, @event) is not null;
            case BoundKind.Not:
                return !Holds(condition.Operands[0], @event);
            case BoundKind.And:
                foreach (var operand in condition.Operands)
                {
                    if (!Holds(operand, @event))
                        return false;
                }

                return true;
            default:
                foreach (var operand in condition.Operands)
                {
                    if (Holds(operand, @event))
                        return true;
                }

                return false;
        }
    }

    private static DetectionAlternative? Find(Detection detection, ISigmaEvent @event)
    {
        for (var i = 0; i < detection.Alternatives.Count; i++)
        {
            if (Holds(detection.Alternatives[i], @event))
                return detection.Alternatives[i];
        }

        return null;
    }

    private static bool Holds(DetectionAlternative alternative, ISigmaEvent @event)
    {
        for (var i = 0; i < alternative.Items.Count; i++)
        {
            if (!Holds(alternative.Items[i], @event))
                return false;
        }

        return true;
    }

    private static bool Holds(DetectionItem item, ISigmaEvent @event)
    {
        var values = item.Field is null ? @event.AllValues : @event.Values(item.Field);
        var holds = item.RequiresAll;
        for (var i = 0; i < item.Folded.Count; i++)
        {
            holds = item.Folded[i].Matches(@event, values, out _);
            if (holds != item.RequiresAll)
                break;
        }

        return holds != item.Negated;
    }

    // What a negation kept out has no value to show.
    private static void Explain(BoundCondition condition, ISigmaEvent @event, List<SigmaEvidence> evidence)
    {
        switch (condition.Kind)
        {
            case BoundKind.Detection when Find(condition.Detection!, @event) is { } alternative:
                foreach (var item in alternative.Items)
                    Explain(condition.Name, item, @event, evidence);
                break;
            case BoundKind.And:
                foreach (var operand in condition.Operands)
                    Explain(operand, @event, evidence);
                break;
            case BoundKind.Or:
                foreach (var operand in condition.Operands.Where(operand => Holds(operand, @event)))
                    Explain(operand, @event, evidence);
                break;
            case BoundKind.Not:
                ExplainFailing(condition.Operands[0], @event, evidence);
                break;
        }
    }

    // A negation within a negation says what is there.
    private static void ExplainFailing(BoundCondition condition, ISigmaEvent @event, List<SigmaEvidence> evidence)
    {
        if (condition.Kind == BoundKind.Not)
        {
            Explain(condition.Operands[0], @event, evidence);
            return;
        }

        if (condition.Kind == BoundKind.Detection)
            return;
        foreach (var operand in condition.Operands.Where(operand => !Holds(operand, @event)))
            ExplainFailing(operand, @event, evidence);
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
