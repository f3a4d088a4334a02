namespace HaiPhongSoc.Detection.Cases;

/// <summary>One case of a <c>*.test.yml</c> (format: <c>rules/README.md</c>).</summary>
/// <param name="Name">What it shows, in a few words.</param>
/// <param name="Matches">True: every record matches, or the sequence fires. False: none does.</param>
/// <param name="Records">Single records, each judged alone; empty where there is a sequence.</param>
/// <param name="Sequence">Records in time, judged together; empty where there are single records.</param>
public sealed record RuleCase(string Name, bool Matches, IReadOnlyList<RawRecord> Records, IReadOnlyList<SequenceStep> Sequence);

/// <summary>A record as its sender writes it.</summary>
/// <param name="Definition">Id of the source definition that reads it.</param>
/// <param name="At">When it was received; the record's own time is in its text.</param>
public sealed record RawRecord(string Definition, DateTimeOffset At, string Text);

/// <summary>A record, or the same <paramref name="Times"/> times, one <paramref name="Every"/> after the other, from <paramref name="At"/> after the start.</summary>
public sealed record SequenceStep(string Definition, TimeSpan At, int Times, TimeSpan Every, string Template);
