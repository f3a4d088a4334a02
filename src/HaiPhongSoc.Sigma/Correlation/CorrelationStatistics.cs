namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>
/// What became of the events of one correlation, or of all. <c>Fed = Counted + LackingField + TooLate + Duplicates</c>.
/// </summary>
public readonly record struct CorrelationStatistics
{
    /// <summary>Matches of a rule that the correlation is built upon.</summary>
    public long Fed { get; init; }

    /// <summary>Those that went into a group.</summary>
    public long Counted { get; init; }

    /// <summary>Ignored: the event lacks a field of group-by.</summary>
    public long LackingField { get; init; }

    /// <summary>Ignored: older than watermark − timespan − allowed lateness.</summary>
    public long TooLate { get; init; }

    /// <summary>Ignored: the same event was there already.</summary>
    public long Duplicates { get; init; }

    /// <summary>Groups that were thrown out for space while they could still have fired. Zero, or something may have been missed.</summary>
    public long Evicted { get; init; }

    /// <summary>Events that a full group dropped, its oldest first.</summary>
    public long DroppedEvents { get; init; }

    public long Fires { get; init; }

    public long Continuations { get; init; }

    /// <summary>Groups held now.</summary>
    public long Groups { get; init; }

    /// <summary>Events held now.</summary>
    public long Events { get; init; }

    public static CorrelationStatistics operator +(CorrelationStatistics one, CorrelationStatistics other) => Add(one, other);

    public static CorrelationStatistics Add(CorrelationStatistics left, CorrelationStatistics right) => new()
    {
        Fed = left.Fed + right.Fed,
        Counted = left.Counted + right.Counted,
        LackingField = left.LackingField + right.LackingField,
        TooLate = left.TooLate + right.TooLate,
        Duplicates = left.Duplicates + right.Duplicates,
        Evicted = left.Evicted + right.Evicted,
        DroppedEvents = left.DroppedEvents + right.DroppedEvents,
        Fires = left.Fires + right.Fires,
        Continuations = left.Continuations + right.Continuations,
        Groups = left.Groups + right.Groups,
        Events = left.Events + right.Events,
    };
}
