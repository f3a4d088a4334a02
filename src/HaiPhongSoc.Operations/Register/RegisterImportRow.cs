using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Sheets;

namespace HaiPhongSoc.Operations.Register;

/// <summary>What an entry of a register file is about.</summary>
public enum RegisterPart
{
    /// <summary>An organisation.</summary>
    Organisation = 1,

    /// <summary>A system, with its level, conclusion and contact.</summary>
    System = 2,

    /// <summary>An asset of a system.</summary>
    Asset = 3,

    /// <summary>A section of a system's record.</summary>
    Record = 4,
}

/// <summary>What a register file makes of one entry of the register.</summary>
/// <param name="Line">Of the file; null where the file leaves out what is kept.</param>
/// <param name="Code">Of the organisation or system.</param>
/// <param name="Cells">What becomes another.</param>
public sealed record RegisterImportRow(RegisterPart Part, RecordImportStep Step, long? Line, string Code, string Name, IReadOnlyList<ImportCell> Cells)
{
    /// <summary>Title of the section, of a record.</summary>
    public Wording? Section { get; init; }

    /// <summary>The version that it rests on; 0 where it is new.</summary>
    internal long Version { get; init; }
}
