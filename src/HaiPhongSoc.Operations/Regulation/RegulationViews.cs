using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Where a demand of the program comes from: shown beside what it demands.</summary>
/// <param name="Article">The article, as cited in Vietnamese.</param>
/// <param name="Confidence"><c>verified</c>: the text was read; <c>secondary</c>: read in another's note; <c>to-be-confirmed</c>.</param>
/// <param name="ValidTo">The last day; null = it still holds.</param>
public sealed record BasisView(string Article, string Confidence, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>One row of a regulation profile, as people read it.</summary>
/// <param name="Part">Key of the part of the profile, as in the file.</param>
/// <param name="Levels">The levels for which it is written; empty where levels do not matter to it.</param>
public sealed record RegulationRow(string Part, string Id, Wording Title, IReadOnlyList<int> Levels, IReadOnlyList<RegulationFact> Facts, BasisView Basis);

/// <param name="Key">What the value is, as in the file.</param>
public sealed record RegulationFact(string Key, Wording Value);

/// <summary>A profile as people read it: every row with its basis, in the file's order.</summary>
public sealed record RegulationView(string Id, Wording Title, IReadOnlyList<RegulationRow> Rows);

public enum RegulationChangeKind
{
    /// <summary>Only the later profile has it.</summary>
    Added,

    /// <summary>Only the earlier profile has it.</summary>
    Removed,

    /// <summary>Both have it, and it says something else.</summary>
    Changed,
}

/// <summary>What two profiles say differently.</summary>
/// <param name="Before">Null where it was added.</param>
/// <param name="After">Null where it was removed.</param>
/// <param name="Differs">Keys of the facts that differ, <c>title</c> and <c>basis</c> among them; empty unless it changed.</param>
public sealed record RegulationChange(RegulationChangeKind Kind, RegulationRow? Before, RegulationRow? After, IReadOnlyList<string> Differs)
{
    public RegulationRow Row => After ?? Before!;
}
