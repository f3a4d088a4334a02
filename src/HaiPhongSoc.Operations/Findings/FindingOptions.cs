namespace HaiPhongSoc.Operations.Findings;

/// <summary>When silence is a finding, and when something is forgotten. Settings of the centre, not of the law.</summary>
public sealed class FindingOptions
{
    /// <summary>A system in operation of which nothing comes for so long is silent: 10 minutes to 90 days.</summary>
    public TimeSpan SystemSilentAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The same for a source that is declared and says no time of its own.</summary>
    public TimeSpan SourceSilentAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What is not seen for so long is gone: a host switched off, a system taken out of use: 1 hour to 365 days.</summary>
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromDays(7);

    /// <summary>At most so many of one kind are open at once; further ones are counted and wait: 10 to 100,000.</summary>
    public int MostOpen { get; set; } = 1_000;

    internal IEnumerable<string> Faults()
    {
        foreach (var (name, value) in new[] { (nameof(SystemSilentAfter), SystemSilentAfter), (nameof(SourceSilentAfter), SourceSilentAfter) })
        {
            if (value < TimeSpan.FromMinutes(10) || value > TimeSpan.FromDays(90))
                yield return $"Findings:{name} is {value}: give a time from 00:10:00 to 90.00:00:00";
        }

        if (ForgetAfter < TimeSpan.FromHours(1) || ForgetAfter > TimeSpan.FromDays(365))
            yield return $"Findings:{nameof(ForgetAfter)} is {ForgetAfter}: give a time from 01:00:00 to 365.00:00:00";
        if (MostOpen is < 10 or > 100_000)
            yield return FormattableString.Invariant($"Findings:{nameof(MostOpen)} is {MostOpen}: give a number from 10 to 100000");
    }
}
