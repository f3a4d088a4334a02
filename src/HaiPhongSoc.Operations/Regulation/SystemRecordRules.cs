using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>How a field of a system's record is filled.</summary>
public enum RecordFieldKind
{
    /// <summary>One line.</summary>
    Text = 1,

    /// <summary>Several lines.</summary>
    Lines = 2,

    /// <summary>A whole number, not negative.</summary>
    Number = 3,

    /// <summary>A date.</summary>
    Date = 4,

    /// <summary>One option.</summary>
    Choice = 5,

    /// <summary>One option or more.</summary>
    Many = 6,

    /// <summary>Another system: its code, or a name that the register does not know.</summary>
    System = 7,
}

/// <summary>One part of what is recorded of every system (thông tin hồ sơ hệ thống).</summary>
/// <param name="IsTable">Several rows of the same fields; else one.</param>
/// <param name="Levels">The effective levels that owe it; a system without a level owes what every level does.</param>
/// <param name="IsRequired">At least one row, or every required field, must be there before the record is complete.</param>
internal sealed record RecordSection(
    string Id, Wording Title, Wording Help, bool IsTable, bool IsRequired, IReadOnlyList<int> Levels, IReadOnlyList<RecordField> Fields, LegalBasis Basis)
{
    /// <summary>Somebody is named in it who may not be somebody else.</summary>
    public bool NamesRoles { get; } = Fields.Any(f => f.DistinctFrom.Count > 0);

    /// <summary>A system of this effective level has it, owed or not; 0 = none yet.</summary>
    public bool IsOf(int level) => Levels.Contains(level) || Levels.Count == DossierRules.AllLevels.Count;

    public bool IsOwedAt(int level) => IsRequired && (level == 0 ? Levels.Count == DossierRules.AllLevels.Count : Levels.Contains(level));
}

/// <param name="Options">What it may be; empty for other kinds than <see cref="RecordFieldKind.Choice"/> and <see cref="RecordFieldKind.Many"/>.</param>
/// <param name="DistinctFrom">Other fields of the row, or <see cref="Operator"/>: whoever is named here may not be named there.</param>
internal sealed record RecordField(
    string Id, RecordFieldKind Kind, Wording Title, Wording Help, bool IsRequired, IReadOnlyList<RecordOption> Options, IReadOnlyList<string> DistinctFrom)
{
    /// <summary>The system's operator (đơn vị vận hành), in <see cref="DistinctFrom"/>.</summary>
    public const string Operator = "operator";
}

internal sealed record RecordOption(string Id, Wording Title);
