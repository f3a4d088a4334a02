using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Records;

/// <summary>Why a field of a section cannot be kept.</summary>
/// <param name="Row">Of the section, counted from 0.</param>
internal sealed record SectionFault(int Row, string Field, Wording Why);
